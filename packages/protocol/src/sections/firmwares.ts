import { date, defineSection, text } from '../define-section.ts';

/** Firmware of devices inside the machine and of network equipment. Source: `FIRMWARES`, `firmwares`. */
export const firmwares = defineSection({
  name: 'firmwares',
  label: 'Firmware',
  description: 'Firmware of the machine and of the devices in it.',
  group: 'system',
  rows: 'many',
  wire: { xml: 'FIRMWARES', json: 'firmwares', device: 'FIRMWARES' },
  identity: ['name', 'type', 'description'],
  columns: {
    name: text('Name', 'What it belongs to.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    version: text('Version', 'Its version.', { version: true, xml: 'VERSION', search: true, listed: true }),
    type: text('Type', 'Kind of device.', { xml: 'TYPE', listed: true }),
    description: text('Description', 'What the device says of it.', { xml: 'DESCRIPTION', listed: true }),
    releasedOn: date('Date', 'Date of the firmware.', { xml: 'DATE', listed: true }),
  },
});
