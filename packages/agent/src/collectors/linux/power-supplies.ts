import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import type { SmbiosStructure } from '../../smbios/decode-smbios.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';

/** Power supplies, from SMBIOS structures 39; those that say nothing of themselves are left out. */
export const linuxPowerSupplies = defineCollector({
  name: 'linux/power-supplies',
  section: sections.powerSupplies,
  platforms: ['linux'],
  async collect(host) {
    const found = ofType(await readSmbios(host), 39).filter(saysSomething);
    return found.length === 0 ? null : found.map(toPowerSupply);
  },
});

function saysSomething(supply: SmbiosStructure): boolean {
  return [0x06, 0x08, 0x0a].some((offset) => supply.text(offset) !== null);
}

const UNKNOWN_POWER = 0x8000;
// Bits 7 to 9 of the characteristics
const STATUSES = [null, null, null, 'Present, OK', 'Present, non-critical', 'Present, critical'];

function toPowerSupply(supply: SmbiosStructure) {
  const power = supply.word(0x0c);
  const characteristics = supply.word(0x0e);
  return {
    location: supply.text(0x05),
    name: supply.text(0x06),
    manufacturer: supply.text(0x07),
    serial: supply.text(0x08),
    partNumber: supply.text(0x0a),
    maximumPower: power === UNKNOWN_POWER ? null : power,
    hotReplaceable: characteristics === null ? null : (characteristics & 1) === 1,
    plugged: characteristics === null ? null : (characteristics & 4) === 0,
    status: characteristics === null ? null : (STATUSES[(characteristics >> 7) & 7] ?? null),
  };
}
