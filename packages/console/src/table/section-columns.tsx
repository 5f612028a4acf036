import type { Row, Section } from '@muster/protocol';
import type { SectionWords } from '../i18n/use-section-words.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { CellValue } from './cell-value.tsx';
import { readableKey } from './readable-key.ts';
import type { TableColumn } from './table-column.ts';

const NUMBERS = new Set(['integer', 'real']);

type SectionColumnsOptions = {
  /** Heading of the column that names the parent row; null where there is no parent. */
  readonly parentLabel: string | null;
  /** Columns without a value in any row: they are not shown until they are chosen. */
  readonly empty: ReadonlySet<string>;
};

/** Columns of a section's table, derived from its definition: the listed ones are shown, the others can be chosen. */
export function sectionColumns(
  section: Section,
  words: SectionWords,
  { parentLabel, empty }: SectionColumnsOptions,
): TableColumn<Row>[] {
  const entries = Object.entries(section.columns);
  // A section that lists none would show an empty table.
  const hasListed = entries.some(([, column]) => column.listed);
  const own = entries.map(([id, column]): TableColumn<Row> => {
    const { label, description } = words.column(section, id);
    const isNumber = NUMBERS.has(column.type) && column.unit !== undefined;
    return {
      id,
      label,
      description,
      optional: (hasListed && column.listed !== true) || empty.has(id),
      ...(isNumber ? { align: 'end' as const } : {}),
      render: (row) => <CellValue column={column} value={row[id]} />,
    };
  });
  if (parentLabel === null) return own;
  const parent: TableColumn<Row> = {
    id: 'parentKey',
    label: parentLabel,
    sortable: false,
    render: (row) => <SafeText value={readableKey(String(row.parentKey ?? ''))} />,
  };
  return [parent, ...own];
}
