import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';

/** Expansion slots, from SMBIOS structures 9. */
export const linuxSlots = defineCollector({
  name: 'linux/slots',
  section: sections.slots,
  platforms: ['linux'],
  async collect(host) {
    const found = (await readSmbios(host))?.slots() ?? [];
    return found.length === 0 ? null : found;
  },
});
