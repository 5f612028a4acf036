import { Button, Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentLabelQuery, setAgentLabel } from '../../api/queries/admin.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NotLoaded } from '../../ui/not-loaded.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { notifyUndo } from '../../ui/undo-toast.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { useAgentFileTabs } from '../use-tabs.ts';
import classes from './label-page.module.css';

const MOST = 1000;

/** The sentence with which the Windows agent asks for a TAG. */
export function LabelPage() {
  const { t } = useTranslation('admin');
  const tabs = useAgentFileTabs();
  const query = useQuery(agentLabelQuery);
  return (
    <AdminPage title={t('label.title')} lead={t('label.lead')} {...tabs}>
      <NotLoaded query={query} height={160} />
      {query.data !== undefined && <LabelForm text={query.data.text} />}
    </AdminPage>
  );
}

function LabelForm({ text }: { readonly text: string | null }) {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<string | null>(null);
  const typed = draft ?? text ?? '';
  const isDirty = draft !== null && draft.trim() !== (text ?? '');
  const isTooLong = typed.length > MOST;
  const refresh = () => queries.invalidateQueries({ queryKey: agentLabelQuery.queryKey });
  const edit = useGuardedSave({
    stored: text,
    isUntouched: draft === null,
    send: setAgentLabel,
    read: async () => (await queries.fetchQuery({ ...agentLabelQuery, staleTime: 0 })).text,
    onSaved: (stored, _, before) => {
      queries.setQueryData(agentLabelQuery.queryKey, stored);
      setDraft(null);
      notifyUndo({
        message: stored.text === null ? t('label.removed') : t('label.saved'),
        undo: async () => {
          await setAgentLabel(before ?? '');
          await refresh();
        },
      });
    },
    onSettled: refresh,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isDirty && !isTooLong) edit.save(typed);
  };
  return (
    <form className={`${card.card} ${card.padded} ${card.stack}`} onSubmit={submit}>
      <UnsavedGuard isDirty={isDirty} />
      <Textarea
        label={t('label.text')}
        description={t('label.hint')}
        autosize
        minRows={2}
        value={typed}
        error={isTooLong ? t('label.tooLong', { most: MOST }) : null}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <div className={classes.preview} aria-label={t('label.preview')} role="img">
        <p className={classes.bar}>{t('label.window')}</p>
        <p className={classes.sentence}>
          {typed.trim() === '' ? t('label.none') : <SafeText value={typed.replace(/\s+/g, ' ').trim()} wrap />}
        </p>
        <span className={classes.field}>{t('label.field')}</span>
      </div>
      <FormFailure error={edit.failure} />
      <SaveConflict
        edit={edit}
        title={t('label.title')}
        describe={(theirs, mine) => ({ differences: [{ field: t('label.text'), theirs: theirs ?? '', mine }] })}
        onTakeTheirs={() => setDraft(null)}
      />
      <div className={card.row}>
        <Button type="submit" disabled={!isDirty || isTooLong} loading={edit.isPending}>
          {t('save')}
        </Button>
        {text !== null && (
          <Button variant="default" disabled={edit.isPending} onClick={() => edit.save('')}>
            {t('label.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
