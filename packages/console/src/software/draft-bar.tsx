import { Button } from '@mantine/core';
import { IconEye, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoftwarePreview } from '../api/queries/software.ts';
import { SaveConflict } from '../editing/save-conflict.tsx';
import { useGuardedSave } from '../editing/use-guarded-save.ts';
import { notifyDone, notifyUndo } from '../ui/undo-toast.tsx';
import classes from './manage-page.module.css';
import { PreviewDialog } from './preview-dialog.tsx';
import type { Draft } from './use-draft.ts';

type Stored<T> = { readonly items: T[]; readonly revision: string };

type Props<T> = {
  readonly draft: Draft<T>;
  readonly empty: T;
  /** Everything that is needed is filled in. */
  readonly isComplete: boolean;
  readonly words: {
    readonly add: string;
    readonly saved: string;
    readonly conflict: string;
    readonly incomplete: string;
  };
  readonly onPreview: (items: T[]) => Promise<SoftwarePreview>;
  readonly onSave: (items: T[], revision: string) => Promise<Stored<T>>;
  /** The list as it is stored now. */
  readonly onLoad: () => Promise<Stored<T>>;
};

/** Adds lines to an ordered list, shows what it would change, and saves it; with a way back, and when two people edit it. */
export function DraftBar<T>({ draft, empty, isComplete, words, onPreview, onSave, onLoad }: Props<T>) {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const preview = useMutation({ mutationFn: onPreview });
  const edit = useGuardedSave({
    stored: draft.base,
    isUntouched: !draft.isChanged,
    send: (items: T[], { revision }) => onSave(items, revision),
    read: () => {
      // It is decided about in the preview's place.
      setOpen(false);
      return onLoad();
    },
    onSaved: async (stored, _, before) => {
      draft.reset(stored);
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['software'] });
      const undo = async () => {
        draft.reset(await onSave([...before.items], stored.revision));
        await queries.invalidateQueries({ queryKey: ['software'] });
      };
      if (before.revision === stored.revision) notifyDone(words.saved);
      else notifyUndo({ message: words.saved, undo });
    },
  });
  const open = () => {
    edit.forgetFailure();
    preview.mutate(draft.values);
    setOpen(true);
  };
  return (
    <div className={classes.bar} data-empty={(draft.values.length === 0 && !draft.isChanged) || undefined}>
      <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => draft.add(empty)}>
        {words.add}
      </Button>
      {draft.isChanged && (
        <>
          <span className={classes.changed} role="status">
            {isComplete ? t('rules.unsaved') : words.incomplete}
          </span>
          <span className={classes.bar}>
            <Button variant="subtle" color="gray" onClick={() => draft.reset(draft.base)}>
              {t('rules.discard')}
            </Button>
            <Button leftSection={<IconEye size={16} aria-hidden />} disabled={!isComplete} onClick={open}>
              {t('rules.preview')}
            </Button>
          </span>
        </>
      )}
      <PreviewDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        preview={preview.data}
        error={preview.error ?? edit.failure}
        isPending={preview.isPending}
        isSaving={edit.isPending}
        onSave={() => edit.save(draft.values)}
      />
      <SaveConflict
        edit={edit}
        title={words.conflict}
        describe={() => ({ differences: [] })}
        onTakeTheirs={(theirs) => theirs !== undefined && draft.reset(theirs)}
      />
    </div>
  );
}
