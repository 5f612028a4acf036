import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { boundText, labelledValues } from '../bounded-text.ts';
import { splitModel, toMegabytes } from '../disk-models.ts';
import { parseSize } from '../sizes.ts';

const FOLDER = '/opt/MegaRAID/MegaCli';
const PROGRAMS = ['megacli', 'MegaCli64', 'MegaCli', `${FOLDER}/MegaCli64`, `${FOLDER}/MegaCli`];

/** Disks behind MegaRAID and PERC controllers; an empty list where their program is not installed. */
export function readMegaraidDisks(host: Host): Promise<Found<'storages'>[]> {
  return once(host, 'megaraid disks', async () => {
    for (const program of PROGRAMS) {
      const output = await host.run(program, ['-PDlist', '-aAll', '-NoLog']);
      if (output === null) continue;
      const arrays = await host.run(program, ['-LDInfo', '-lAll', '-aAll', '-NoLog']);
      return [...parsePhysicalDrives(output).map(toStorage), ...parseLogicalDrives(arrays ?? '').map(toArray)];
    }
    return parseMegasasctl((await host.run('megasasctl', ['-v'])) ?? '');
  });
}

export type PhysicalDrive = Readonly<Record<string, string>>;

/** Blocks of `-PDlist -aAll`: one a drive, each beginning with the number of its enclosure. */
export function parsePhysicalDrives(text: string): PhysicalDrive[] {
  return text.split(/^(?=Enclosure Device ID:)/m).flatMap((block) => {
    const fields = parseFields(block);
    return fields['Enclosure Device ID'] === undefined ? [] : [fields];
  });
}

export type LogicalDrive = Readonly<Record<string, string>>;

/** Blocks of `-LDInfo -lAll -aAll`: one an array. */
export function parseLogicalDrives(text: string): LogicalDrive[] {
  return text.split(/^(?=Virtual Drive: )/m).flatMap((block) => {
    const fields = parseFields(block);
    return fields['Virtual Drive'] === undefined ? [] : [fields];
  });
}

/** An array; its state is what an administrator looks for. */
export function toArray(drive: LogicalDrive): Found<'storages'> {
  const [number = ''] = drive['Virtual Drive']?.split(' ') ?? [];
  const [, primary, secondary] = /^Primary-(\d+), Secondary-(\d+)/.exec(drive['RAID Level'] ?? '') ?? [];
  // Secondary 3: several arrays, one behind the other.
  const level = primary === undefined ? null : `raid${primary}${secondary === '3' ? '0' : ''}`;
  return {
    name: `Virtual Drive ${number}`,
    model: [level, drive.Name].filter((part) => part !== null && part !== undefined).join(', ') || null,
    description: 'Hardware RAID',
    type: 'raid',
    size: toArraySize(drive.Size ?? null),
    health: drive.State ?? null,
  };
}

/** The "GB" of these programs are 2³⁰ bytes. */
export function toArraySize(text: string | null): number | null {
  const mebibytes = parseSize(text, 1024);
  return mebibytes === null ? null : Math.floor((mebibytes * 1024 ** 2) / 1e6);
}

/** Lines of label and value. */
export function parseFields(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(labelledValues(text));
}

/** Inquiry data are those of SATA (serial 20, model 40, firmware 8) or of SCSI (maker 8, model 16, firmware 4, serial). */
export function toStorage(drive: PhysicalDrive): Found<'storages'> {
  const inquiry = drive['Inquiry Data'] ?? '';
  const isSata = drive['PD Type'] === 'SATA';
  const firmware = drive['Device Firmware Level'] ?? null;
  const [title, serial] = isSata
    ? [inquiry.slice(20, 60), inquiry.slice(0, 20)]
    : [inquiry.slice(0, 24), inquiry.slice(24).replace(firmware ?? '', '')];
  const [, sectors] = /\[0x([0-9a-f]+) Sectors\]/i.exec(drive['Raw Size'] ?? '') ?? [];
  const { manufacturer, model } = splitModel(title);
  return {
    name: model,
    manufacturer,
    model,
    serial: serial.trim() || null,
    firmware,
    // Its "GB" are 2³⁰ bytes; sectors are exact.
    size: sectors === undefined ? toMegabytes(drive['Raw Size'] ?? null) : toSize(sectors, drive['Sector Size']),
    description: drive['PD Type'] ?? null,
    type: 'disk',
    wwn: drive.WWN?.toLowerCase() ?? null,
    health: toHealth(drive),
  };
}

function toSize(sectors: string, sectorSize: string | undefined): number {
  return Math.floor((Number.parseInt(sectors, 16) * (Number(sectorSize) || 512)) / 1e6);
}

function toHealth(drive: PhysicalDrive): string | null {
  const alert = Object.entries(drive).find(([label]) => /S\.M\.A\.R\.T alert/.test(label))?.[1];
  return alert === 'Yes' ? 'FAILED' : alert === 'No' ? 'PASSED' : null;
}

/** `megasasctl -v`: name, maker and model, size, array, state. Sizes are GiB. */
export function parseMegasasctl(text: string): Found<'storages'>[] {
  return [...boundText(text).matchAll(/^(a\d+e\d+s\d+)\s+(\S+)\s+(\S.*?)\s+([\d.]+)GiB/gm)].map(
    ([, name = '', maker = '', model = '', size = '']) => ({
      name,
      manufacturer: maker,
      model,
      size: Math.floor((Number(size) * 1024 ** 3) / 1e6),
      description: 'SAS',
      type: 'disk',
    }),
  );
}
