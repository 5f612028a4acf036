import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readFru, toFruControllers } from '../../linux/ipmi-fru.ts';
import { type PciDevice, readPciDevices } from '../../linux/pci-devices.ts';

/** Devices on the PCI buses, with the names of `pci.ids` where that is installed, and the cards that the service processor knows. */
export const linuxControllers = defineCollector({
  name: 'linux/controllers',
  section: sections.controllers,
  platforms: ['linux'],
  async collect(host) {
    const [devices, fru] = await Promise.all([readPciDevices(host), readFru(host)]);
    const rows = [...devices.map(toController), ...toFruControllers(fru)];
    return rows.length === 0 ? null : rows;
  },
});

function toController(device: PciDevice) {
  return {
    name: device.subsystemName ?? device.deviceName ?? device.className ?? `Device ${device.deviceId}`,
    caption: device.deviceName,
    manufacturer: device.vendorName ?? `Vendor ${device.vendorId}`,
    type: device.className,
    revision: device.revision,
    driver: device.driver,
    pciClass: device.classId,
    pciSlot: device.slot,
    vendorId: device.vendorId,
    productId: device.deviceId,
    pciId: `${device.vendorId}:${device.deviceId}`,
    pciSubsystemId: device.subVendorId === null ? null : `${device.subVendorId}:${device.subDeviceId}`,
  };
}
