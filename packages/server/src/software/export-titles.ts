import type { TableCell } from '../http/csv-cell.ts';
import type { Reader } from '../http/tables/reader.ts';
import { type TableFormat, tableFile } from '../http/tables/table-file.ts';
import type { SoftwareService, TitlesAsked } from './software-service.ts';

const COLUMNS = {
  id: { en: 'Number', fr: 'Numéro' },
  name: { en: 'Software', fr: 'Logiciel' },
  publisher: { en: 'Publisher', fr: 'Éditeur' },
  reportedPublisher: { en: 'Publisher as reported', fr: 'Éditeur tel que remonté' },
  category: { en: 'Category', fr: 'Catégorie' },
  decidedBy: { en: 'Category decided by', fr: 'Catégorie décidée par' },
  unwanted: { en: 'Unwanted', fr: 'Indésirable' },
  machines: { en: 'Computers', fr: 'Postes' },
  versions: { en: 'Versions', fr: 'Versions' },
} as const;

const DECIDED = {
  none: { en: 'nobody', fr: 'personne' },
  rule: { en: 'a rule', fr: 'une règle' },
  hand: { en: 'hand', fr: 'la main' },
} as const;

/** The titles of a list as a file that is written while it is sent. */
export function exportTitles(
  software: Pick<SoftwareService, 'all'>,
  categoryNames: ReadonlyMap<number, string>,
  query: TitlesAsked,
  { format, reader }: { readonly format: TableFormat; readonly reader: Reader },
) {
  async function* rows(): AsyncGenerator<TableCell[][]> {
    for await (const titles of software.all(query)) {
      yield titles.map((one) => [
        one.id,
        one.name,
        one.publisher,
        one.reportedPublisher,
        categoryNames.get(one.categoryId) ?? null,
        reader.language === null ? one.decidedBy : DECIDED[one.decidedBy][reader.language],
        one.unwanted,
        one.machines,
        one.versions,
      ]);
    }
  }
  const columns = Object.entries(COLUMNS).map(([name, words]) => ({
    name,
    heading: reader.language === null ? name : words[reader.language],
    holds: 'text' as const,
  }));
  return tableFile({ columns, reader, rows: rows() }, format, 'software');
}
