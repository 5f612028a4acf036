import { sections } from '@muster/protocol';
import type { CatalogColumn, FieldProvider, FieldType, SearchField } from './search-fields.ts';

/** What people decided about software, beside what machines report of it; inside "has" it is asked of the same row. */
export function softwareFields(categories: () => Promise<readonly { id: number; name: string }[]>): FieldProvider {
  return async () => {
    const choices = (await categories()).map(({ id, name }) => ({ value: id, label: name }));
    return [
      {
        ...field('category', 'choice', 'Software category', 'Category that rules or people put the software into.'),
        labelFr: 'Catégorie de logiciel',
        choices,
      },
      {
        ...field(
          'unwanted',
          'flag',
          'Unwanted software',
          'Software that is marked as unwanted, by itself or its category.',
        ),
        labelFr: 'Logiciel indésirable',
        alias: 'unwanted',
      },
      {
        ...field('vendor', 'text', 'Publisher, by its one name', 'Publisher under the name that aliases give it.'),
        labelFr: 'Éditeur, sous son nom unique',
        alias: 'vendor',
      },
    ];
  };
}

const COLUMNS: Readonly<Record<string, CatalogColumn>> = {
  category: 'category',
  unwanted: 'unwanted',
  vendor: 'publisher',
};

function field(name: string, type: FieldType, label: string, description: string): SearchField {
  const source = {
    kind: 'section' as const,
    section: sections.software,
    column: name,
    catalog: COLUMNS[name],
  };
  return { name: `software.${name}`, label, description, type, unit: null, source };
}
