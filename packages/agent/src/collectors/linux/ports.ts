import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readSmbios } from '../../smbios/read-smbios.ts';

/** Connectors of the main board, from SMBIOS structures 8. */
export const linuxPorts = defineCollector({
  name: 'linux/ports',
  section: sections.ports,
  platforms: ['linux'],
  async collect(host) {
    const found = (await readSmbios(host))?.ports() ?? [];
    return found.length === 0 ? null : found;
  },
});
