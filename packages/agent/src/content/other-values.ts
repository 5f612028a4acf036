import type { OtherValue } from '@muster/protocol';
import type { SectionRows } from '../section-hashes.ts';

/** Beside the rows, where what copies or compares them by section does not meet it. */
const OTHER = Symbol('other values');

type WithOther = SectionRows & { readonly [OTHER]?: readonly OtherValue[] };

/** Values that no section defines; they go to the server as they are. */
export function otherOf(rows: SectionRows): readonly OtherValue[] {
  return (rows as WithOther)[OTHER] ?? [];
}

export function withOther(rows: SectionRows, other: readonly OtherValue[]): SectionRows {
  const all: WithOther = { ...rows, [OTHER]: [...otherOf(rows), ...other] };
  return all;
}
