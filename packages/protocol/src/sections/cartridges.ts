import { defineSection, text } from '../define-section.ts';

/**
 * Levels of a printer's supplies.
 *
 * Source: `DEVICE/CARTRIDGES`, `cartridges`: free names (TONERBLACK, DRUMCYAN, WASTETONER…) and what is left: a
 * percentage, OK, WARNING or BAD, or a number with its unit ("900pages").
 */
export const cartridges = defineSection({
  name: 'cartridges',
  label: 'Cartridges',
  description: 'What is left in the cartridges of the printer.',
  group: 'devices',
  rows: 'map',
  wire: { device: 'CARTRIDGES', json: 'cartridges' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Which cartridge, in lower case: tonerblack, drumcyan…', {
      letters: 'lower',
      search: true,
      listed: true,
    }),
    value: text('Level', 'What is left: a percentage, OK, WARNING, BAD, or a number with its unit.', {
      volatile: true,
      search: true,
      listed: true,
    }),
  },
});
