import { defineSection, integer, text, texts } from '../define-section.ts';
import { IP_ADDRESS } from '../json-patterns.ts';

/**
 * A network device as a whole: switch, router, printer…
 *
 * Source: `DEVICE/INFO` of SNMPQUERY, `network_device`. Old agents number the type: 1 computer, 2 networking, 3 printer.
 * `COMMENTS` on the XML wire is the description (sysDescr).
 */
export const networkDevice = defineSection({
  name: 'networkDevice',
  label: 'Device',
  description: 'The network device as a whole.',
  group: 'system',
  rows: 'one',
  wire: { device: 'INFO', json: 'network_device' },
  identity: [],
  columns: {
    name: text('Name', 'Name the device has.', { xml: 'NAME', search: true, listed: true }),
    type: text('Type', 'Networking, Printer, Storage, Power…', {
      xml: 'TYPE',
      jsonRequired: true,
      spellings: {
        '1': 'Computer',
        '2': 'Networking',
        '3': 'Printer',
        computer: 'Computer',
        networking: 'Networking',
        printer: 'Printer',
        storage: 'Storage',
        power: 'Power',
        phone: 'Phone',
        video: 'Video',
        kvm: 'KVM',
        unmanaged: 'Unmanaged',
      },
      jsonPattern: '^(Unmanaged|Computer|Networking|Printer|Storage|Power|Phone|Video|KVM)$',
      search: true,
      listed: true,
    }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: ['MANUFACTURER', 'VENDOR'], search: true, listed: true }),
    model: text('Model', 'Model of the device.', { xml: 'MODEL', search: true, listed: true }),
    serial: text('Serial number', 'Its serial number.', { xml: 'SERIAL', search: true, listed: true }),
    mac: text('MAC address', 'Hardware address.', {
      xml: ['MAC', 'MACADDR'],
      letters: 'lower',
      search: true,
      listed: true,
    }),
    ips: texts('IP addresses', 'All its addresses.', {
      xml: ['IPS/IP', 'IP'],
      json: ['ips', 'ip'],
      jsonPattern: IP_ADDRESS,
      search: true,
      listed: true,
    }),
    firmware: text('Firmware', 'Version of its firmware.', { xml: 'FIRMWARE', search: true, listed: true }),
    description: text('Description', 'What the device says of itself.', {
      xml: ['COMMENTS', 'DESCRIPTION'],
      json: ['description', 'comments'],
      search: true,
      listed: true,
    }),
    location: text('Location', 'Where it stands, as set in the device.', {
      xml: 'LOCATION',
      search: true,
      listed: true,
    }),
    contact: text('Contact', 'Who looks after it, as set in the device.', {
      xml: 'CONTACT',
      search: true,
      listed: true,
    }),
    assetTag: text('Asset tag', 'Asset tag set in the device.', { xml: 'ASSETTAG', search: true }),
    uptime: text('Uptime', 'How long it has been running, as the agent prints it.', { xml: 'UPTIME', volatile: true }),
    cpuUsage: integer('CPU', 'Load of its processor.', { xml: 'CPU', unit: '%', volatile: true }),
    memory: integer('Free memory', 'Memory it has free.', { xml: 'MEMORY', unit: 'MiB', volatile: true }),
    ram: integer('Memory', 'Memory it has.', {
      xml: 'RAM',
      unit: 'MiB',
      reads: 'mebibytes',
      search: true,
      listed: true,
    }),
    credentials: integer('Credentials', 'Number of the credentials the server knows.', {
      xml: ['CREDENTIALS', 'AUTHSNMP'],
    }),
    serverId: text('Server id', 'Number the asking server gave the device.', { xml: 'ID' }),
  },
});
