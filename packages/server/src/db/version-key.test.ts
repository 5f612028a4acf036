import { versionKey } from '@muster/protocol';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from './testing/engines.ts';

const PARTS = [
  '0',
  '00',
  '1',
  '9',
  '10',
  '007',
  '2024',
  '1234567890123456789012',
  'a',
  'RC',
  'beta',
  'deb',
  'é',
  'İ',
  'v',
];
const SEPARATORS = ['', '.', '-', '+', '~', ':', '_', ' ', '..', '.-', ' (', '-~', '\n'];

/** Versions made of all there may be, the same at each run. */
function* madeUp(): Generator<string> {
  let seed = 20261120;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed % below;
  };
  for (let i = 0; i < 3000; i += 1) {
    let version = '';
    for (let n = next(6); n >= 0; n -= 1)
      version += `${SEPARATORS[next(SEPARATORS.length)]}${PARTS[next(PARTS.length)]}`;
    yield version;
  }
}

describe.each(enginesUnderTest())('version_key() of $name', ({ create }) => {
  test('is the one of the protocol', async () => {
    const { db, dispose } = await create();
    const versions = ['', '-', '1:2.3-4', '1.0.0', `${'1.'.repeat(150)}7`, '2.36-9+deb12u3', ...madeUp()];
    const list = db.engine.textsFromJson(versions);
    const { rows } = await sql<{ version: string; key: string | null }>`
      select value as version, ${db.engine.versionKey(sql.ref('value'))} as key from ${list}`.execute(db.kysely);
    expect(rows).toHaveLength(versions.length);
    expect(rows).toEqual(rows.map(({ version }) => ({ version, key: versionKey(version) })));
    const sorted = await sql<{ key: string }>`select key from (
      select ${db.engine.versionKey(sql.ref('value'))} as key from ${list}) as keys where key is not null
      order by ${db.engine.byBytes(sql.ref('key'))}`.execute(db.kysely);
    const keys = sorted.rows.map(({ key }) => key);
    expect(keys).toEqual(keys.toSorted());
    await dispose();
  });
});
