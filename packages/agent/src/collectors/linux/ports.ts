import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { ofType, readSmbios } from '../../smbios/read-smbios.ts';
import { CONNECTOR_TYPES, PORT_TYPES } from '../../smbios/smbios-names.ts';

/** Connectors of the main board, from SMBIOS structures 8. */
export const linuxPorts = defineCollector({
  name: 'linux/ports',
  section: sections.ports,
  platforms: ['linux'],
  async collect(host) {
    const found = ofType(await readSmbios(host), 8);
    if (found.length === 0) return null;
    return found.map((port) => ({
      name: port.text(0x04),
      description: CONNECTOR_TYPES[port.byte(0x05) ?? 0] ?? null,
      caption: port.text(0x06) ?? CONNECTOR_TYPES[port.byte(0x07) ?? 0] ?? null,
      type: PORT_TYPES[port.byte(0x08) ?? 0] ?? 'Other',
    }));
  },
});
