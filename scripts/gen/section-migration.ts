/**
 * Writes the next numbered migration: what the section definitions ask for and the migrations so far do not give.
 *
 * `npm run gen -- --migration NAME`. Released migrations are frozen; this never touches them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definedSchema, migrations, openDatabase } from '@muster/server';

const folder = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src', 'db', 'migrations');

export async function writeSectionMigration(what: string): Promise<void> {
  if (!/^[a-z][a-z0-9-]*$/.test(what)) throw new Error('A migration is named in kebab-case, such as "add-gpus"');
  const db = await openDatabase(':memory:');
  const stored = await db.engine.readSchema(db.kysely);
  await db.close();
  const missing: Record<string, Record<string, string>> = {};
  for (const [table, columns] of Object.entries(definedSchema())) {
    const absent = Object.entries(columns).filter(([column]) => stored[table]?.[column] === undefined);
    if (absent.length > 0 || stored[table] === undefined) missing[table] = Object.fromEntries(absent);
  }
  if (Object.keys(missing).length === 0) {
    console.log('The migrations give all that the definitions ask for');
    return;
  }
  const name = `${String(migrations.length + 1).padStart(4, '0')}-${what}`;
  const constant = what.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, textOf(name, constant, missing), { flag: 'wx' });
  console.log(`wrote ${name}.ts: format it, and add "${constant}" to migrations/index.ts`);
}

function textOf(name: string, constant: string, schema: Record<string, Record<string, string>>): string {
  return `import type { Migration } from '../migrate.ts';
import { addSectionSchema, type SectionSchema } from '../section-table.ts';

/** Written by \`npm run gen -- --migration\` from the section definitions of its day; frozen once released. */
export const ${constant}: Migration = {
  name: '${name}',
  up: (db, engine) => addSectionSchema(db, engine, SCHEMA),
};

const SCHEMA: SectionSchema = ${JSON.stringify(schema, null, 2)};
`;
}
