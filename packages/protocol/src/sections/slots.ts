import { defineSection, integer, text } from '../define-section.ts';

/** Expansion slots of the mother board. Source: `SLOTS`, `slots`; `SHARED` is the old name of `PSHARE`. */
export const slots = defineSection({
  name: 'slots',
  label: 'Slots',
  description: 'Expansion slots of the mother board.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'SLOTS', json: 'slots' },
  identity: ['name', 'designation', 'description'],
  checksumBit: 8,
  columns: {
    name: text('Name', 'Name printed beside the slot.', {
      xml: 'NAME',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    description: text('Description', 'Kind of slot.', { xml: 'DESCRIPTION', search: true, listed: true }),
    designation: text('Designation', 'Number or place of the slot.', { xml: 'DESIGNATION', listed: true }),
    status: text('Status', 'Whether something is in it: used or free.', {
      xml: 'STATUS',
      spellings: { 'in use': 'used', used: 'used', available: 'free', free: 'free' },
      jsonPattern: '^(free|used)$',
      search: true,
      listed: true,
    }),
    purpose: text('Purpose', 'What it is for.', { xml: 'PURPOSE' }),
    shared: integer('Shared', 'Whether it shares its place with another slot.', { xml: ['PSHARE', 'SHARED'] }),
  },
});
