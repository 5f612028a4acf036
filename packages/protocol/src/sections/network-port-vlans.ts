import { defineSection, flag, integer, text } from '../define-section.ts';

/** VLANs of a port. Source: `VLANS/VLAN` of a port, `vlans`. */
export const networkPortVlans = defineSection({
  name: 'networkPortVlans',
  label: 'VLANs',
  description: 'VLANs of the ports.',
  group: 'network',
  rows: 'many',
  parent: 'networkPorts',
  wire: { xml: 'VLANS/VLAN', json: 'vlans' },
  identity: ['number', 'name'],
  columns: {
    number: integer('Number', 'Number of the VLAN.', { xml: 'NUMBER', jsonAs: 'string', search: true, listed: true }),
    name: text('Name', 'Name of the VLAN.', { xml: 'NAME', search: true, listed: true }),
    tagged: flag('Tagged', 'Packets carry the number of the VLAN.', { xml: 'TAGGED', listed: true }),
  },
});
