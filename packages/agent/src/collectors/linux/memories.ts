import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { SmbiosStructure } from '../../smbios/decode-smbios.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';
import { ERROR_CORRECTIONS, MEMORY_FORM_FACTORS, MEMORY_TYPES } from '../../smbios/smbios-names.ts';

const FLASH = 9;
const SYSTEM_MEMORY = 3;

/** Memory modules and empty slots, from SMBIOS structures 17 and their arrays (16). */
export const linuxMemories = defineCollector({
  name: 'linux/memories',
  section: sections.memories,
  platforms: ['linux'],
  async collect(host) {
    const smbios = await readSmbios(host);
    const modules = ofType(smbios, 17).filter((module) => module.byte(0x12) !== FLASH);
    if (modules.length === 0) return null;
    const arrays = new Map(ofType(smbios, 16).map((array) => [array.handle, array]));
    // Arrays of caches and graphics cards have modules of their own, which are no memory of the computer.
    const own = modules.filter((module) => isSystemMemory(arrays.get(module.word(0x04) ?? -1)));
    return own.map((module, at) => toMemory(module, at + 1, arrays.get(module.word(0x04) ?? -1)));
  },
});

function isSystemMemory(array: SmbiosStructure | undefined): boolean {
  return array === undefined || array.byte(0x05) === SYSTEM_MEMORY;
}

function toMemory(module: SmbiosStructure, slot: number, array: SmbiosStructure | undefined): Found<'memories'> {
  const capacity = capacityMiB(module);
  const formFactor = MEMORY_FORM_FACTORS[module.byte(0x0e) ?? 0] ?? null;
  const empty = capacity === null;
  return {
    slot,
    caption: module.text(0x10),
    description: formFactor,
    formFactor,
    capacity,
    type: empty ? null : (MEMORY_TYPES[module.byte(0x12) ?? 0] ?? null),
    speed: empty ? null : speedOf(module),
    manufacturer: empty ? null : toManufacturer(module.text(0x17)),
    serial: empty ? null : module.text(0x18),
    model: empty ? null : toModel(module.text(0x1a)),
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

/** MT/s, which firmware calls MHz until SMBIOS 3.1. */
function speedOf(module: SmbiosStructure): string | null {
  const speed = module.word(0x15);
  const value = speed === 0xffff ? module.dword(0x54) : speed;
  return value ? String(value) : null;
}

/** "Manufacturer00", a JEDEC number, or the name of the slot again is no maker. */
function toManufacturer(text: string | null): string | null {
  return text === null || /^manufacturer ?\d+$|^0x|^[0-9a-f]{4,}$| dimm/i.test(text) ? null : text;
}

function toModel(text: string | null): string | null {
  return text === null || /^part ?num(?:ber)?\d*$|^moduleparntnumber/i.test(text) ? null : text.replace(/[-\s]+$/, '');
}
