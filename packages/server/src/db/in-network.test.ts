import { isInNetwork, parseNetwork } from '@muster/protocol/query';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from './database.ts';
import { enginesUnderTest } from './testing/engines.ts';

const odd = [
  '',
  '192.0.2.1',
  '192.0.2.255',
  '192.0.3.0/24',
  '10.0.0.1/10.0.0.2',
  '300.1.1.1',
  '010.0.0.1',
  '1.2.3',
  '::',
  '::1',
  'fe80::1%eth0',
  'FE80::abcd/64',
  '2001:db8::',
  '2001:DB8:0:0:0:0:0:1',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::',
  '1::2::3',
  ':::',
  ':1',
  '12345::',
  '::ffff:192.0.2.1',
  'no address',
  "'; drop table assets --",
  '192.0.2.1\n',
  '10.0.0.1%eth0',
  '10.0.0.1/8',
  '10.0.0.10',
  '100.0.0.1',
  '192.0.20.1',
];
const networks = [
  '0.0.0.0/0',
  '192.0.2.0/24',
  '192.0.2.129/25',
  '10.0.0.0/8',
  '10.0.0.1/32',
  '::/0',
  'fe80::/10',
  '2001:db8::/33',
  '::1/128',
];

describe.each(enginesUnderTest())('inNetwork() of $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ db, dispose } = await create());
  });
  afterAll(() => dispose());

  test('says what isInNetwork() of the protocol says, of any text', async () => {
    const part = fc.constantFrom('1', '0', 'ff', '255', '256', ':', '::', '.', '/', '%', 'g', '12345');
    const texts = [
      ...odd,
      ...fc.sample(
        fc.array(part, { maxLength: 18 }).map((parts) => parts.join('')),
        { numRuns: 500, seed: 5 },
      ),
    ];
    const list = db.engine.textsFromJson(texts);
    for (const network of networks) {
      const { rows } = await sql<{ text: string; found: number }>`
        select value as text, case when ${db.engine.inNetwork(sql.ref('value'), network)} then 1 else 0 end as found
        from ${list}`.execute(db.kysely);
      const parsed = parseNetwork(network);
      if (parsed === null) throw new Error(network);
      const wanted = texts.map((text) => ({ text, found: isInNetwork(text, parsed) ? 1 : 0 }));
      expect(rows.map(({ text, found }) => ({ text, found }))).toEqual(wanted);
    }
  });
});
