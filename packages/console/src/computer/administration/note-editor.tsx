import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isEditConflict } from '../../api/api-error.ts';
import { changeNote } from '../../api/machine-actions.ts';
import type { Note } from '../../api/machine-types.ts';
import { EditConflict } from '../../ui/edit-conflict.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NoteText } from './note-text.tsx';
import classes from './notes-panel.module.css';
import { useNotesRefresh } from './use-notes-refresh.ts';

type NoteEditorProps = {
  readonly assetId: number;
  /** As it is stored, as far as is known. */
  readonly note: Note;
  readonly onClose: () => void;
};

/** Changes a note. One that was changed in another window meanwhile is shown beside what is typed here. */
export function NoteEditor({ assetId, note, onClose }: NoteEditorProps) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const refresh = useNotesRefresh(assetId);
  const [draft, setDraft] = useState(note.text);
  const [seen, setSeen] = useState(note.text);
  const changing = useMutation({
    mutationFn: (expected: string) => changeNote(assetId, note.id, { text: draft, expected }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
    // What is stored now is compared with what is typed.
    onError: (error) => (isEditConflict(error) ? refresh() : undefined),
  });
  const isConflict = isEditConflict(changing.error);
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== '') changing.mutate(seen);
      }}
    >
      <NoteText label={t('notes.edit')} value={draft} onChange={setDraft} autoFocus />
      {!isConflict && <FormFailure error={changing.error} />}
      <EditConflict
        opened={isConflict}
        title={t('notes.one')}
        who={note.author}
        when={note.updatedAt ?? undefined}
        differences={[{ field: t('notes.text'), theirs: note.text, mine: draft }]}
        onKeepMine={() => changing.mutate(note.text)}
        onTakeTheirs={onClose}
        onGoOn={() => {
          setSeen(note.text);
          changing.reset();
        }}
        isPending={changing.isPending}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" loading={changing.isPending} disabled={draft.trim() === ''}>
          {t('admin.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {shell('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
