import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readNumber, readValue } from '../../host/host.ts';

/**
 * Firmware that no other section tells of: what the processor runs on, the service processor, and what UEFI may replace.
 */
export const linuxFirmwares = defineCollector({
  name: 'linux/firmwares',
  section: sections.firmwares,
  platforms: ['linux'],
  async collect(host) {
    const found = await Promise.all([readMicrocode(host), readServiceProcessors(host), readUefi(host)]);
    const rows = found.flat();
    return rows.length === 0 ? null : rows;
  },
});

async function readMicrocode(host: Host): Promise<Found<'firmwares'>[]> {
  const version = await readValue(host, '/sys/devices/system/cpu/cpu0/microcode/version');
  return version === null ? [] : [{ name: 'Processor', type: 'microcode', version }];
}

async function readServiceProcessors(host: Host): Promise<Found<'firmwares'>[]> {
  const folder = '/sys/bus/platform/devices';
  const names = (await host.list(folder)).filter((name) => name.startsWith('ipmi_bmc'));
  const rows = await Promise.all(
    names.map(async (name) => ({
      name: 'Service processor',
      type: 'BMC',
      version: await readValue(host, `${folder}/${name}/firmware_revision`),
      description: await readValue(host, `${folder}/${name}/product_id`),
    })),
  );
  return rows.filter(({ version }) => version !== null);
}

/** Kinds of the "EFI System Resource Table". Source: UEFI specification, 23.4. */
const KINDS = ['UEFI', 'System firmware', 'Device firmware', 'UEFI driver'];

async function readUefi(host: Host): Promise<Found<'firmwares'>[]> {
  const folder = '/sys/firmware/efi/esrt/entries';
  const rows = await Promise.all(
    (await host.list(folder)).map(async (name) => {
      const version = await readNumber(host, `${folder}/${name}/fw_version`);
      return {
        name: KINDS[(await readNumber(host, `${folder}/${name}/fw_type`)) ?? 0] ?? 'UEFI',
        type: 'UEFI',
        version: version === null ? null : `0x${version.toString(16).padStart(8, '0')}`,
        description: await readValue(host, `${folder}/${name}/fw_class`),
      };
    }),
  );
  return rows.filter(({ version }) => version !== null);
}
