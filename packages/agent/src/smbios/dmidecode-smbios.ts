import type { Found } from '../define-collector.ts';
import { meaningful } from './decode-smbios.ts';
import type { DmiBlock } from './dmidecode-text.ts';
import { toPartNumber } from './power-supply-parts.ts';
import type { MachineFacts, MemoryFacts, ProcessorFacts, Smbios } from './smbios.ts';

/** What `dmidecode` prints, for kernels that do not show the table itself. */
export function dmidecodeSmbios(blocks: readonly DmiBlock[]): Smbios {
  const ofType = (type: number) => blocks.filter((block) => block.type === type);
  return {
    machine: () => toMachine(ofType),
    processors: () => ofType(4).filter(isPopulated).map(toProcessor),
    memory: () => toMemory(ofType),
    ports: () => ofType(8).map(toPort),
    slots: () => ofType(9).map(toSlot),
    batteries: () => ofType(22).map(toBattery),
    powerSupplies: () => ofType(39).filter(isPowerSupply).map(toPowerSupply),
  };
}

type OfType = (type: number) => readonly DmiBlock[];

const text = (block: DmiBlock | undefined, label: string) => meaningful(block?.fields[label] ?? null);

/** A number with or without its unit; null for "Unknown". */
function number(block: DmiBlock, label: string): number | null {
  const [, digits] = /^(\d+)/.exec(block.fields[label] ?? '') ?? [];
  return digits === undefined ? null : Number(digits) || null;
}

function toMachine(ofType: OfType): MachineFacts {
  const [bios] = ofType(0);
  const [system] = ofType(1);
  const board = ofType(2).find((block) => text(block, 'Manufacturer') !== null) ?? ofType(2)[0];
  const chassis = ofType(3).find((block) => text(block, 'Manufacturer') !== null) ?? ofType(3)[0];
  const uuid = text(system, 'UUID');
  return {
    systemManufacturer: text(system, 'Manufacturer'),
    systemModel: text(system, 'Product Name'),
    systemVersion: text(system, 'Version'),
    systemSerial: text(system, 'Serial Number'),
    systemSku: text(system, 'SKU Number'),
    uuid: uuid !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid) ? uuid.toLowerCase() : null,
    boardManufacturer: text(board, 'Manufacturer'),
    boardModel: text(board, 'Product Name'),
    boardSerial: text(board, 'Serial Number'),
    chassisType: text(chassis, 'Type'),
    chassisSerial: text(chassis, 'Serial Number'),
    assetTag: text(chassis, 'Asset Tag'),
    biosManufacturer: text(bios, 'Vendor'),
    biosVersion: text(bios, 'Version'),
    biosDate: text(bios, 'Release Date'),
  };
}

function isPopulated(block: DmiBlock): boolean {
  // The eldest versions have no status; VMware filled sockets without processor with zeros.
  if (/unpopulated|disabled/i.test(block.fields.Status ?? '')) return false;
  return (block.fields.Type ?? 'Central Processor') === 'Central Processor' && text(block, 'Manufacturer') !== null;
}

function toProcessor(block: DmiBlock): ProcessorFacts {
  const id = block.fields.ID?.split(/\s+/).map((byte) => Number.parseInt(byte, 16)) ?? [];
  return {
    socket: text(block, 'Socket Designation'),
    name: text(block, 'Version'),
    manufacturer: text(block, 'Manufacturer'),
    familyName: text(block, 'Family'),
    idBytes: id.length === 8 && id.some((byte) => byte > 0) ? id : null,
    voltage: text(block, 'Voltage'),
    externalClockMHz: number(block, 'External Clock'),
    highestSpeedMHz: number(block, 'Max Speed'),
    currentSpeedMHz: number(block, 'Current Speed'),
    serial: text(block, 'Serial Number'),
    cores: number(block, 'Core Count'),
    coresEnabled: number(block, 'Core Enabled'),
    threads: number(block, 'Thread Count'),
  };
}

function toMemory(ofType: OfType): MemoryFacts[] {
  const [array] = ofType(16);
  const errorCorrection = text(array, 'Error Correction Type');
  const modules = ofType(17).filter(({ fields }) => fields.Size !== undefined);
  const found = modules.length > 0 ? modules : ofType(6);
  return found
    .filter((block) => block.fields.Type !== 'Flash')
    .map((block) => ({
      locator: text(block, 'Locator') ?? text(block, 'Socket Designation'),
      formFactor: text(block, 'Form Factor'),
      capacityMiB: toMebibytes(block.fields.Size ?? block.fields['Installed Size'] ?? ''),
      type: text(block, 'Type'),
      speed: number(block, 'Speed'),
      manufacturer: text(block, 'Manufacturer'),
      serial: text(block, 'Serial Number'),
      partNumber: text(block, 'Part Number'),
      errorCorrection,
    }));
}

const UNITS: Readonly<Record<string, number>> = { k: 1 / 1024, m: 1, g: 1024, t: 1024 ** 2 };

function toMebibytes(size: string): number | null {
  const [, value, unit] = /^(\d+)\s*([kmgt])/i.exec(size) ?? [];
  if (value === undefined || unit === undefined) return null;
  return Math.floor(Number(value) * (UNITS[unit.toLowerCase()] ?? 0)) || null;
}

function toPort(block: DmiBlock): Found<'ports'> {
  const inside = text(block, 'Internal Connector Type');
  const outside = text(block, 'External Connector Type');
  return {
    name: text(block, 'Internal Reference Designator') ?? text(block, 'External Reference Designator'),
    description: inside ?? outside,
    caption: text(block, 'External Reference Designator') ?? outside,
    type: text(block, 'Port Type') ?? 'Other',
  };
}

function toSlot(block: DmiBlock): Found<'slots'> {
  const usage = block.fields['Current Usage'] ?? '';
  return {
    name: text(block, 'Designation'),
    description: text(block, 'Type'),
    designation: text(block, 'ID'),
    status: /^in use/i.test(usage) ? 'used' : /^available/i.test(usage) ? 'free' : null,
  };
}

function toBattery(block: DmiBlock): Found<'batteries'> {
  const sbdsSerial = Number.parseInt(block.fields['SBDS Serial Number'] ?? '', 16);
  return {
    location: text(block, 'Location'),
    manufacturer: text(block, 'Manufacturer'),
    name: text(block, 'Name'),
    serial: text(block, 'Serial Number') ?? (sbdsSerial > 0 ? String(sbdsSerial) : null),
    chemistry: text(block, 'Chemistry') ?? text(block, 'SBDS Chemistry'),
    capacity: number(block, 'Design Capacity'),
    voltage: number(block, 'Design Voltage'),
    manufacturedOn: toDay(block.fields['SBDS Manufacture Date'] ?? block.fields['Manufacture Date'] ?? ''),
    sbdsVersion: text(block, 'SBDS Version'),
  };
}

/** `2018-05-24`, or as firmware wrote it: `10/28/2016`, `09/19/02`. */
function toDay(given: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given) ?? [];
  if (year !== undefined) return month === '00' || day === '00' ? null : given;
  const [, first, second, last] = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(given) ?? [];
  if (last === undefined || first === undefined || second === undefined) return null;
  return `${last.length === 2 ? `20${last}` : last}-${first.padStart(2, '0')}-${second.padStart(2, '0')}`;
}

const isPowerSupply = (block: DmiBlock) =>
  !/battery/i.test(block.fields.Type ?? '') && !/^not present/i.test(block.fields.Status ?? '');

function toPowerSupply(block: DmiBlock): Found<'powerSupplies'> {
  return {
    location: text(block, 'Location'),
    name: text(block, 'Name'),
    manufacturer: text(block, 'Manufacturer'),
    serial: text(block, 'Serial Number'),
    partNumber: toPartNumber(text(block, 'Model Part Number'), text(block, 'Manufacturer')),
    maximumPower: toWatts(block.fields['Max Power Capacity'] ?? ''),
    hotReplaceable: toFlag(block.fields['Hot Replaceable']),
    plugged: toFlag(block.fields.Plugged),
    status: block.fields.Status ?? null,
  };
}

/** Some firmware counts in kilowatts: "0.460 W". */
function toWatts(text: string): number | null {
  const [, value] = /^(\d+(?:\.\d+)?) W/.exec(text) ?? [];
  if (value === undefined) return null;
  return Math.round(Number(value) * (value.startsWith('0.') ? 1000 : 1)) || null;
}

const toFlag = (word: string | undefined) => (word === 'Yes' ? true : word === 'No' ? false : null);
