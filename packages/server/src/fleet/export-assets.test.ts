import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AssetListItem } from './asset-list-service.ts';
import { exportAssets } from './export-assets.ts';

const PORTIONS = 1000;

/** A list of half a million assets that counts how much of it was asked for. */
function longList() {
  const asked = { portions: 0 };
  // Texts that cannot be packed: what goes in comes out soon.
  const text = (i: number) => createHash('sha512').update(String(i)).digest('base64');
  const items = Array.from(
    { length: 500 },
    (_, i) => ({ values: { name: `pc-${i}`, 'bios.assetTag': text(i) } }) as unknown as AssetListItem, // safe: nothing else is read
  );
  async function* portions() {
    for (let i = 0; i < PORTIONS; i += 1) {
      asked.portions += 1;
      yield items;
    }
  }
  const field = (name: string) =>
    ({ name, type: 'text', label: '', description: '', unit: null, source: { kind: 'asset', column: name } }) as const;
  const columns = ['name', 'bios.assetTag'].map((name) => ({ name, field: field(name) }));
  return { asked, lists: { all: async () => ({ columns, total: PORTIONS * 500, portions }) } };
}

test.each(['csv', 'json', 'xlsx'] as const)(
  '%s is read from the database only as fast as it is fetched',
  async (format) => {
    const { asked, lists } = longList();
    const { stream } = await exportAssets(lists, { format, sort: [], columns: ['name', 'bios.assetTag'] });
    const reader = stream[Symbol.asyncIterator]();
    const { value } = await reader.next();
    expect(value.length).toBeGreaterThan(0);
    // Whoever stops reading stops the reading: what is under way are some portions, not the fleet.
    await new Promise((resolve) => setImmediate(resolve));
    const { portions } = asked;
    expect(portions).toBeLessThan(PORTIONS / 10);
    await reader.return?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.portions).toBeLessThan(PORTIONS / 10);
  },
);
