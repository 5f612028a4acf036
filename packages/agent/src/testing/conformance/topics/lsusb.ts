import { sections } from '@muster/protocol';
import { toRow } from '../../../collectors/linux/usb-devices.ts';
import { parseDeviceNames } from '../../../linux/device-names.ts';
import { parseLsusb } from '../../../linux/lsusb.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';
import { usbIds } from './id-databases.ts';

const FIELDS = ['VENDORID', 'PRODUCTID', 'NAME', 'CAPTION', 'MANUFACTURER', 'SERIAL', 'CLASS', 'SUBCLASS'];
const names = parseDeviceNames(usbIds);

export const lsusb: Topic = {
  topic: 'lsusb',
  checks: {
    raw: whole((given) =>
      parseLsusb(textOf(given))
        .filter(({ deviceClass }) => deviceClass !== '9')
        .map((device) => ({
          VENDORID: device.vendorId,
          PRODUCTID: device.productId,
          MANUFACTURER: device.manufacturer,
          NAME: device.product,
          SERIAL: device.serial,
          CLASS: device.interfaceClass,
          SUBCLASS: device.interfaceSubclass,
        })),
    ),
    usbdevices: whole((given) =>
      parseLsusb(textOf(given)).flatMap((device) =>
        toRow(device, names).map((row) => toFields(sections.usbDevices, row, FIELDS)),
      ),
    ),
  },
  differences: [
    {
      parser: 'raw',
      fields: ['CLASS', 'SUBCLASS'],
      reason: 'Of several interfaces the first tells the class, as the kernel numbers them.',
    },
    {
      parser: 'usbdevices',
      fields: ['CLASS', 'SUBCLASS'],
      reason: 'Of several interfaces the first tells the class, as the kernel numbers them.',
    },
    {
      parser: 'usbdevices',
      fields: ['CAPTION'],
      reason: 'The caption is what the device calls itself, the name what usb.ids calls it.',
    },
  ],
};
