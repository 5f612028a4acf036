import type { Cell, Section } from '@muster/protocol';
import type { ComparedSection } from '../../api/machine-types.ts';

type Cells = readonly (readonly [column: string, value: Cell])[];

/** One difference: what each side has; null for a side that has no such row. */
export type ComparedRow = {
  readonly key: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: Cells | null;
  readonly after: Cells | null;
  /** The one column it is about, of a section that has one row. */
  readonly column?: string;
};

/** Values of a row that only one side has. */
const CHIEF = 4;

/** The differences of a section as rows by their names, what changed among what only one side has. */
export function comparedRows(
  { added, removed, changed }: ComparedSection,
  section: Section | undefined,
): ComparedRow[] {
  const whole = ({ before, after }: ComparedSection['changed'][number]): ComparedRow[] =>
    columnsOf(before, after).map((column) => ({
      key: '',
      column,
      kind: 'changed',
      before: [[column, before[column] ?? null]],
      after: [[column, after[column] ?? null]],
    }));
  if (section?.rows === 'one' && added.length + removed.length === 0) return changed.flatMap(whole);
  const rows: ComparedRow[] = [
    ...changed.map(({ key, before, after }): ComparedRow => {
      const columns = columnsOf(before, after);
      const of = (cells: Readonly<Record<string, Cell>>): Cells => columns.map((name) => [name, cells[name] ?? null]);
      return { key, kind: 'changed', before: of(before), after: of(after) };
    }),
    ...removed.map(
      ({ key, row }): ComparedRow => ({ key, kind: 'removed', before: chiefOf(row, section), after: null }),
    ),
    ...added.map(({ key, row }): ComparedRow => ({ key, kind: 'added', before: null, after: chiefOf(row, section) })),
  ];
  return rows.sort((a, b) => a.key.localeCompare(b.key));
}

const columnsOf = (before: object, after: object) => [...new Set([...Object.keys(before), ...Object.keys(after)])];

/** What says most of a row: what lists show of it, but for what its key says already. */
function chiefOf(row: Readonly<Record<string, Cell>>, section: Section | undefined): Cells {
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== '');
  if (section === undefined) return filled.slice(0, CHIEF);
  const own = filled.filter(([name]) => Object.hasOwn(section.columns, name) && !section.identity.includes(name));
  const listed = own.filter(([name]) => section.columns[name]?.listed === true);
  const chief = listed.length > 0 ? listed : own;
  // A row whose key says all shows it all the same: an empty cell would look like a missing row.
  return (chief.length > 0 ? chief : filled).slice(0, CHIEF);
}
