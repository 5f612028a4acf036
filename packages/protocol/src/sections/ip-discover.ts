import { defineSection, text } from '../define-section.ts';

/** Neighbours that an agent of OCS found on its network. Source: `IPDISCOVER/H`, OCS protocol. */
export const ipDiscover = defineSection({
  name: 'ipDiscover',
  label: 'Neighbours',
  description: 'Devices that answered on the network of the machine.',
  group: 'network',
  rows: 'many',
  wire: { xml: 'IPDISCOVER/H' },
  identity: ['mac', 'ip'],
  // Who answers differs from one scan to the next.
  volatile: true,
  columns: {
    ip: text('IP address', 'Address that answered.', { xml: 'I', search: true, listed: true }),
    mac: text('MAC address', 'Hardware address that answered.', {
      xml: 'M',
      letters: 'lower',
      search: true,
      listed: true,
    }),
    name: text('Name', 'Name of the address, or "-".', { xml: 'N', search: true, listed: true }),
  },
});
