import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, decodeXmlRequest, encodeXmlInventory, sections } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import { collectAll } from './collect-all.ts';
import { collectors } from './collectors/index.ts';
import type { Capture } from './host/capture-host.ts';
import { toInventory } from './tasks/inventory.ts';
import { replayHost } from './testing/replay-host.ts';

// Dates are those of the machine's own clock: the fixtures are of machines on universal time.
process.env.TZ = 'UTC';

const folder = join(import.meta.dirname, 'testing', 'hosts');

/**
 * Whole machines, captured, and the inventory they give. When a change moves it, look at the difference, and write the new
 * one with `UPDATE_GOLDEN=1`.
 */
describe.each(readdirSync(folder))('golden host %s', (name) => {
  const capture = JSON.parse(readFileSync(join(folder, name, 'host.json'), 'utf8')) as Capture;
  const expectedFile = join(folder, name, 'inventory.json');

  test('gives the committed inventory', async () => {
    const { sections: rows, outcomes } = await collectAll(replayHost(capture), collectors);
    expect(outcomes.filter(({ result }) => result === 'failed' || result === 'too slow')).toEqual([]);
    const shown = withoutNulls(rows);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expectedFile, `${JSON.stringify(shown, null, 2)}\n`);
    expect(shown).toEqual(JSON.parse(readFileSync(expectedFile, 'utf8')));
  });

  test('is read back by the protocol as it was written', async () => {
    const { sections: rows } = await collectAll(replayHost(capture), collectors);
    const inventory = toInventory(rows, { deviceId: 'pc-0042-2026-11-20-09-40-00', checksum: 1 });
    const message = decodeXmlRequest(encodeXmlInventory(inventory, 'fusion'));
    if (message.query !== 'INVENTORY') throw new AppError('QUERY_MISSING');
    expect(message.inventory.other).toEqual([]);
    for (const { name: section } of Object.values(sections)) {
      if (section === 'hardware') continue; // CHECKSUM is added
      expect(withoutNulls({ [section]: message.inventory.sections[section] ?? [] })).toEqual(
        withoutNulls({ [section]: rows[section] ?? [] }),
      );
    }
  });
});

/** What the machine does not have is not worth a line of the file. */
function withoutNulls(rows: Readonly<Record<string, readonly object[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(rows).map(([section, found]) => [
      section,
      (found ?? []).map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))),
    ]),
  );
}
