import { defineSection, flag, integer, real, text } from '../define-section.ts';
import { IPV4 } from '../json-patterns.ts';

/**
 * Network interfaces, one row for each interface and address.
 *
 * Source: `NETWORKS`, `networks`. The name of the interface travels as `DESCRIPTION`. Agents of OCS put IPv6 addresses
 * into the fields of IPv4 and name the Wi-Fi fields without prefix. The speed is a text in JSON, and "10 Gbps" from agents of OCS;
 * Linux prints absurd values for some virtual interfaces, hence a real number.
 */
export const networks = defineSection({
  name: 'networks',
  label: 'Network interfaces',
  description: 'Network interfaces and their addresses.',
  group: 'network',
  rows: 'many',
  wire: { xml: 'NETWORKS', json: 'networks' },
  // Addresses are no part of it: a new lease is a change of the interface, not its removal and arrival.
  identity: ['name', 'mac'],
  checksumBit: 4_096,
  columns: {
    name: text('Interface', 'Name of the interface.', {
      xml: 'DESCRIPTION',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    type: text('Type', 'ethernet, wifi, loopback, bridge…', {
      xml: 'TYPE',
      letters: 'lower',
      spellings: { local: 'loopback' },
      jsonPattern: '^(ethernet|wifi|infiniband|aggregate|alias|dialup|loopback|bridge|fibrechannel|bluetooth)$',
      search: true,
      listed: true,
    }),
    status: text('Status', 'Whether it works: up, down…', {
      xml: 'STATUS',
      letters: 'lower',
      jsonPattern: '^(up|down|dormant|notpresent|lowerlayerdown|unknown|testing)$',
      search: true,
      listed: true,
    }),
    mac: text('MAC address', 'Hardware address.', {
      xml: 'MACADDR',
      json: ['mac', 'macaddr'],
      letters: 'lower',
      search: true,
      listed: true,
    }),
    ip: text('IP address', 'IPv4 address.', {
      xml: 'IPADDRESS',
      jsonPattern: IPV4,
      search: true,
      listed: true,
    }),
    mask: text('Mask', 'Mask of the subnet.', { xml: 'IPMASK', listed: true }),
    subnet: text('Subnet', 'Address of the subnet.', { xml: 'IPSUBNET', search: true, listed: true }),
    ip6: text('IPv6 address', 'IPv6 address.', { xml: 'IPADDRESS6', search: true, listed: true }),
    mask6: text('IPv6 mask', 'Mask of the IPv6 subnet.', { xml: 'IPMASK6' }),
    subnet6: text('IPv6 subnet', 'Address of the IPv6 subnet.', { xml: 'IPSUBNET6' }),
    gateway: text('Gateway', 'Address of the gateway.', { xml: 'IPGATEWAY', search: true, listed: true }),
    dhcp: text('DHCP server', 'Server that gave the address.', { xml: 'IPDHCP', search: true }),
    speed: real('Speed', 'Speed of the link.', {
      xml: 'SPEED',
      unit: 'Mbit/s',
      reads: 'megabitsPerSecond',
      jsonAs: 'string',
      search: true,
      listed: true,
    }),
    duplex: text('Duplex', 'Full or Half.', { xml: 'DUPLEX' }),
    mtu: integer('MTU', 'Largest packet.', { xml: 'MTU', unit: 'B' }),
    virtual: flag('Virtual', 'It is no hardware.', { xml: 'VIRTUALDEV', listed: true }),
    management: flag('Management', 'It belongs to a management controller.', { xml: 'MANAGEMENT' }),
    driver: text('Driver', 'Kernel driver that runs it.', { xml: 'DRIVER', search: true }),
    firmware: text('Firmware', 'Version of its firmware.', { xml: 'FIRMWARE' }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true }),
    model: text('Model', 'Model of the card.', { xml: 'MODEL', search: true }),
    pciSlot: text('PCI slot', 'Place on the bus.', { xml: 'PCISLOT' }),
    pciId: text('PCI id', 'Numbers of vendor, product and subsystem.', { xml: 'PCIID' }),
    pnpDeviceId: text('PnP device id', 'Device identifier; Windows only.', { xml: 'PNPDEVICEID' }),
    base: text('Base interface', 'Interface this one is built on.', { xml: 'BASE' }),
    slaves: text('Members', 'Interfaces this one is made of, joined by "/".', {
      xml: ['SLAVES', 'SLAVE'],
      ocs: ['SLAVE', 'SLAVES'],
      json: ['slaves', 'slave'],
    }),
    typeMib: text('MIB type', 'Kind in the words of the interfaces MIB.', { xml: 'TYPEMIB' }),
    wwn: text('WWN', 'World wide name; Fibre Channel only.', { xml: 'WWN' }),
    wifiSsid: text('Wi-Fi network', 'Name of the Wi-Fi network.', {
      xml: ['WIFI_SSID', 'SSID'],
      ocs: ['SSID', 'WIFI_SSID'],
      json: ['wifi_ssid', 'ssid'],
      search: true,
    }),
    wifiBssid: text('Wi-Fi access point', 'Hardware address of the access point.', {
      xml: ['WIFI_BSSID', 'BSSID'],
      ocs: ['BSSID', 'WIFI_BSSID'],
      json: ['wifi_bssid', 'bssid'],
      volatile: true,
    }),
    wifiMode: text('Wi-Fi mode', 'Managed, Ad-Hoc…', {
      xml: ['WIFI_MODE', 'MODE'],
      ocs: ['MODE', 'WIFI_MODE'],
      json: ['wifi_mode', 'mode'],
    }),
    wifiVersion: text('Wi-Fi version', 'Standard of the Wi-Fi link.', {
      xml: ['WIFI_VERSION', 'VERSION'],
      ocs: ['VERSION', 'WIFI_VERSION'],
      json: ['wifi_version', 'version'],
    }),
  },
});
