import type { Sort } from './table-state.ts';

/**
 * The order after a click on a column: ascending, then descending, then not by this column.
 *
 * @param isFurther With Shift: the other columns stay, and this one comes after them.
 */
export function toggleSort(sort: readonly Sort[], field: string, isFurther: boolean): readonly Sort[] {
  const known = sort.find((one) => one.field === field);
  const next: Sort | null =
    known === undefined ? { field, descending: false } : known.descending ? null : { field, descending: true };
  if (!isFurther) return next === null ? [] : [next];
  if (known === undefined) return next === null ? sort : [...sort, next];
  return sort.flatMap((one) => (one === known ? (next ?? []) : one));
}
