import { defineSection, text, texts } from '../define-section.ts';

/**
 * What is at the other end of a port: a neighbour that told who it is, or hardware addresses seen there.
 *
 * Source: `CONNECTIONS/CONNECTION` of a port, `connections`. Addresses seen come and go, hence no history of them.
 */
export const networkPortConnections = defineSection({
  name: 'networkPortConnections',
  label: 'Connections',
  description: 'What is at the other end of the ports.',
  group: 'network',
  rows: 'many',
  parent: 'networkPorts',
  wire: { xml: 'CONNECTIONS/CONNECTION', json: 'connections' },
  identity: ['systemMac', 'systemName', 'portDescription'],
  columns: {
    macs: texts('MAC addresses', 'Hardware addresses seen at the port.', {
      xml: 'MAC',
      letters: 'lower',
      volatile: true,
      search: true,
      listed: true,
    }),
    ip: text('IP address', 'Address of the neighbour.', { xml: 'IP', search: true, listed: true }),
    systemMac: text('MAC address of the neighbour', 'Hardware address the neighbour tells.', {
      xml: 'SYSMAC',
      letters: 'lower',
      search: true,
      listed: true,
    }),
    systemName: text('Neighbour', 'Name the neighbour tells.', { xml: 'SYSNAME', search: true, listed: true }),
    systemDescription: text('Description', 'What the neighbour says of itself.', { xml: 'SYSDESCR', search: true }),
    model: text('Model', 'Model of the neighbour.', { xml: 'MODEL', search: true, listed: true }),
    portNumber: text('Port number', 'Number of the port of the neighbour.', { xml: 'IFNUMBER', jsonAs: 'integer' }),
    portDescription: text('Port', 'Name of the port of the neighbour.', { xml: 'IFDESCR', listed: true }),
  },
});
