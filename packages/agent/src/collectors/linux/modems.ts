import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readMobileModems } from '../../linux/mobile-modems.ts';
import { deviceTitle, readPciDevices } from '../../linux/pci-devices.ts';

/** Modems on the PCI buses, and those for mobile networks. */
export const linuxModems = defineCollector({
  name: 'linux/modems',
  section: sections.modems,
  platforms: ['linux'],
  async collect(host) {
    const [devices, mobile] = await Promise.all([readPciDevices(host), readMobileModems(host)]);
    const cards = devices.filter((device) => device.classId === '0703' || /modem/i.test(device.deviceName ?? ''));
    const rows = [
      ...cards.map((device) => ({
        name: deviceTitle(device),
        manufacturer: device.vendorName,
        description: device.className,
      })),
      ...mobile.map(({ modem }) => modem),
    ];
    return rows.length === 0 ? null : rows;
  },
});
