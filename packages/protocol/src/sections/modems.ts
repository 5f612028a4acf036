import { defineSection, text, texts } from '../define-section.ts';

/** Modems. Source: `MODEMS`, `modems`, also of network equipment. */
export const modems = defineSection({
  name: 'modems',
  label: 'Modems',
  description: 'Modems.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'MODEMS', json: 'modems', device: 'MODEMS' },
  identity: ['name', 'serial', 'description'],
  checksumBit: 2_048,
  columns: {
    name: text('Name', 'Name the system gives it.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Model of the modem.', { xml: 'MODEL', search: true, listed: true }),
    type: text('Type', 'Kind of modem.', { xml: 'TYPE', listed: true }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION', listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true }),
    imei: texts('IMEI', 'Numbers that identify it in mobile networks.', { xml: 'IMEI', search: true }),
  },
});
