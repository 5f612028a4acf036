import { type Host, once, readValue } from '../host/host.ts';
import { formatUuid, meaningful } from '../smbios/decode-smbios.ts';
import { ofType, readSmbios } from '../smbios/read-smbios.ts';
import { CHASSIS_TYPES } from '../smbios/smbios-names.ts';

/** What firmware says of the machine. */
export type Dmi = {
  readonly systemManufacturer: string | null;
  readonly systemModel: string | null;
  readonly systemVersion: string | null;
  readonly systemSerial: string | null;
  readonly systemSku: string | null;
  readonly uuid: string | null;
  readonly boardManufacturer: string | null;
  readonly boardModel: string | null;
  readonly boardSerial: string | null;
  readonly chassisType: string | null;
  readonly chassisSerial: string | null;
  readonly assetTag: string | null;
  readonly biosManufacturer: string | null;
  readonly biosVersion: string | null;
  /** `MM/DD/YYYY`, as firmware writes it. */
  readonly biosDate: string | null;
};

/**
 * The SMBIOS table (root only), each value completed from `/sys/class/dmi/id`, then from the device tree of ARM and
 * PowerPC boards.
 */
export function readDmi(host: Host): Promise<Dmi> {
  return once(host, 'dmi', async () => {
    const [table, files, tree] = await Promise.all([fromTable(host), fromFiles(host), fromDeviceTree(host)]);
    const keys = Object.keys(files) as (keyof Dmi)[]; // safe: an object literal of that type
    return Object.fromEntries(keys.map((key) => [key, table?.[key] ?? files[key] ?? tree[key] ?? null])) as Dmi;
  });
}

async function fromTable(host: Host): Promise<Dmi | null> {
  const smbios = await readSmbios(host);
  if (smbios === null) return null;
  const [bios] = ofType(smbios, 0);
  const [system] = ofType(smbios, 1);
  // Blades and docks describe several boards and chassis: the first with a maker is the machine's own.
  const board = ofType(smbios, 2).find((b) => b.text(0x04) !== null);
  const chassis = ofType(smbios, 3).find((c) => c.text(0x04) !== null) ?? ofType(smbios, 3)[0];
  const uuid = system?.bytes(0x08, 16);
  return {
    systemManufacturer: system?.text(0x04) ?? null,
    systemModel: system?.text(0x05) ?? null,
    systemVersion: system?.text(0x06) ?? null,
    systemSerial: system?.text(0x07) ?? null,
    systemSku: system?.text(0x19) ?? null,
    uuid: uuid ? formatUuid(uuid, smbios.version) : null,
    boardManufacturer: board?.text(0x04) ?? null,
    boardModel: board?.text(0x05) ?? null,
    boardSerial: board?.text(0x07) ?? null,
    chassisType: toChassisType(chassis?.byte(0x05) ?? null),
    chassisSerial: chassis?.text(0x07) ?? null,
    assetTag: chassis?.text(0x08) ?? null,
    biosManufacturer: bios?.text(0x04) ?? null,
    biosVersion: bios?.text(0x05) ?? null,
    biosDate: bios?.text(0x08) ?? null,
  };
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
  return {
    systemModel: await readValue(host, '/proc/device-tree/model'),
    systemSerial: meaningful(await readValue(host, '/proc/device-tree/serial-number')),
  };
}

function toChassisType(code: number | null): string | null {
  // The highest bit tells of a lock, not of the type.
  return code === null ? null : (CHASSIS_TYPES[code & 0x7f] ?? null);
}

function validUuid(text: string | null): string | null {
  if (text === null || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null;
  return /^[0-]+$/.test(text) || /^[f-]+$/i.test(text) ? null : text.toLowerCase();
}
