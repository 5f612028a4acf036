import { useState } from 'react';

type Options<Row> = {
  readonly rowKey: (row: Row, index: number) => string;
  /** What was asked for; other rows of another question are shown at once. */
  readonly question: string;
  /** The rows are those of the question before, until its own have come. */
  readonly isPlaceholder: boolean;
  /** Somebody is about to click, or reads. */
  readonly isHeld: boolean;
};

type Kept<Row> = { readonly question: string; readonly isPlaceholder: boolean; readonly rows: readonly Row[] };

/**
 * Rows that stay in their places while somebody is at them, though the list goes on: their values are the new ones.
 *
 * @returns `isBehind`: other rows, or another order, wait to be shown.
 */
export function useSteadyRows<Row>(rows: readonly Row[], { rowKey, question, isPlaceholder, isHeld }: Options<Row>) {
  const [kept, setKept] = useState<Kept<Row>>({ question, isPlaceholder, rows });
  const isSame = kept.question === question && !kept.isPlaceholder && kept.rows.length > 0;
  if (isHeld && isSame) {
    const fresh = new Map(rows.map((row, index) => [rowKey(row, index), row]));
    const shown = kept.rows.map((row, index) => fresh.get(rowKey(row, index)) ?? row);
    const isBehind =
      rows.length !== shown.length || rows.some((row, index) => rowKey(row, index) !== keyAt(shown, index, rowKey));
    return { rows: shown, isBehind, catchUp: () => setKept({ question, isPlaceholder, rows }) };
  }
  if (kept.rows !== rows || kept.question !== question || kept.isPlaceholder !== isPlaceholder) {
    setKept({ question, isPlaceholder, rows });
  }
  return { rows, isBehind: false, catchUp: () => undefined };
}

function keyAt<Row>(rows: readonly Row[], index: number, rowKey: Options<Row>['rowKey']): string | undefined {
  const row = rows[index];
  return row === undefined ? undefined : rowKey(row, index);
}
