import { defineSection, flag, integer, text } from '../define-section.ts';

/**
 * Memory modules; empty slots too, without capacity.
 *
 * Source: `MEMORIES`, `memories`. The speed is a text on every wire: "1333 MHz", "1600 MT/s", "3200".
 */
export const memories = defineSection({
  name: 'memories',
  label: 'Memory',
  description: 'Memory modules and their slots.',
  group: 'processor',
  rows: 'many',
  wire: { xml: 'MEMORIES', json: 'memories' },
  identity: ['slot', 'caption', 'serial'],
  checksumBit: 4,
  columns: {
    slot: integer('Slot', 'Number of the slot.', { xml: 'NUMSLOTS', listed: true }),
    caption: text('Caption', 'Name of the slot.', { xml: 'CAPTION', listed: true }),
    capacity: integer('Capacity', 'Capacity of the module; nothing in an empty slot.', {
      xml: 'CAPACITY',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
      listed: true,
    }),
    type: text('Type', 'DDR4, LPDDR5…', { xml: 'TYPE', search: true, listed: true }),
    speed: text('Speed', 'Speed as the firmware prints it, in MHz or MT/s.', {
      xml: 'SPEED',
      search: true,
      listed: true,
    }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Part number.', { xml: 'MODEL', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', {
      xml: ['SERIALNUMBER', 'SERIAL'],
      json: ['serialnumber', 'serial'],
      search: true,
      listed: true,
    }),
    description: text('Description', 'Shape, or what the system says of it.', { xml: 'DESCRIPTION' }),
    formFactor: text('Form factor', 'Shape of the module.', { xml: 'FORMFACTOR' }),
    purpose: text('Purpose', 'What it is for.', { xml: 'PURPOSE' }),
    errorCorrection: text('Error correction', 'How errors are corrected: None, Single-bit ECC…', {
      xml: ['MEMORYCORRECTION', 'ERRORCORRECTIONTYPE'],
      ocs: ['ERRORCORRECTIONTYPE', 'MEMORYCORRECTION'],
      json: 'memorycorrection',
    }),
    removable: flag('Removable', 'It can be removed.', { xml: 'REMOVABLE' }),
  },
});
