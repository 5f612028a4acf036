import { type Host, once, readValue } from '../host/host.ts';
import { meaningful } from '../smbios/decode-smbios.ts';
import { readSmbios } from '../smbios/read-smbios.ts';
import type { MachineFacts } from '../smbios/smbios.ts';
import { toChassisType } from '../smbios/table-smbios.ts';
import { parseArmBoard } from './arm-board.ts';

/** What firmware says of the machine. */
export type Dmi = MachineFacts;

/**
 * The SMBIOS table (root only), each value completed from `/sys/class/dmi/id`, then from the device tree of ARM and
 * PowerPC boards.
 */
export function readDmi(host: Host): Promise<Dmi> {
  return once(host, 'dmi', async () => {
    const [smbios, files] = await Promise.all([readSmbios(host), fromFiles(host)]);
    const table = smbios?.machine();
    const tree = table === undefined && files.systemModel === null ? await fromDeviceTree(host) : {};
    const keys = Object.keys(files) as (keyof Dmi)[]; // safe: an object literal of that type
    return Object.fromEntries(keys.map((key) => [key, table?.[key] ?? files[key] ?? tree[key] ?? null])) as Dmi;
  });
}

async function fromFiles(host: Host): Promise<Dmi> {
  const value = async (file: string) => meaningful(await readValue(host, `/sys/class/dmi/id/${file}`));
  const chassisType = await value('chassis_type');
  return {
    systemManufacturer: await value('sys_vendor'),
    systemModel: await value('product_name'),
    systemVersion: await value('product_version'),
    systemSerial: await value('product_serial'),
    systemSku: await value('product_sku'),
    uuid: validUuid(await value('product_uuid')),
    boardManufacturer: await value('board_vendor'),
    boardModel: await value('board_name'),
    boardSerial: await value('board_serial'),
    chassisType: toChassisType(chassisType === null ? null : Number(chassisType)),
    chassisSerial: await value('chassis_serial'),
    assetTag: await value('chassis_asset_tag'),
    biosManufacturer: await value('bios_vendor'),
    biosVersion: await value('bios_version'),
    biosDate: await value('bios_date'),
  };
}

async function fromDeviceTree(host: Host): Promise<Partial<Dmi>> {
  const board = parseArmBoard((await host.read('/proc/cpuinfo')) ?? '');
  return {
    systemModel: (await readValue(host, '/proc/device-tree/model')) ?? board?.model ?? board?.hardware ?? null,
    systemVersion: meaningful(board?.revision ?? null),
    systemSerial: meaningful((await readValue(host, '/proc/device-tree/serial-number')) ?? board?.serial ?? null),
  };
}

function validUuid(text: string | null): string | null {
  if (text === null || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null;
  return /^[0-]+$/.test(text) || /^[f-]+$/i.test(text) ? null : text.toLowerCase();
}
