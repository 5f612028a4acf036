import { type Disagreement, EditConflict } from '../ui/edit-conflict.tsx';
import type { GuardedSave } from './use-guarded-save.ts';

type Told = {
  /** The values that differ. */
  readonly differences: readonly Disagreement[];
  readonly who?: string | null;
  readonly when?: string | null;
};

type SaveConflictProps<Value, Stored> = {
  readonly edit: GuardedSave<Value, Stored>;
  /** What both edited. */
  readonly title: string;
  readonly describe: (theirs: Stored, mine: Value) => Told;
  /** Shows what is stored instead of what was typed; undefined: it is gone, or cannot be read. */
  readonly onTakeTheirs: (theirs: Stored | undefined) => void;
};

/** Lets whoever came second decide between what two people saved. */
export function SaveConflict<Value, Stored>({ edit, title, describe, onTakeTheirs }: SaveConflictProps<Value, Stored>) {
  const { conflict, isPending } = edit;
  const theirs = conflict?.theirs;
  const told = conflict === null || theirs === undefined ? undefined : describe(theirs, conflict.mine);
  return (
    <EditConflict
      opened={conflict !== null}
      title={title}
      who={told?.who ?? undefined}
      when={told?.when ?? undefined}
      differences={told?.differences ?? []}
      onKeepMine={theirs === undefined ? undefined : conflict?.keepMine}
      onTakeTheirs={() => {
        conflict?.takeTheirs();
        onTakeTheirs(theirs);
      }}
      onGoOn={() => conflict?.goOn()}
      isPending={isPending}
    />
  );
}
