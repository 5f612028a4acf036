import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isEditConflict } from '../api/api-error.ts';

type Options<Value, Stored, Saved> = {
  /** What is stored, as far as it is known here. */
  readonly stored: Stored;
  /** Nothing is typed: an edit that begins now begins with what is stored now. */
  readonly isUntouched?: boolean;
  /** Saves, unless something else than `seen` is stored by now. @throws {ApiError} `…_CHANGED` */
  readonly send: (value: Value, seen: Stored) => Promise<Saved>;
  /** Asks what is stored now; undefined: it is gone. */
  readonly read: () => Promise<Stored | undefined>;
  /** @param over What was stored before. */
  readonly onSaved?: (saved: Saved, value: Value, over: Stored) => unknown;
  readonly onSettled?: () => unknown;
};

/** What both saved, and the ways out; `SaveConflict` shows it. */
export type Conflict<Value, Stored> = {
  readonly mine: Value;
  /** Undefined: it cannot be read. */
  readonly theirs: Stored | undefined;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly goOn: () => void;
};

export type GuardedSave<Value, Stored> = {
  /** What the edit began with. */
  readonly seen: Stored;
  readonly save: (value: Value) => void;
  readonly isPending: boolean;
  readonly isSaved: boolean;
  /** Why it was refused, but for a conflict. */
  readonly failure: unknown;
  readonly forgetFailure: () => void;
  /** Null: nobody else saved. */
  readonly conflict: Conflict<Value, Stored> | null;
};

/**
 * Saves what several people may edit at once: with what the edit began with, so that somebody else's change is not
 * overwritten unseen. When the server refuses for that, what is stored is read, and whoever came second decides.
 */
export function useGuardedSave<Value, Stored, Saved = unknown>(
  options: Options<Value, Stored, Saved>,
): GuardedSave<Value, Stored> {
  const { stored, isUntouched = false, send, read, onSaved, onSettled } = options;
  const [seen, setSeen] = useState(stored);
  const [theirs, setTheirs] = useState<Stored>();
  const saving = useMutation({
    mutationFn: async ({ value, over }: { readonly value: Value; readonly over: Stored }) => {
      try {
        return await send(value, over);
      } catch (error) {
        if (isEditConflict(error)) setTheirs(await read().catch(() => undefined));
        throw error;
      }
    },
    onSuccess: (saved, { value, over }) => onSaved?.(saved, value, over),
    onSettled: () => onSettled?.(),
  });
  const { error, isPending, variables } = saving;
  if (isUntouched && !isPending && error === null && !Object.is(seen, stored)) setSeen(stored);

  const goOn = () => {
    // What they saved is known now: the next time it may be overwritten.
    if (theirs !== undefined) setSeen(theirs);
    saving.reset();
  };
  const isConflict = isEditConflict(error) && variables !== undefined;
  return {
    seen,
    save: (value) => saving.mutate({ value, over: seen }),
    isPending,
    isSaved: saving.isSuccess,
    failure: isConflict ? null : error,
    forgetFailure: saving.reset,
    conflict: isConflict
      ? {
          mine: variables.value,
          theirs,
          keepMine: () => theirs !== undefined && saving.mutate({ value: variables.value, over: theirs }),
          takeTheirs: goOn,
          goOn,
        }
      : null,
  };
}
