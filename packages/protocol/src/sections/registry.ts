import { defineSection, text } from '../define-section.ts';

/** Values of the Windows registry that an administrator asked for. Source: `REGISTRY`, OCS protocol. */
export const registry = defineSection({
  name: 'registry',
  label: 'Registry',
  description: 'Values of the Windows registry that an administrator asked for.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'REGISTRY', json: 'registry' },
  identity: ['name'],
  checksumBit: 16,
  columns: {
    name: text('Name', 'Name of the query.', { xml: 'NAME', search: true, listed: true }),
    value: text('Value', 'Value found.', { xml: 'REGVALUE', search: true, listed: true }),
    hive: text('Hive', 'Branch of the registry the value stands in.', { xml: ['HIVE', 'REGTREE'] }),
    path: text('Path', 'Key the value stands in.', { xml: 'REGKEY' }),
  },
});
