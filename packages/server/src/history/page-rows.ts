import type { Cell, Row, Section } from '@muster/protocol';

export type RowsPage = {
  readonly limit: number;
  readonly offset: number;
  /** Text that one of the text columns contains, in any case. */
  readonly q?: string | undefined;
  /** Column names, `-` before one that descends. Others are ignored. */
  readonly sort?: readonly string[] | undefined;
};

/** One page of rows that are in no table, filtered and sorted as stored ones are; rows without a value come last. */
export function pageRows(section: Section, rows: readonly Row[], page: RowsPage): { items: Row[]; total: number } {
  const { limit, offset, q = '', sort = [] } = page;
  const texts = Object.keys(section.columns).filter((name) => section.columns[name]?.type.startsWith('text'));
  const wanted = q.toLowerCase();
  const matching = rows.filter((row) => q === '' || texts.some((name) => textOf(row[name]).includes(wanted)));
  const order = sort
    .map((word) => ({ name: word.replace(/^-/, ''), direction: word.startsWith('-') ? -1 : 1 }))
    .filter(({ name }) => Object.hasOwn(section.columns, name));
  matching.sort((a, b) => {
    for (const { name, direction } of order) {
      const difference = compareCells(a[name], b[name], direction);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return { items: matching.slice(offset, offset + limit), total: matching.length };
}

const textOf = (cell: Cell | undefined) => String(cell ?? '').toLowerCase();

function compareCells(a: Cell | undefined, b: Cell | undefined, direction: number): number {
  const [missingA, missingB] = [a === null || a === undefined, b === null || b === undefined];
  if (missingA || missingB) return Number(missingA) - Number(missingB);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  const [textA, textB] = [String(a), String(b)];
  if (textA === textB) return 0;
  return textA < textB ? -direction : direction;
}
