import { Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote, changeNote, removeNote } from '../../api/machine-actions.ts';
import type { Note } from '../../api/machine-types.ts';
import { notesQuery } from '../../api/queries/machine.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { notifyFailure, notifyUndo } from '../../ui/undo-toast.tsx';
import { Panel } from '../panel.tsx';
import classes from './notes-panel.module.css';

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

const useRefresh = (assetId: number) => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['asset', assetId, 'notes'] });
};

function NoteForm({ assetId }: { readonly assetId: number }) {
  const { t } = useTranslation('machine');
  const refresh = useRefresh(assetId);
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

type NoteTextProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean;
};

function NoteText({ label, value, onChange, autoFocus = false }: NoteTextProps) {
  return (
    <Textarea
      aria-label={label}
      placeholder={label}
      size="sm"
      autosize
      minRows={1}
      maxRows={12}
      maxLength={10_000}
      autoFocus={autoFocus}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}

function NoteItem({ assetId, note }: { readonly assetId: number; readonly note: Note }) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const refresh = useRefresh(assetId);
  const [draft, setDraft] = useState<string | null>(null);
  const changing = useMutation({
    mutationFn: (text: string) => changeNote(assetId, note.id, text),
    onSuccess: async () => {
      await refresh();
      setDraft(null);
    },
  });
  const removing = useMutation({
    mutationFn: () => removeNote(assetId, note.id),
    onSuccess: async () => {
      await refresh();
      notifyUndo({ message: t('notes.removed'), undo: () => addNote(assetId, note.text).then(refresh) });
    },
    onError: notifyFailure,
  });
  return (
    <li className={classes.note}>
      <p className={classes.by}>
        <b>
          <SafeText value={note.author} />
        </b>{' '}
        <TimeAgo iso={note.createdAt} />
        {note.updatedAt !== null && <span title={format.exactMoment(note.updatedAt)}> · {t('notes.changed')}</span>}
        {note.own && draft === null && (
          <span className={classes.tools}>
            <Button variant="subtle" size="compact-xs" onClick={() => setDraft(note.text)}>
              {t('notes.edit')}
            </Button>
            <Button variant="subtle" size="compact-xs" loading={removing.isPending} onClick={() => removing.mutate()}>
              {t('notes.delete')}
            </Button>
          </span>
        )}
      </p>
      {draft === null ? (
        <p className={classes.text}>
          {note.text.split('\n').map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <span key={index} className={classes.lineOfText}>
              {line === '' ? <br /> : <SafeText value={line} wrap />}
            </span>
          ))}
        </p>
      ) : (
        <form
          className={classes.editor}
          onSubmit={(event) => {
            event.preventDefault();
            if (draft.trim() !== '') changing.mutate(draft);
          }}
        >
          <NoteText label={t('notes.edit')} value={draft} onChange={setDraft} autoFocus />
          <FormFailure error={changing.error} />
          <div className={classes.buttons}>
            <Button type="submit" size="compact-sm" loading={changing.isPending} disabled={draft.trim() === ''}>
              {t('admin.save')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDraft(null)}>
              {shell('common.cancel')}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
