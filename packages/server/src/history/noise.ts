import type { HistoryEntry } from './history-entries.ts';
import type { HistoryTable } from './history-tables.ts';

/** A change that already happened this often within the window is noise when it happens once more. */
const RETURNS = 3;

/** Where another agent reports than before: two on one machine describe it differently, each time anew. */
const RETURNS_BETWEEN_AGENTS = 1;

/** How far back is looked: 30 days, in ms. With one contact a day, a value that goes back and forth is noise after a week. */
export const NOISE_WINDOW_MS = 30 * 24 * 3600 * 1000;

export type RecentEntry = Pick<HistoryTable, 'section' | 'kind' | 'row_key' | 'before' | 'after' | 'noise_of'> & {
  readonly id: number;
};

export type MarkedEntry = HistoryEntry & Pick<HistoryTable, 'noise_of' | 'noise_columns'>;

/**
 * Finds the entries which tell of nothing but a value that goes back and forth (A → B → A → B …), or of a row that comes and
 * goes. Such an entry points to the last one of its row that lists show.
 *
 * @param recent The entries of the same rows within the window, newest first.
 * @param isOtherAgent An agent of another family reported than the time before.
 */
export function markNoise(
  entries: readonly HistoryEntry[],
  recent: readonly RecentEntry[],
  isOtherAgent = false,
): MarkedEntry[] {
  const returns = isOtherAgent ? RETURNS_BETWEEN_AGENTS : RETURNS;
  const byRow = new Map<string, RecentEntry[]>();
  for (const entry of recent) {
    const row = rowOf(entry);
    const known = byRow.get(row);
    if (known === undefined) byRow.set(row, [entry]);
    else known.push(entry);
  }
  return entries.map((entry) => {
    const past = byRow.get(rowOf(entry)) ?? [];
    const shown = past.find(({ noise_of }) => noise_of === null);
    const happened = past.filter((one) => one.kind === entry.kind && isSameChange(one, entry)).length;
    if (entry.kind === 'created' || shown === undefined || happened < returns) {
      return { ...entry, noise_of: null, noise_columns: null };
    }
    return { ...entry, noise_of: shown.id, noise_columns: columnsOf(entry) };
  });
}

const rowOf = ({ section, row_key }: Pick<HistoryTable, 'section' | 'row_key'>) => `${section}\u001f${row_key}`;

/** Of rows that come and go the identity counts, not what else they bring. */
function isSameChange(a: Pick<HistoryTable, 'before' | 'after'>, b: HistoryEntry): boolean {
  return b.kind !== 'changed' || (a.before === b.before && a.after === b.after);
}

function columnsOf({ kind, after }: HistoryEntry): string {
  return kind === 'changed' ? Object.keys(JSON.parse(after ?? '{}')).join(',') : '';
}
