import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { completePowerSupplies, readFru } from '../../linux/ipmi-fru.ts';
import { findMaker } from '../../linux/manufacturers.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';

/** Power supplies, from SMBIOS structures 39 and the service processor of servers. */
export const linuxPowerSupplies = defineCollector({
  name: 'linux/power-supplies',
  section: sections.powerSupplies,
  platforms: ['linux'],
  async collect(host) {
    const [smbios, fru] = await Promise.all([readSmbios(host), readFru(host)]);
    const found = selectPowerSupplies(completePowerSupplies(smbios?.powerSupplies() ?? [], fru));
    return found.length === 0 ? null : found;
  },
});

const PLACEHOLDER = /^OEM Define/i;

/** Those that say something of themselves. */
export function selectPowerSupplies(supplies: readonly Found<'powerSupplies'>[]): Found<'powerSupplies'>[] {
  return supplies
    .filter(({ name, serial, partNumber }) =>
      [name, serial, partNumber].some((text) => text !== null && text !== undefined && !PLACEHOLDER.test(text)),
    )
    .map((supply) => ({
      ...supply,
      manufacturer: findMaker(supply.manufacturer ?? null) ?? supply.manufacturer ?? null,
    }));
}
