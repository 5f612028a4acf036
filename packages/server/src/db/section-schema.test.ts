import { describe, expect, test } from 'vitest';
import { definedSchema } from './section-table.ts';
import { enginesUnderTest } from './testing/engines.ts';

describe.each(enginesUnderTest())('the migrated schema on $name', ({ create }) => {
  test('equals what the section definitions ask for', async () => {
    const { db, dispose } = await create();
    const stored = await db.engine.readSchema(db.kysely);
    await dispose();
    // Columns that every section table has, and those of `software_releases` that no definition names.
    const own = new Set(['id', 'row_id', 'asset_id', 'release_id', 'title_id', 'fingerprint', 'version_key']);
    const sectionTables = Object.entries(stored)
      .filter(([table]) => table.startsWith('section_') || table === 'software_releases')
      .map(([table, columns]) => [
        table,
        Object.fromEntries(Object.entries(columns).filter(([name]) => !own.has(name))),
      ]);
    const wanted = Object.entries(definedSchema()).map(([table, columns]) => [
      table,
      Object.fromEntries(Object.entries(columns).map(([name, type]) => [name, db.engine.types[type]])),
    ]);
    // Where they differ: write a migration with `npm run gen -- --migration NAME`.
    expect(Object.fromEntries(sectionTables)).toEqual(Object.fromEntries(wanted));
  });
});
