import { type Column, type Section, sections } from '@muster/protocol';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Engine, StoredType } from './engine.ts';

/** A column of a section and the SQL name it is stored under. */
export type StoredColumn = { readonly name: string; readonly stored: string; readonly column: Column };

export type SectionTable = {
  readonly section: Section;
  /** SQL name. */
  readonly name: string;
  /** The columns in this table; for `software` those that differ from machine to machine. */
  readonly columns: readonly StoredColumn[];
  /** The columns in `software_releases`: only `software` has any. */
  readonly sharedColumns: readonly StoredColumn[];
};

/** `drives.mountPoint` → `mount_point`; `ip6` stays. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);
}

/** Where the rows of a section are stored. */
export function sectionTable(section: Section): SectionTable {
  const known = tables.get(section.name);
  if (known !== undefined) return known;
  const all = Object.entries(section.columns).map(([name, column]) => ({ name, stored: toSnakeCase(name), column }));
  const table: SectionTable = {
    section,
    name: `section_${toSnakeCase(section.name)}`,
    columns: all.filter(({ column }) => column.shared !== true),
    sharedColumns: all.filter(({ column }) => column.shared === true),
  };
  tables.set(section.name, table);
  return table;
}
const tables = new Map<string, SectionTable>();

/** Tables → columns → kind of value. Ids and references are not among them: every section table has them. */
export type SectionSchema = Readonly<Record<string, Readonly<Record<string, StoredType>>>>;

/** The columns which live in `software_titles` instead. */
export const TITLE_COLUMNS: readonly string[] = ['name', 'publisher'];

/** Where a column is found in `sectionRows(…)`: in the section's row `s`, or, of software, in its release `r` or title `t`. */
export function columnRef({ name, stored, column }: StoredColumn): RawBuilder<unknown> {
  if (column.shared !== true) return sql.ref(`s.${stored}`);
  return sql.ref(TITLE_COLUMNS.includes(name) ? `t.${stored}` : `r.${stored}`);
}

/** The rows `s` of a section; of software each with its release `r` and its title `t`. */
export function sectionRows({ name, sharedColumns }: SectionTable): RawBuilder<unknown> {
  if (sharedColumns.length === 0) return sql`${sql.table(name)} s`;
  return sql`${sql.table(name)} s join software_releases r on r.id = s.release_id
    join software_titles t on t.id = r.title_id`;
}

/** The schema that the definitions ask for; the migrations together must give the same. */
export function definedSchema(): SectionSchema {
  const schema: Record<string, Record<string, StoredType>> = {};
  for (const section of Object.values(sections)) {
    const table = sectionTable(section);
    const parent: [string, StoredType][] = 'parent' in section ? [['parent_key', 'text']] : [];
    schema[table.name] = Object.fromEntries([...parent, ...table.columns.map(typed)]);
    const shared = table.sharedColumns.filter(({ name }) => !TITLE_COLUMNS.includes(name));
    if (shared.length > 0) schema.software_releases = Object.fromEntries(shared.map(typed));
  }
  return schema;
}

const typed = ({ stored, column }: StoredColumn): [string, StoredType] => [stored, column.type];

/** Creates the tables of sections, or adds columns to those there are: what a migration calls with its own frozen schema. */
export async function addSectionSchema(db: Kysely<unknown>, engine: Engine, schema: SectionSchema): Promise<void> {
  const stored = await engine.readSchema(db);
  for (const [table, columns] of Object.entries(schema)) {
    const typedColumns = Object.entries(columns).map(
      ([column, type]) => sql`${sql.ref(column)} ${sql.raw(engine.types[type])}`,
    );
    if (stored[table] === undefined) await createSectionTable(db, engine, table, typedColumns);
    else for (const one of typedColumns) await sql`alter table ${sql.table(table)} add column ${one}`.execute(db);
  }
}

/** The rows of one machine stand side by side: `row_id` counts within the machine. */
async function createSectionTable(
  db: Kysely<unknown>,
  engine: Engine,
  table: string,
  columns: readonly RawBuilder<unknown>[],
): Promise<void> {
  const reference = sql.raw(engine.types.reference);
  const release =
    table === 'section_software' ? [sql`release_id ${reference} not null references software_releases (id)`] : [];
  const all = [
    sql`asset_id ${reference} not null references assets (id) on delete cascade`,
    sql`row_id ${sql.raw(engine.types.integer)} not null`,
    ...release,
    ...columns,
    sql`primary key (asset_id, row_id)`,
  ];
  await sql`create table ${sql.table(table)} (${sql.join(all)}) ${sql.raw(engine.clustered)}`.execute(db);
  if (table === 'section_software') {
    await sql`create index section_software_release on section_software (release_id)`.execute(db);
  }
}
