import { decodeXmlRequest, encodeXmlInventory } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import { collectAll } from '../collect-all.ts';
import type { Host } from '../host/host.ts';
import { toInventory } from '../tasks/inventory.ts';
import { replayHost } from '../testing/replay-host.ts';
import { collectors } from './index.ts';

/** A machine whose every file and program is damaged in the same way. */
function damagedHost(content: string): Host {
  const names = ['0000:00:02.0', '1-1', '42', 'BAT0', 'card0-DP-1', 'cpu0', 'eth0', 'sda', 'x.list', 'x.sources'];
  return {
    ...replayHost({}),
    read: async () => content,
    readBytes: async () => new TextEncoder().encode(content),
    scan: async (_, take) => {
      take(content);
      return true;
    },
    list: async () => names,
    link: async () => content,
    links: async () => ({ 0: content }),
    modifiedTimes: async (_, names) => names.map(() => 1e18),
    stat: async () => ({ kind: 'file', sizeBytes: -1, modifiedMs: 1e18, bornMs: Number.NaN, ownerId: -1, mode: -1 }),
    statFileSystem: async () => ({ totalBytes: Number.NaN, freeBytes: -1 }),
    run: async () => content,
  };
}

/** Not random: a failure must come back. */
function noise(length: number, seed: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(state % (state % 3 === 0 ? 0x3000 : 128));
  }).join('');
}

describe('on a machine that answers rubbish', () => {
  const plausible = 'Name:\tx\n[1;31m\u0000<!ENTITY b>]]>&lt;"\'\u202e: 99999999999999999999 kB\nE:ID_MODEL=\u0007\n';
  test.each([
    { name: 'nothing', content: '' },
    { name: 'a line feed', content: '\n' },
    { name: 'many line feeds', content: '\n'.repeat(30_000) },
    { name: 'many spaces', content: ' \t'.repeat(15_000) },
    { name: 'NUL bytes', content: '\u0000'.repeat(500) },
    { name: 'half of a surrogate pair', content: '\ud800 x\udc00\n'.repeat(20) },
    { name: 'markup', content: plausible.repeat(20) },
    { name: 'colons', content: ':::::\n'.repeat(200) },
    { name: 'numbers', content: '-1 99999999999999999999 1e999 NaN 0x7fffffffffffffffff\n'.repeat(50) },
    { name: 'one long line', content: 'x'.repeat(200_000) },
    { name: 'deep brackets', content: '['.repeat(50_000) },
    { name: 'noise', content: noise(20_000, 1) },
    { name: 'other noise', content: noise(20_000, 2) },
    { name: 'tables', content: '1 2 3 4 5 6 7 8 9\n'.repeat(500) },
    { name: 'assignments', content: 'a=b\nNAME="\\\nID=\u001b\nbtime 99999999999999\n'.repeat(100) },
  ])('$name: every row is clean, and travels', async ({ content }) => {
    const { sections: rows, outcomes } = await collectAll(damagedHost(content), collectors);
    // That a program answers rubbish may be said; anything else is a mistake of ours.
    const isSaid = (reason: string | null) => /^Cannot read .* gave no usable answer$/.test(reason ?? '');
    expect(
      outcomes.filter(({ result, reason }) => result === 'too slow' || (result === 'failed' && !isSaid(reason))),
    ).toEqual([]);
    for (const row of Object.values(rows).flat()) {
      for (const value of Object.values(row).flat()) {
        expect(String(value ?? '')).not.toMatch(/^(?:NaN|Invalid|undefined|null-)/);
        if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
        if (typeof value === 'string') expect(value).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }
    }
    const inventory = toInventory(rows, { deviceId: 'pc-2026-11-20-09-40-00', checksum: 1 });
    expect(decodeXmlRequest(encodeXmlInventory(inventory, 'ocs'))).toMatchObject({ query: 'INVENTORY' });
  });
});
