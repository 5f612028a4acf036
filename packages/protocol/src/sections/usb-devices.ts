import { defineSection, text } from '../define-section.ts';

/** USB devices. Source: `USBDEVICES`, `usbdevices`; agents of OCS send only those that have a serial number. */
export const usbDevices = defineSection({
  name: 'usbDevices',
  label: 'USB devices',
  description: 'USB devices that are plugged in.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'USBDEVICES', json: 'usbdevices' },
  identity: ['vendorId', 'productId', 'serial', 'name', 'description'],
  checksumBit: 2_097_152,
  columns: {
    name: text('Name', 'Name the system gives it.', { xml: 'NAME', search: true, listed: true }),
    caption: text('Caption', 'Model of the device.', { xml: 'CAPTION', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true, listed: true }),
    vendorId: text('Vendor id', 'USB number of the vendor.', {
      xml: 'VENDORID',
      letters: 'lower',
      search: true,
      listed: true,
    }),
    productId: text('Product id', 'USB number of the product.', {
      xml: 'PRODUCTID',
      letters: 'lower',
      search: true,
      listed: true,
    }),
    usbClass: text('Class', 'Number of the USB class.', { xml: 'CLASS' }),
    usbSubclass: text('Subclass', 'Number of the USB subclass.', { xml: 'SUBCLASS' }),
    type: text('Type', 'Kind of device.', { xml: 'TYPE', listed: true }),
    interface: text('Interface', 'Interface the device offers.', { xml: 'INTERFACE' }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION', listed: true }),
  },
});
