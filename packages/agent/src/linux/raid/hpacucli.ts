import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText, labelledValues } from '../bounded-text.ts';
import { splitModel, toMegabytes } from '../disk-models.ts';

/** Programs of HP and HPE for Smart Array, which print the same. */
const PROGRAMS = ['ssacli', 'hpssacli', 'hpacucli'];

/** Disks behind Smart Array controllers. */
export function readHpDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, 'hp disks', async () => {
    for (const program of PROGRAMS) {
      const controllers = await host.run(program, ['ctrl', 'all', 'show']);
      if (controllers !== null) return askProgram(host, program, parseSlots(controllers));
    }
    return [];
  });
}

async function askProgram(host: Host, program: string, slots: readonly number[]): Promise<Found<'storages'>[]> {
  const disks: Found<'storages'>[] = [];
  for (const slot of slots) {
    const args = ['ctrl', `slot=${slot}`, 'pd'];
    disks.push(...parseLogicalDrives((await host.run(program, ['ctrl', `slot=${slot}`, 'ld', 'all', 'show'])) ?? ''));
    for (const drive of parseDrives((await host.run(program, [...args, 'all', 'show'])) ?? '')) {
      const disk = parseDrive((await host.run(program, [...args, drive, 'show'])) ?? '');
      if (disk !== null) disks.push(disk);
    }
  }
  return disks;
}

/** Slots of `ctrl all show`. */
export function parseSlots(text: string): number[] {
  return [...text.matchAll(/ in Slot (\d+)/g)].map(([, slot]) => Number(slot));
}

/** Names of the drives of a controller, such as `2I:1:1`, of `pd all show` or `show config`. */
export function parseDrives(text: string): string[] {
  return [...text.matchAll(/^[ \t]+physicaldrive (\S+)/gm)].map(([, name = '']) => name);
}

/** Controllers of `ctrl all show config` by slot: their serial number, and how many drives they have. */
export function parseConfig(
  text: string,
): Map<number, { readonly serial: string; readonly drives: readonly string[] }> {
  const parts = boundText(text).split(/^(?=\S.* in Slot \d+)/m);
  return new Map(
    parts.flatMap((part) => {
      const [, slot, serial] = /^\S.* in Slot (\d+).*\(sn: (\w+)/.exec(part) ?? [];
      return slot === undefined || serial === undefined ? [] : [[Number(slot), { serial, drives: parseDrives(part) }]];
    }),
  );
}

/** Arrays of `ld all show` or `show config`: `logicaldrive 1 (2.2 TB, RAID 1+0, OK)`. */
export function parseLogicalDrives(text: string): Found<'storages'>[] {
  const pattern = /^[ \t]+logicaldrive (\d+) \(([\d.]+ [KMGT]B), RAID ([^,)]+), ([^)]+)\)/gm;
  return [...text.matchAll(pattern)].map(([, number, size = '', level, state = '']) => ({
    name: `logicaldrive ${number}`,
    model: `raid${level}`,
    description: 'Hardware RAID',
    type: 'raid',
    size: toMegabytes(size),
    health: state,
  }));
}

/** `pd NAME show`; null when it shows no drive. */
export function parseDrive(text: string): Found<'storages'> | null {
  const values = labelledValues(text);
  const value = (label: string) => values.get(label) ?? null;
  const title = value('Model');
  if (title === null) return null;
  const status = value('Status');
  return {
    name: title.replace(/\s+/g, ' '),
    ...splitModel(title),
    serial: value('Serial Number'),
    firmware: value('Firmware Revision'),
    size: toMegabytes(value('Size')),
    description: value('Interface Type')?.replace(/^Solid State /, '') ?? null,
    type: 'disk',
    health: status,
  };
}
