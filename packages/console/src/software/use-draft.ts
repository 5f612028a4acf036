import { useState } from 'react';

type Loaded<T> = { readonly items: readonly T[]; readonly revision: string };

/** A line of a list that is being edited, with a name of its own that survives reordering. */
export type Line<T> = { readonly key: number; readonly value: T };

let next = 0;
const toLine = <T>(value: T): Line<T> => {
  next += 1;
  return { key: next, value };
};

/**
 * An ordered list as it is edited, until it is saved as a whole.
 *
 * What was typed stays when the stored list is read again; only an untouched draft follows it.
 *
 * @param first A line that a link asks for.
 */
export function useDraft<T>(loaded: Loaded<T>, first?: T) {
  const [base, setBase] = useState(loaded);
  const [lines, setLines] = useState(() => [...(first === undefined ? [] : [first]), ...loaded.items].map(toLine));
  const isChanged = JSON.stringify(lines.map(({ value }) => value)) !== JSON.stringify(base.items);
  const reset = (to: Loaded<T>) => {
    setBase(to);
    setLines(to.items.map(toLine));
  };
  if (loaded.revision !== base.revision && !isChanged) reset(loaded);
  return {
    lines,
    values: lines.map(({ value }) => value),
    /** Of the list that is edited. */
    base,
    isChanged,
    reset,
    add: (value: T) => setLines([...lines, toLine(value)]),
    set: (index: number, value: T) => setLines(lines.map((line, i) => (i === index ? { ...line, value } : line))),
    remove: (index: number) => setLines(lines.filter((_, i) => i !== index)),
    move: (from: number, to: number) => {
      const [line, other] = [lines[from], lines[to]];
      if (line === undefined || other === undefined) return;
      setLines(lines.map((one, i) => (i === from ? other : i === to ? line : one)));
    },
  };
}

export type Draft<T> = ReturnType<typeof useDraft<T>>;
