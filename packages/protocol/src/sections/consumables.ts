import { defineSection, integer, text } from '../define-section.ts';

/** Supplies of a printer in detail. Source: `consumables` of GLPI JSON. */
export const consumables = defineSection({
  name: 'consumables',
  label: 'Consumables',
  description: 'Supplies of the printer in detail.',
  group: 'devices',
  rows: 'many',
  wire: { device: 'CONSUMABLES', json: 'consumables' },
  identity: ['type', 'color'],
  columns: {
    type: text('Type', 'Toner, drum…', { xml: 'TYPE', search: true, listed: true }),
    color: text('Colour', 'Its colour.', { xml: 'COLOR', search: true, listed: true }),
    value: text('Level', 'What is left.', { xml: 'VALUE', volatile: true, search: true, listed: true }),
    unit: text('Unit', 'Unit of the level.', { xml: 'UNIT', listed: true }),
    maximum: integer('When full', 'Level of a new one, in the unit beside it.', { xml: 'MAX', listed: true }),
  },
});
