import { defineSection, flag, integer, text } from '../define-section.ts';

/** Power supplies. Source: `POWERSUPPLIES`, `powersupplies`; "260 W" from some agents, 260 from others. */
export const powerSupplies = defineSection({
  name: 'powerSupplies',
  label: 'Power supplies',
  description: 'Power supplies.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'POWERSUPPLIES', json: 'powersupplies' },
  identity: ['name', 'serial', 'location'],
  columns: {
    name: text('Name', 'Name of the power supply.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Model of the power supply.', { xml: 'MODEL', listed: true }),
    partNumber: text('Part number', 'Part number of its manufacturer.', {
      xml: ['PARTNUM', 'PARTNUMBER'],
      ocs: ['PARTNUMBER', 'PARTNUM'],
      json: 'partnum',
      search: true,
      listed: true,
    }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIALNUMBER', search: true, listed: true }),
    maximumPower: integer('Power', 'Largest power it delivers.', {
      xml: ['POWER_MAX', 'POWERMAX'],
      ocs: ['POWERMAX', 'POWER_MAX'],
      json: 'power_max',
      unit: 'W',
      reads: 'watts',
      search: true,
      listed: true,
    }),
    status: text('Status', 'State the firmware gives.', { xml: 'STATUS', listed: true }),
    location: text('Place', 'Where in the machine it is.', { xml: 'LOCATION' }),
    plugged: flag('Plugged in', 'It is plugged in.', { xml: 'PLUGGED' }),
    hotReplaceable: flag('Hot-swappable', 'It can be replaced while the machine runs.', { xml: 'HOTREPLACEABLE' }),
  },
});
