import type { ReactNode } from 'react';

/** A line of the palette. */
export type Entry = {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly detail?: string | undefined;
  /** Keys that do the same without the palette: "g d". */
  readonly keys?: string | undefined;
  /** Where it leads; absent: `run` does it. */
  readonly href?: string;
  readonly run?: () => void;
};

export type EntryGroup = { readonly name: string; readonly entries: readonly Entry[] };

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word that was typed begins a word of the label; accents and case do not matter. */
export function matches(label: string, typed: string): boolean {
  const words = plain(label).split(/[^\p{L}\p{N}]+/u);
  return plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => words.some((one) => one.startsWith(word)));
}
