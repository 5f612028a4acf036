import { date, defineSection, integer, text } from '../define-section.ts';

/**
 * Batteries.
 *
 * Source: `BATTERIES`, `batteries`. Agents of OCS name the capacity, voltage, date and serial number differently, send
 * "68000 mWh" and "7600 mV", and the date with the month first; FusionInventory has the day first.
 */
export const batteries = defineSection({
  name: 'batteries',
  label: 'Batteries',
  description: 'Batteries.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'BATTERIES', json: 'batteries' },
  identity: ['name', 'serial'],
  checksumBit: 1_048_576,
  columns: {
    name: text('Name', 'Model of the battery.', { xml: 'NAME', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', {
      xml: ['SERIAL', 'SERIALNUMBER'],
      ocs: ['SERIALNUMBER', 'SERIAL'],
      search: true,
      listed: true,
    }),
    chemistry: text('Chemistry', 'Lithium Ion…', { xml: 'CHEMISTRY', listed: true }),
    capacity: integer('Capacity', 'Capacity it was made for.', {
      xml: ['CAPACITY', 'DESIGNCAPACITY'],
      ocs: ['DESIGNCAPACITY', 'CAPACITY'],
      json: 'capacity',
      unit: 'mWh',
      reads: 'milliwattHours',
      search: true,
      listed: true,
    }),
    realCapacity: integer('Real capacity', 'Capacity it still has when full.', {
      xml: 'REAL_CAPACITY',
      unit: 'mWh',
      reads: 'milliwattHours',
      volatile: true,
      search: true,
      listed: true,
    }),
    voltage: integer('Voltage', 'Voltage it was made for, or has now.', {
      xml: ['VOLTAGE', 'DESIGNVOLTAGE'],
      ocs: ['DESIGNVOLTAGE', 'VOLTAGE'],
      json: 'voltage',
      unit: 'mV',
      reads: 'millivolts',
      volatile: true,
      listed: true,
    }),
    manufacturedOn: date('Made on', 'When it was made.', {
      xml: ['DATE', 'MANUFACTUREDATE'],
      ocs: ['MANUFACTUREDATE', 'DATE'],
      json: 'date',
      monthFirst: 'ocs',
      listed: true,
    }),
    level: integer('Charge', 'How full it is.', {
      xml: ['LEVEL', 'ESTIMATEDCHARGEREMAINING'],
      ocs: ['ESTIMATEDCHARGEREMAINING', 'LEVEL'],
      json: ['level', 'estimatedchargeremaining'],
      unit: '%',
      reads: 'percent',
      volatile: true,
    }),
    cycles: integer('Cycles', 'How often it was charged.', { xml: 'CYCLES', volatile: true, search: true }),
    health: text('Health', 'State of the battery as the system sees it.', { xml: 'HEALTH', search: true }),
    status: text('Status', 'Whether it is being charged.', { xml: 'STATUS', volatile: true }),
    temperature: text('Temperature', 'Temperature, as the system prints it.', { xml: 'TEMPERATURE', volatile: true }),
    location: text('Place', 'Where in the machine it is.', { xml: 'LOCATION' }),
    description: text('Description', 'What the system says of it.', { xml: 'DESCRIPTION' }),
    maximumError: text('Measuring error', 'Largest error of its charge measurement, in percent.', { xml: 'MAXERROR' }),
    oemInformation: text('Maker information', 'What its maker wrote into the firmware.', { xml: 'OEMSPECIFIC' }),
    sbdsVersion: text('Smart Battery version', 'Version of the Smart Battery specification.', { xml: 'SBDSVERSION' }),
  },
});
