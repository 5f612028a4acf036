import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addNote, removeNote } from '../../api/machine-actions.ts';
import type { Note } from '../../api/machine-types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { notifyFailure, notifyUndo } from '../../ui/undo-toast.tsx';
import { NoteEditor } from './note-editor.tsx';
import classes from './notes-panel.module.css';
import { useNotesRefresh } from './use-notes-refresh.ts';

/** One note; who wrote it changes it where it stands. */
export function NoteItem({ assetId, note }: { readonly assetId: number; readonly note: Note }) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const refresh = useNotesRefresh(assetId);
  const [isEdited, setEdited] = useState(false);
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
        {note.own && !isEdited && (
          <span className={classes.tools}>
            <Button variant="subtle" size="compact-xs" onClick={() => setEdited(true)}>
              {t('notes.edit')}
            </Button>
            <Button variant="subtle" size="compact-xs" loading={removing.isPending} onClick={() => removing.mutate()}>
              {t('notes.delete')}
            </Button>
          </span>
        )}
      </p>
      {isEdited ? (
        <NoteEditor assetId={assetId} note={note} onClose={() => setEdited(false)} />
      ) : (
        <p className={classes.text}>
          {note.text.split('\n').map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <span key={index} className={classes.lineOfText}>
              {line === '' ? <br /> : <SafeText value={line} wrap />}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}
