import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
import { type DeviceNames, readDeviceNames } from '../../linux/device-names.ts';
import type { LsusbDevice } from '../../linux/lsusb.ts';

const FOLDER = '/sys/bus/usb/devices';

/** USB devices that are plugged in; the hubs inside the controllers are none. */
export const linuxUsbDevices = defineCollector({
  name: 'linux/usb-devices',
  section: sections.usbDevices,
  platforms: ['linux'],
  async collect(host) {
    // `1-1.4` is a device, `1-1.4:1.0` one of its interfaces, `usb1` a controller's own hub.
    const entries = await host.list(FOLDER);
    const places = entries.filter((name) => /^\d+-[\d.]+$/.test(name));
    if (entries.length === 0) return askLsusb(host);
    if (places.length === 0) return null;
    const names = await readDeviceNames(host, 'usb.ids');
    const found = await Promise.all(places.map((place) => readDevice(host, place, names)));
    return found.filter((device) => device !== null);
  },
});

/** Of systems whose `/sys` cannot be seen. */
async function askLsusb(host: Host): Promise<Found<'usbDevices'>[] | null> {
  if ((await host.stat('/dev/bus/usb')) === null) return null;
  const output = await host.run('lsusb', ['-v']);
  if (output === null) return null;
  const [{ parseLsusb }, names] = await Promise.all([import('../../linux/lsusb.ts'), readDeviceNames(host, 'usb.ids')]);
  return parseLsusb(output).flatMap((device) => toRow(device, names));
}

/** Nothing for hubs, and for the numbers 0001 and 0002, which hubs have. */
export function toRow(device: LsusbDevice, names: DeviceNames): Found<'usbDevices'>[] {
  const { vendorId, productId, deviceClass, title, product } = device;
  if (deviceClass === '9' || /^000[12]$/.test(productId)) return [];
  const vendorName = names.vendor(vendorId);
  const name = names.device(vendorId, productId) ?? product ?? title;
  return [
    {
      vendorId,
      productId,
      name,
      caption: product ?? name,
      manufacturer: vendorName ?? device.manufacturer,
      serial: toSerial(device.serial),
      usbClass: device.interfaceClass ?? deviceClass,
      usbSubclass: device.interfaceSubclass,
    },
  ];
}

const HUB = '09';

async function readDevice(host: Host, place: string, names: DeviceNames): Promise<Found<'usbDevices'> | null> {
  const value = (file: string) => readValue(host, `${FOLDER}/${place}/${file}`);
  const [vendorId, productId, product, manufacturer, serial, deviceClass, subclass] = await Promise.all([
    value('idVendor'),
    value('idProduct'),
    value('product'),
    value('manufacturer'),
    value('serial'),
    value('bDeviceClass'),
    value('bDeviceSubClass'),
  ]);
  if (vendorId === null || productId === null || deviceClass === HUB) return null;
  // "00": the class stands at the first interface.
  const atInterface = deviceClass === '00' ? `${place}:1.0` : null;
  return {
    vendorId,
    productId,
    name: names.device(vendorId, productId) ?? product,
    caption: product,
    manufacturer: names.vendor(vendorId) ?? manufacturer,
    serial: toSerial(serial),
    usbClass: atInterface === null ? deviceClass : await readValue(host, `${FOLDER}/${atInterface}/bInterfaceClass`),
    usbSubclass: atInterface === null ? subclass : await readValue(host, `${FOLDER}/${atInterface}/bInterfaceSubClass`),
  };
}

/** Cheap devices write their place on the bus, or a few digits, where a serial number belongs. */
export function toSerial(text: string | null): string | null {
  const serial = text?.replace(/^S\/N:\s*/i, '') ?? null;
  return serial === null || serial.length < 5 || serial.includes(':') || /^0+$/.test(serial) ? null : serial;
}
