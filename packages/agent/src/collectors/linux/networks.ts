import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toMask, toMask6, toSubnet, toSubnet6 } from '../../linux/addresses.ts';
import { readDhcpServers } from '../../linux/dhcp-leases.ts';
import { readCardFirmware } from '../../linux/ethtool.ts';
import { readFibreChannel } from '../../linux/fibre-channel.ts';
import { type Interface, type InterfaceAddress, readInterfaces } from '../../linux/interfaces.ts';
import { readMacvlans } from '../../linux/macvlan.ts';
import { readManagementCards } from '../../linux/management-cards.ts';
import { type PciDevice, readPciDevices } from '../../linux/pci-devices.ts';
import { type DefaultRoute, readDefaultRoutes } from '../../linux/routes.ts';
import { readWifi } from '../../linux/wifi.ts';

type Network = Found<'networks'>;

/**
 * Network interfaces, one row for each address; one without address has one row.
 *
 * Also ports of Fibre Channel, the management card of servers, and containers that stand on the network by themselves.
 */
export const linuxNetworks = defineCollector({
  name: 'linux/networks',
  section: sections.networks,
  platforms: ['linux'],
  async collect(host) {
    const [interfaces, routes, others] = await Promise.all([
      readInterfaces(host),
      readDefaultRoutes(host),
      Promise.all([readFibreChannel(host), readManagementCards(host), readMacvlans(host)]),
    ]);
    const rows = await Promise.all(interfaces.map((found) => toRows(host, found, routes)));
    const all = [...rows.flat(), ...others.flat()];
    return all.length === 0 ? null : all;
  },
});

async function toRows(host: Host, found: Interface, routes: readonly DefaultRoute[]): Promise<Network[]> {
  const common = { ...toCommon(found), ...(await readCard(host, found)) };
  const dhcp = found.ipv4.length === 0 ? null : await readDhcpServers(host, found.name);
  const rows = [
    ...found.ipv4.map((address) => ({ ...common, ...toIpv4(address, found.name, routes), dhcp })),
    ...found.ipv6.map((address) => ({ ...common, ...toIpv6(address) })),
  ];
  return rows.length === 0 ? [common] : rows;
}

/** What is known of the hardware: names of the card, its firmware, and for Wi-Fi what it is connected to. */
async function readCard(host: Host, found: Interface): Promise<Network> {
  if (found.virtual) return {};
  const wifi = found.type === 'wifi' ? await readWifi(host, found.name) : null;
  const cards = found.pciSlot === null ? [] : await readPciDevices(host);
  const card = cards.find(({ slot }) => slot === found.pciSlot?.replace(/^0000:/, ''));
  // Drivers of virtual cards have none.
  const firmware = /^(?:virtio_net|vmxnet3|hv_netvsc|xen|veth)/.test(found.driver ?? '')
    ? null
    : await readCardFirmware(host, found.name);
  return {
    manufacturer: card?.vendorName ?? null,
    model: card?.subsystemName ?? card?.deviceName ?? null,
    // Paravirtual devices stand on a device of the bus, which alone has the numbers.
    ...(found.pciId !== null || card === undefined ? {} : { pciId: toPciId(card) }),
    firmware,
    ...(wifi === null
      ? {}
      : {
          wifiSsid: wifi.ssid,
          wifiBssid: wifi.bssid,
          wifiMode: wifi.mode,
          wifiVersion: wifi.version,
          speed: found.speedMbit ?? wifi.speedMbit,
        }),
  };
}

function toPciId({ vendorId, deviceId, subVendorId, subDeviceId }: PciDevice): string {
  return [vendorId, deviceId, subVendorId, subDeviceId].filter((id) => id !== null).join(':');
}

function toCommon(found: Interface): Network {
  return {
    name: found.name,
    type: found.type,
    status: found.status,
    mac: found.mac,
    mtu: found.mtu,
    speed: found.speedMbit,
    duplex: found.duplex,
    driver: found.driver,
    pciSlot: found.pciSlot?.replace(/^0000:/, '') ?? null,
    pciId: found.pciId,
    virtual: found.virtual,
    slaves: found.members.join('/') || null,
    base: found.base,
  };
}

function toIpv4(
  { address, prefixLength, label }: InterfaceAddress,
  name: string,
  routes: readonly DefaultRoute[],
): Network {
  const subnet = toSubnet(address, prefixLength);
  const reachable = routes.find(
    (route) => route.interface === name && toSubnet(route.gateway, prefixLength) === subnet,
  );
  return {
    ip: address,
    mask: toMask(prefixLength),
    subnet,
    gateway: reachable?.gateway ?? null,
    ...(label === undefined ? {} : { name: label, type: 'alias', base: name, virtual: true, slaves: null }),
  };
}

function toIpv6({ address, prefixLength, bytes }: InterfaceAddress): Network {
  return { ip6: address, mask6: toMask6(prefixLength), subnet6: toSubnet6(bytes ?? [], prefixLength) };
}
