import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeNote } from '../../api/machine-actions.ts';
import type { Note } from '../../api/machine-types.ts';
import { notesQuery } from '../../api/queries/machine.ts';
import { SaveConflict } from '../../editing/save-conflict.tsx';
import { useGuardedSave } from '../../editing/use-guarded-save.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { NoteText } from './note-text.tsx';
import classes from './notes-panel.module.css';
import { useNotesRefresh } from './use-notes-refresh.ts';

/** Notes that one answer holds. */
const MOST = 500;

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
  const queries = useQueryClient();
  const edit = useGuardedSave({
    stored: note,
    send: (text: string, seen) => changeNote(assetId, note.id, { text, expected: seen.text }),
    read: async () => {
      const { items } = await queries.fetchQuery({ ...notesQuery(assetId, MOST), staleTime: 0 });
      return items.find(({ id }) => id === note.id);
    },
    onSaved: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== '') edit.save(draft);
      }}
    >
      <NoteText label={t('notes.edit')} value={draft} onChange={setDraft} autoFocus />
      <FormFailure error={edit.failure} />
      <SaveConflict
        edit={edit}
        title={t('notes.one')}
        describe={(theirs, mine) => ({
          differences: [{ field: t('notes.text'), theirs: theirs.text, mine }],
          who: theirs.author,
          when: theirs.updatedAt,
        })}
        onTakeTheirs={() => {
          void refresh();
          onClose();
        }}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" loading={edit.isPending} disabled={draft.trim() === ''}>
          {t('admin.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {shell('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
