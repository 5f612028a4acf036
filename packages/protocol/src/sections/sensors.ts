import { defineSection, real, text } from '../define-section.ts';

/** Sensors. Source: `SENSORS`, `sensors` of agents for Android, which leave the current in mA. */
export const sensors = defineSection({
  name: 'sensors',
  label: 'Sensors',
  description: 'Sensors built into the machine.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'SENSORS', json: 'sensors' },
  identity: ['name', 'type'],
  columns: {
    name: text('Name', 'Name of the sensor.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    type: text('Type', 'What it measures.', { xml: 'TYPE', search: true, listed: true }),
    version: text('Version', 'Its version.', { xml: 'VERSION', listed: true }),
    current: real('Current', 'Current it draws.', { xml: 'POWER', unit: 'mA' }),
  },
});
