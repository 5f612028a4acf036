import { defineSection, text } from '../define-section.ts';

/** Connectors of the mother board. Source: `PORTS`, `ports`; not the ports of network equipment. */
export const ports = defineSection({
  name: 'ports',
  label: 'Connectors',
  description: 'Connectors of the mother board.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'PORTS', json: 'ports' },
  identity: ['name', 'type', 'caption', 'description'],
  checksumBit: 128,
  columns: {
    type: text('Type', 'What the connector is for.', { xml: 'TYPE', jsonRequired: true, listed: true }),
    name: text('Name', 'Name printed on the board.', { xml: 'NAME', listed: true }),
    caption: text('Caption', 'Connector on the outside.', { xml: 'CAPTION', listed: true }),
    description: text('Description', 'Connector on the inside.', { xml: 'DESCRIPTION', listed: true }),
  },
});
