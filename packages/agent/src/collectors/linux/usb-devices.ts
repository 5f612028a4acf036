import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import { type Host, readValue } from '../../host/host.ts';
import { type DeviceNames, readDeviceNames } from '../../linux/device-names.ts';

const FOLDER = '/sys/bus/usb/devices';

/** USB devices that are plugged in; the hubs inside the controllers are none. */
export const linuxUsbDevices = defineCollector({
  name: 'linux/usb-devices',
  section: sections.usbDevices,
  platforms: ['linux'],
  async collect(host) {
    // `1-1.4` is a device, `1-1.4:1.0` one of its interfaces, `usb1` a controller's own hub.
    const places = (await host.list(FOLDER)).filter((name) => /^\d+-[\d.]+$/.test(name));
    if (places.length === 0) return null;
    const names = await readDeviceNames(host, 'usb.ids');
    const found = await Promise.all(places.map((place) => readDevice(host, place, names)));
    return found.filter((device) => device !== null);
  },
});

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
