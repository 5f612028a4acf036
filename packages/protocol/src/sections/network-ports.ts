import { defineSection, flag, integer, text, texts } from '../define-section.ts';
import { IP_ADDRESS } from '../json-patterns.ts';

/**
 * Ports of a network device.
 *
 * Source: `DEVICE/PORTS/PORT` of SNMPQUERY, `network_ports`; numbers as in the interfaces MIB (RFC 2863) and the
 * EtherLike MIB.
 */
export const networkPorts = defineSection({
  name: 'networkPorts',
  label: 'Ports',
  description: 'Ports of the network device.',
  group: 'network',
  rows: 'many',
  wire: { device: 'PORTS/PORT', json: 'network_ports' },
  identity: ['number', 'name'],
  columns: {
    number: integer('Number', 'Number of the port in the device (ifIndex).', {
      xml: 'IFNUMBER',
      search: true,
      listed: true,
    }),
    name: text('Name', 'Short name of the port.', { xml: 'IFNAME', search: true, listed: true }),
    description: text('Description', 'Full name of the port.', { xml: 'IFDESCR', search: true, listed: true }),
    alias: text('Alias', 'What somebody wrote about the port.', { xml: 'IFALIAS', search: true, listed: true }),
    type: integer('Type', 'Kind of port, by the numbers of IANA: 6 is Ethernet.', { xml: 'IFTYPE', search: true }),
    status: integer(
      'Status',
      'Whether it works: 1 up, 2 down, 3 testing, 4 unknown, 5 dormant, 6 absent, 7 lower layer down.',
      {
        xml: 'IFSTATUS',
        search: true,
        listed: true,
      },
    ),
    adminStatus: integer('Wanted status', 'Whether it is to work: 1 up, 2 down, 3 testing.', {
      xml: 'IFINTERNALSTATUS',
      search: true,
      listed: true,
    }),
    speed: integer('Speed', 'Speed of the port.', { xml: 'IFSPEED', unit: 'bit/s', search: true, listed: true }),
    duplex: integer('Duplex', 'Whether it sends while it receives: 1 unknown, 2 half, 3 full.', {
      xml: 'IFPORTDUPLEX',
    }),
    mtu: integer('MTU', 'Largest packet.', { xml: 'IFMTU', unit: 'B' }),
    mac: text('MAC address', 'Hardware address.', { xml: 'MAC', letters: 'lower', search: true, listed: true }),
    ips: texts('IP addresses', 'Its addresses.', {
      xml: ['IPS/IP', 'IP'],
      json: ['ips', 'ip'],
      jsonPattern: IP_ADDRESS,
      search: true,
    }),
    trunk: flag('Trunk', 'It carries several VLANs.', { xml: 'TRUNK', search: true, listed: true }),
    aggregate: texts('Members', 'Numbers of the ports it is made of.', {
      xml: 'AGGREGATE/PORT',
      json: 'aggregate',
      jsonAs: 'integer',
    }),
    lldp: flag('Neighbour known', 'The device at the other end told who it is (LLDP, CDP, EDP).', {
      xml: 'CONNECTIONS/CDP',
      json: 'lldp',
      listed: true,
    }),
    lastChange: text('Last change', 'When its status last changed, as uptime of the device.', {
      xml: 'IFLASTCHANGE',
      volatile: true,
    }),
    bytesIn: integer('Received', 'Bytes received.', {
      xml: 'IFINOCTETS',
      json: 'ifinbytes',
      unit: 'B',
      volatile: true,
    }),
    bytesOut: integer('Sent', 'Bytes sent.', { xml: 'IFOUTOCTETS', json: 'ifoutbytes', unit: 'B', volatile: true }),
    errorsIn: integer('Errors received', 'Packets received with errors.', { xml: 'IFINERRORS', volatile: true }),
    errorsOut: integer('Errors sent', 'Packets not sent because of errors.', { xml: 'IFOUTERRORS', volatile: true }),
  },
});
