import { fieldAliases } from './aliases.ts';
import type { QueryField } from './search-tree.ts';

/** Finds fields and sections by what people call them. */
export type FieldNames = {
  /** @param section Whose columns may be named without it, inside `has`. */
  find(word: string, section?: string | null): QueryField | undefined;
  /** `software`, also `drive` for `drives`. */
  findSection(word: string): string | undefined;
  byName: ReadonlyMap<string, QueryField>;
  /** Every word that finds a field, with the field. */
  words(section?: string | null): ReadonlyMap<string, QueryField>;
  sections: readonly string[];
};

export function createFieldNames(fields: readonly QueryField[]): FieldNames {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const sections = [...new Set(fields.map(({ section }) => section).filter((name) => name !== null))];
  const sectionByKey = new Map<string, string>();
  for (const name of sections) {
    sectionByKey.set(singular(name).toLowerCase(), name);
  }
  for (const name of sections) sectionByKey.set(name.toLowerCase(), name);

  const shown = new Map<string, QueryField>();
  for (const [alias, name] of Object.entries(fieldAliases)) {
    const field = byName.get(name);
    if (field !== undefined) shown.set(alias, field);
  }
  for (const field of fields) {
    if (field.alias !== undefined && !shown.has(field.alias.toLowerCase())) shown.set(field.alias, field);
    shown.set(field.name, field);
  }
  const byKey = new Map<string, QueryField>();
  for (const field of fields) {
    const [, column = ''] = field.name.split('.');
    // Columns of assets need no prefix, and a section's name may be in the singular.
    if (field.section === null && field.name.startsWith('asset.')) byKey.set(column.toLowerCase(), field);
    if (field.section !== null) byKey.set(`${singular(field.section)}.${column}`.toLowerCase(), field);
  }
  for (const [word, field] of shown) byKey.set(word.toLowerCase(), field);

  const columnsOf = (section: string) =>
    new Map(
      fields.filter((field) => field.section === section).map((field) => [field.name.slice(section.length + 1), field]),
    );

  return {
    byName,
    sections,
    find(word, section = null) {
      const key = word.toLowerCase();
      if (section !== null) {
        for (const [column, field] of columnsOf(section)) if (column.toLowerCase() === key) return field;
      }
      return byKey.get(key);
    },
    findSection: (word) => sectionByKey.get(word.toLowerCase()),
    words: (section = null) => (section === null ? shown : columnsOf(section)),
  };
}

function singular(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}
