import type { Found } from '../define-collector.ts';
import { formatUuid, type SmbiosStructure } from './decode-smbios.ts';
import { toPartNumber } from './power-supply-parts.ts';
import type { MachineFacts, MemoryFacts, ProcessorFacts, Smbios } from './smbios.ts';
import {
  CHASSIS_TYPES,
  CONNECTOR_TYPES,
  ERROR_CORRECTIONS,
  MEMORY_FORM_FACTORS,
  MEMORY_TYPES,
  PORT_TYPES,
  PROCESSOR_FAMILIES,
  SLOT_USAGES,
  slotTypeName,
} from './smbios-names.ts';

/** The decoded table. Offsets are those of DSP0134. */
export function tableSmbios(structures: readonly SmbiosStructure[], version: number): Smbios {
  const ofType = (type: number) => structures.filter((structure) => structure.type === type);
  return {
    machine: () => toMachine(ofType, version),
    processors: () => ofType(4).filter(isPopulated).map(toProcessor),
    memory: () => toMemory(ofType),
    ports: () => ofType(8).map(toPort),
    slots: () => ofType(9).map(toSlot),
    batteries: () => ofType(22).map(toBattery),
    powerSupplies: () => ofType(39).filter(isPresent).map(toPowerSupply),
  };
}

type OfType = (type: number) => readonly SmbiosStructure[];

function toMachine(ofType: OfType, version: number): MachineFacts {
  const [bios] = ofType(0);
  const [system] = ofType(1);
  // Blades and docks describe several boards and chassis: the first with a maker is the machine's own.
  const board = ofType(2).find((b) => b.text(0x04) !== null);
  const chassis = ofType(3).find((c) => c.text(0x04) !== null) ?? ofType(3)[0];
  const uuid = system?.bytes(0x08, 16);
  return {
    systemManufacturer: system?.text(0x04) ?? null,
    systemModel: system?.text(0x05) ?? null,
    systemVersion: system?.text(0x06) ?? null,
    systemSerial: system?.text(0x07) ?? null,
    systemSku: system?.text(0x19) ?? null,
    uuid: uuid ? formatUuid(uuid, version) : null,
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

/** The highest bit tells of a lock, not of the type. */
export function toChassisType(code: number | null): string | null {
  return code === null ? null : (CHASSIS_TYPES[code & 0x7f] ?? null);
}

const CENTRAL_PROCESSOR = 3;

/** Source: DSP0134 §7.5; the status says populated, and what the firmware did with it. */
function isPopulated(structure: SmbiosStructure): boolean {
  const status = structure.byte(0x18) ?? 0;
  const disabled = (status & 7) === 2 || (status & 7) === 3;
  return (status & 0x40) !== 0 && !disabled && structure.byte(0x05) === CENTRAL_PROCESSOR;
}

function toProcessor(structure: SmbiosStructure): ProcessorFacts {
  const family = structure.byte(0x06);
  const id = structure.bytes(0x08, 8);
  return {
    socket: structure.text(0x04),
    name: structure.text(0x10),
    manufacturer: structure.text(0x07),
    familyName: PROCESSOR_FAMILIES[(family === 0xfe ? structure.word(0x28) : family) ?? 0] ?? null,
    idBytes: id === null || id.every((byte) => byte === 0) ? null : [...id],
    voltage: toVoltage(structure.byte(0x11)),
    externalClockMHz: structure.word(0x12) || null,
    highestSpeedMHz: structure.word(0x14) || null,
    currentSpeedMHz: structure.word(0x16) || null,
    serial: structure.text(0x20),
    cores: countOf(structure, 0x23, 0x2a),
    coresEnabled: countOf(structure, 0x24, 0x2c),
    threads: countOf(structure, 0x25, 0x2e),
  };
}

/** 255 in the old field means that the newer, wider one has the count. */
function countOf(structure: SmbiosStructure, narrow: number, wide: number): number | null {
  const count = structure.byte(narrow);
  return (count === 0xff ? structure.word(wide) : count) || null;
}

/** Tenths of a volt when the highest bit is set; else a choice of old voltages that no machine of today has. */
function toVoltage(code: number | null): string | null {
  return code === null || code <= 0x80 ? null : `${((code & 0x7f) / 10).toFixed(1)} V`;
}

const FLASH = 9;
const SYSTEM_MEMORY = 3;

function toMemory(ofType: OfType): MemoryFacts[] {
  const arrays = new Map(ofType(16).map((array) => [array.handle, array]));
  const arrayOf = (module: SmbiosStructure) => arrays.get(module.word(0x04) ?? -1);
  return (
    ofType(17)
      .filter((module) => module.byte(0x12) !== FLASH)
      // Arrays of caches and graphics cards have modules of their own, which are no memory of the computer.
      .filter((module) => (arrayOf(module)?.byte(0x05) ?? SYSTEM_MEMORY) === SYSTEM_MEMORY)
      .map((module) => toModule(module, arrayOf(module)))
  );
}

function toModule(module: SmbiosStructure, array: SmbiosStructure | undefined): MemoryFacts {
  const speed = module.word(0x15);
  return {
    locator: module.text(0x10),
    formFactor: MEMORY_FORM_FACTORS[module.byte(0x0e) ?? 0] ?? null,
    capacityMiB: capacityMiB(module),
    type: MEMORY_TYPES[module.byte(0x12) ?? 0] ?? null,
    // MT/s, which firmware calls MHz until SMBIOS 3.1
    speed: (speed === 0xffff ? module.dword(0x54) : speed) || null,
    manufacturer: module.text(0x17),
    serial: module.text(0x18),
    partNumber: module.text(0x1a),
    errorCorrection: ERROR_CORRECTIONS[array?.byte(0x06) ?? 0] ?? null,
  };
}

/** Null for an empty slot. */
export function capacityMiB(module: Pick<SmbiosStructure, 'word' | 'dword'>): number | null {
  const size = module.word(0x0c);
  if (size === null || size === 0 || size === 0xffff) return null;
  if (size === 0x7fff) return (module.dword(0x1c) ?? 0) & 0x7fffffff || null; // 32 GiB and more
  return size & 0x8000 ? Math.floor((size & 0x7fff) / 1024) || null : size;
}

function toPort(port: SmbiosStructure): Found<'ports'> {
  const inside = CONNECTOR_TYPES[port.byte(0x05) ?? 0] ?? null;
  const outside = CONNECTOR_TYPES[port.byte(0x07) ?? 0] ?? null;
  return {
    name: port.text(0x04) ?? port.text(0x06),
    description: inside ?? outside,
    caption: port.text(0x06) ?? outside,
    type: PORT_TYPES[port.byte(0x08) ?? 0] ?? 'Other',
  };
}

function toSlot(slot: SmbiosStructure): Found<'slots'> {
  const usage = SLOT_USAGES[slot.byte(0x07) ?? 0] ?? null;
  return {
    name: slot.text(0x04),
    description: slotTypeName(slot.byte(0x05) ?? 0),
    designation: String(slot.word(0x09) ?? '') || null,
    status: usage === 'In Use' ? 'used' : usage === 'Available' ? 'free' : null,
  };
}

// Source: DSP0134 §7.23.1, Table 96
const CHEMISTRIES = [
  null,
  null,
  null,
  'Lead Acid',
  'Nickel Cadmium',
  'Nickel Metal Hydride',
  'Lithium Ion',
  'Zinc Air',
  'Lithium Polymer',
];

function toBattery(structure: SmbiosStructure): Found<'batteries'> {
  const multiplier = structure.byte(0x15) || 1;
  const sbdsSerial = structure.word(0x10);
  return {
    location: structure.text(0x04),
    manufacturer: structure.text(0x05),
    name: structure.text(0x08),
    serial: structure.text(0x07) ?? (sbdsSerial ? String(sbdsSerial) : null),
    chemistry: CHEMISTRIES[structure.byte(0x09) ?? 0] ?? structure.text(0x14),
    capacity: (structure.word(0x0a) ?? 0) * multiplier || null,
    voltage: structure.word(0x0c) || null,
    manufacturedOn: toSbdsDate(structure.word(0x12)),
    sbdsVersion: structure.text(0x0e),
  };
}

/** Bits 0–4 day, 5–8 month, 9–15 years since 1980. */
export function toSbdsDate(packed: number | null): string | null {
  if (!packed) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const [day, month, year] = [packed & 0x1f, (packed >> 5) & 0xf, 1980 + (packed >> 9)];
  return day === 0 || month === 0 || month > 12 ? null : `${year}-${two(month)}-${two(day)}`;
}

/** Bit 1 of the characteristics: there is one in the bay. */
const isPresent = (supply: SmbiosStructure) => ((supply.word(0x0e) ?? 2) & 2) !== 0;

const UNKNOWN_POWER = 0x8000;
// Bits 7 to 9 of the characteristics
const STATUSES = [
  null,
  'Present, Other',
  'Present, Unknown',
  'Present, OK',
  'Present, Non-critical',
  'Present, Critical',
];

function toPowerSupply(supply: SmbiosStructure): Found<'powerSupplies'> {
  const power = supply.word(0x0c);
  const characteristics = supply.word(0x0e);
  return {
    location: supply.text(0x05),
    name: supply.text(0x06),
    manufacturer: supply.text(0x07),
    serial: supply.text(0x08),
    partNumber: toPartNumber(supply.text(0x0a), supply.text(0x07)),
    maximumPower: power === UNKNOWN_POWER ? null : power,
    hotReplaceable: characteristics === null ? null : (characteristics & 1) === 1,
    plugged: characteristics === null ? null : (characteristics & 4) === 0,
    status: characteristics === null ? null : (STATUSES[(characteristics >> 7) & 7] ?? null),
  };
}
