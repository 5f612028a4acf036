import { defineSection, text } from '../define-section.ts';

/**
 * Controllers on the buses of the machine, PCI in the first place.
 *
 * Source: `CONTROLLERS`, `controllers`. In documents of OCS agents for Unix `TYPE` is the revision, in others the kind
 * (`ocs-controllers.ts`); `PCIID` is the vendor and product in one ("8086:1237").
 */
export const controllers = defineSection({
  name: 'controllers',
  label: 'Controllers',
  description: 'Controllers on the buses of the machine.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'CONTROLLERS', json: 'controllers' },
  identity: ['pciSlot', 'name', 'manufacturer', 'type'],
  checksumBit: 32,
  columns: {
    name: text('Name', 'Name of the controller.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    type: text('Type', 'Kind of controller.', { xml: 'TYPE', ocs: [], search: true, listed: true }),
    caption: text('Caption', 'Model of the controller.', { xml: 'CAPTION', listed: true }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION' }),
    model: text('Model', 'Model its maker gives.', { xml: 'MODEL' }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true }),
    revision: text('Revision', 'Revision of the hardware.', { xml: 'REV', ocs: ['TYPE', 'REV'] }),
    version: text('Version', 'Version of the hardware or its driver.', { xml: 'VERSION' }),
    driver: text('Driver', 'Kernel driver that runs it.', { xml: 'DRIVER', search: true, listed: true }),
    pciClass: text('PCI class', 'Class and subclass, four hexadecimal digits.', { xml: 'PCICLASS' }),
    pciSlot: text('PCI slot', 'Place on the bus.', { xml: 'PCISLOT', listed: true }),
    vendorId: text('Vendor id', 'PCI number of the vendor.', { xml: 'VENDORID', search: true }),
    productId: text('Product id', 'PCI number of the product.', { xml: 'PRODUCTID', search: true }),
    pciId: text('PCI id', 'Numbers of vendor and product in one.', { xml: 'PCIID' }),
    pciSubsystemId: text('PCI subsystem id', 'Numbers of the card maker and card.', { xml: 'PCISUBSYSTEMID' }),
  },
});
