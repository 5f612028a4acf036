import { defineSection, integer, text } from '../define-section.ts';

/** Sockets on which the machine waits for others. Source: `LISTENINGPORTS`, `listening_ports`, ours. */
export const listeningPorts = defineSection({
  name: 'listeningPorts',
  label: 'Open ports',
  description: 'Ports on which the machine waits for connections.',
  group: 'network',
  rows: 'many',
  wire: { xml: 'LISTENINGPORTS', json: 'listening_ports' },
  identity: ['protocol', 'address', 'port'],
  columns: {
    protocol: text('Protocol', 'tcp or udp.', { xml: 'PROTOCOL', letters: 'lower', search: true, listed: true }),
    address: text('Address', 'Address it is bound to; 0.0.0.0 and :: are all.', {
      xml: 'ADDRESS',
      search: true,
      listed: true,
    }),
    port: integer('Port', 'Number of the port.', { xml: 'PORT', search: true, listed: true }),
    process: text('Process', 'Program that waits there.', { xml: 'PROCESS', search: true, listed: true }),
    account: text('Account', 'Account that opened it.', { xml: 'ACCOUNT', search: true, listed: true }),
    pid: integer('PID', 'Number of that process.', { xml: 'PID', volatile: true }),
  },
});
