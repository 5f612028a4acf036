import { encodeJsonInventory, encodeXmlInventory } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../host/capture-host.ts';
import type { Host } from '../host/host.ts';
import type { SectionRows } from '../section-hashes.ts';
import { toInventory } from '../tasks/inventory.ts';
import type { InventorySettings } from '../tasks/inventory-settings.ts';
import { takeInventory } from '../tasks/take-inventory.ts';
import { replayHost } from '../testing/replay-host.ts';
import { mergeContent, readContent } from './merge-content.ts';
import { otherOf } from './other-values.ts';
import { hide } from './privacy.ts';

const settings: InventorySettings = {
  without: [],
  including: [],
  noSoftware: false,
  hide: [],
  additionalContent: [],
  sectionsFolder: null,
};

/** An inventory of a machine that has little, and what was said meanwhile. */
async function take(capture: Capture, given: Partial<InventorySettings>) {
  const said: string[] = [];
  const log = {
    info: () => undefined,
    debug: () => undefined,
    error: () => undefined,
    warn: (m: string) => said.push(m),
  };
  const host: Host = { ...replayHost(capture), report: (trouble) => said.push(trouble) };
  const rows = await takeInventory({ host, config: { ...settings, ...given }, log: log as never });
  return { rows, said };
}

const wholeXml = (rows: SectionRows) =>
  encodeXmlInventory(toInventory(rows, { deviceId: 'pc-2026-11-20-09-40-00', checksum: 1 }), 'ocs');

const passwd = { '/etc/passwd': 'alice:x:1000:1000:Alice:/home/alice:/bin/sh\n' };

describe('what is left out', () => {
  test.each([
    { name: 'a section', given: { without: ['localUsers'] } },
    { name: 'a category of GLPI', given: { without: ['printer,local_user'] } },
  ])('$name', async ({ given }) => {
    expect((await take({ files: passwd }, {})).rows.localUsers).toHaveLength(1);
    expect((await take({ files: passwd }, given)).rows.localUsers).toBeUndefined();
  });

  test('software, by an option of its own', async () => {
    expect((await take({}, { noSoftware: true })).rows.software).toBeUndefined();
    expect((await take({}, {})).rows.software).toEqual([]);
  });

  test('kernel modules and the environment, unless somebody asks for them', async () => {
    const files = { '/proc/modules': 'ext4 991232 1 - Live 0x0\nmbcache 16384 1 ext4, Live 0x0 (OE)\n' };
    expect((await take({ files }, {})).rows.kernelModules).toBeUndefined();
    expect((await take({ files }, { including: ['kernelModules'] })).rows.kernelModules).toMatchObject([
      { name: 'ext4', size: 991_232, usedBy: [], state: 'Live' },
      { name: 'mbcache', usedBy: ['ext4'], taint: 'OE' },
    ]);
  });

  test.each([{ without: ['nonsense'] }, { including: ['nonsense'] }, { hide: ['nonsense'] }])(
    'says what it does not know: %j',
    async (given) => {
      await expect(take({}, given)).rejects.toThrow('nonsense');
    },
  );
});

test('hide() takes names of users and arguments away', () => {
  const rows = {
    processes: [{ pid: 1, user: 'alice', command: '/usr/bin/x --password=secret' }],
    localUsers: [{ login: 'alice' }],
    hardware: [{ name: 'pc', lastLoggedUser: 'alice' }],
  } as unknown as SectionRows;
  const shown = hide(rows, ['user-names', 'command-lines']);
  expect(JSON.stringify(shown)).not.toMatch(/alice|secret/);
  expect(shown).toEqual({
    processes: [{ pid: 1, user: '-', command: '/usr/bin/x' }],
    hardware: [{ name: 'pc', lastLoggedUser: null }],
  });
});

describe('additional content', () => {
  const xml = `<?xml version="1.0"?><REQUEST><CONTENT>
    <SOFTWARES><NAME>By hand</NAME><VERSION>1</VERSION></SOFTWARES>
    <BIOS><ASSETTAG>A-17</ASSETTAG></BIOS>
    <RACK><ROW>4</ROW></RACK></CONTENT></REQUEST>`;
  const json = JSON.stringify({
    softwares: [{ name: 'By hand', version: '1' }],
    bios: { assettag: 'A-17' },
    rack: [{ row: '4' }],
  });

  test.each([
    { name: 'XML', text: xml },
    { name: 'JSON', text: json },
    { name: 'JSON with what stands around', text: `{"deviceid":"x","content":${json}}` },
  ])('$name is merged: lists grow, single rows are completed, the rest goes along', ({ text }) => {
    const rows = {
      software: [{ name: 'Found', version: '2' }],
      bios: [{ assetTag: null, systemSerial: 'S-1' }],
    } as unknown as SectionRows;
    const merged = mergeContent(rows, readContent(text, 'it'));
    expect(merged.software?.map(({ name }) => name)).toEqual(['Found', 'By hand']);
    expect(merged.bios).toMatchObject([{ assetTag: 'A-17', systemSerial: 'S-1' }]);
    expect(otherOf(merged)).toMatchObject([{ value: '4' }]);
    expect(wholeXml(merged)).toContain('<ROW>4</ROW>');
    expect(encodeJsonInventory(toInventory(merged, { deviceId: 'pc-2026-11-20-09-40-00', checksum: 1 }))).toContain(
      'rack',
    );
  });

  test.each(['', 'nonsense', '[]', '<REQUEST/>', '<REQUEST><CONTENT><A></CONTENT></REQUEST>'])(
    'what cannot be used is said, and left out: %j',
    async (text) => {
      const { rows, said } = await take({ files: { '/etc/more': text } }, { additionalContent: ['/etc/more'] });
      expect(said.filter((line) => line.includes('Cannot add the content of "/etc/more"'))).toHaveLength(1);
      expect(rows.hardware).toHaveLength(1);
    },
  );
});

describe('own sections', () => {
  const folder = '/etc/muster-agent/sections.d';
  const stats = Object.fromEntries(
    ['/etc', '/etc/muster-agent', folder].map((path) => [path, { kind: 'directory' as const, mode: 0o755 }]),
  );
  const program = `${folder}/rack`;
  const machine = (mode: number, ownerId = 0): Capture => ({
    stats: { ...stats, [program]: { kind: 'file', mode, ownerId } },
    folders: { [folder]: ['rack'] },
    commands: { [`${program} `]: '{"rack":[{"row":"4"}]}' },
  });
  // Without arguments nothing follows the name.
  const withProgram = (capture: Capture): Capture => ({
    ...capture,
    commands: { [program]: '{"rack":[{"row":"4"}]}' },
  });

  test('a program of root is run, and what it prints goes along', async () => {
    const { rows } = await take(withProgram(machine(0o755)), { sectionsFolder: folder });
    expect(otherOf(rows)).toMatchObject([{ section: 'RACK', path: 'ROW', value: '4' }]);
  });

  test.each([
    { name: 'which others may write', capture: machine(0o757) },
    { name: 'of another user', capture: machine(0o755, 1000) },
  ])('a program $name is not run, and that is said', async ({ capture }) => {
    const { rows, said } = await take(withProgram(capture), { sectionsFolder: folder });
    expect(otherOf(rows)).toEqual([]);
    expect(said.filter((line) => line.includes(`${program} is not used`))).toHaveLength(1);
  });

  test('nothing is run below a folder that others may write', async () => {
    const capture = withProgram(machine(0o755));
    const open = {
      ...capture,
      stats: { ...capture.stats, '/etc/muster-agent': { kind: 'directory' as const, mode: 0o777 } },
    };
    const { rows, said } = await take(open, { sectionsFolder: folder });
    expect(otherOf(rows)).toEqual([]);
    expect(said.filter((line) => line.includes('/etc/muster-agent is not used'))).toHaveLength(1);
  });
});
