import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote } from '../../api/machine-actions.ts';
import { notesQuery } from '../../api/queries/machine.ts';
import { UnsavedGuard } from '../../editing/unsaved-guard.tsx';
import { useCounted } from '../../i18n/use-counted.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { Panel } from '../panel.tsx';
import { NoteItem } from './note-item.tsx';
import { NoteText } from './note-text.tsx';
import classes from './notes-panel.module.css';
import { useNotesRefresh } from './use-notes-refresh.ts';

const STEP = 50;
const MOST = 500;

/** What people wrote about the machine, newest first. */
export function NotesPanel({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const counted = useCounted('machine');
  const [limit, setLimit] = useState(STEP);
  const query = useQuery(notesQuery(assetId, limit));
  const { data } = query;
  return (
    <Panel id="notes" title={t('notes.title')} hint={data === undefined ? '' : counted('notes.count', data.total)}>
      <NoteForm assetId={assetId} />
      <NotLoaded query={query} height={60} />
      {data?.items.length === 0 && (
        <Text c="dimmed" size="sm" px="md" pb="sm">
          {t('notes.none')}
        </Text>
      )}
      <ul className={classes.list}>
        {data?.items.map((note) => (
          <NoteItem key={note.id} assetId={assetId} note={note} />
        ))}
      </ul>
      {data !== undefined && data.total > data.items.length && limit < MOST && (
        <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setLimit(Math.min(limit + STEP * 3, MOST))}>
          {t('notes.more')}
        </Button>
      )}
    </Panel>
  );
}

function NoteForm({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const refresh = useNotesRefresh(assetId);
  const [text, setText] = useState('');
  const adding = useMutation({
    mutationFn: () => addNote(assetId, text),
    onSuccess: async () => {
      setText('');
      await refresh();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') adding.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <UnsavedGuard
        isDirty={text.trim() !== ''}
        title={t('notes.unsaved')}
        text={t('notes.unsavedText')}
        leave={t('notes.leave')}
      />
      <NoteText label={t('notes.write')} value={text} onChange={setText} />
      <FormFailure error={adding.error} />
      {text.trim() !== '' && (
        <Button type="submit" size="compact-md" loading={adding.isPending}>
          {t('notes.add')}
        </Button>
      )}
    </form>
  );
}
