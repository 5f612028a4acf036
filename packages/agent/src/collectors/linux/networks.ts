import { sections } from '@muster/protocol';
import { defineCollector, type Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';
import { toMask, toMask6, toSubnet, toSubnet6 } from '../../linux/addresses.ts';
import { readDhcpServers } from '../../linux/dhcp-leases.ts';
import { type Interface, type InterfaceAddress, readInterfaces } from '../../linux/interfaces.ts';
import { type DefaultRoute, readDefaultRoutes } from '../../linux/routes.ts';

type Network = Found<'networks'>;

/** Network interfaces, one row for each address; one without address has one row. */
export const linuxNetworks = defineCollector({
  name: 'linux/networks',
  section: sections.networks,
  platforms: ['linux'],
  async collect(host) {
    const [interfaces, routes] = await Promise.all([readInterfaces(host), readDefaultRoutes(host)]);
    if (interfaces.length === 0) return null;
    const rows = await Promise.all(interfaces.map((found) => toRows(host, found, routes)));
    return rows.flat();
  },
});

async function toRows(host: Host, found: Interface, routes: readonly DefaultRoute[]): Promise<Network[]> {
  const common = toCommon(found);
  const dhcp = found.ipv4.length === 0 ? null : await readDhcpServers(host, found.name);
  const rows = [
    ...found.ipv4.map((address) => ({ ...common, ...toIpv4(address, found.name, routes), dhcp })),
    ...found.ipv6.map((address) => ({ ...common, ...toIpv6(address) })),
  ];
  return rows.length === 0 ? [common] : rows;
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

function toIpv4({ address, prefixLength }: InterfaceAddress, name: string, routes: readonly DefaultRoute[]): Network {
  const subnet = toSubnet(address, prefixLength);
  const reachable = routes.find(
    (route) => route.interface === name && toSubnet(route.gateway, prefixLength) === subnet,
  );
  return { ip: address, mask: toMask(prefixLength), subnet, gateway: reachable?.gateway ?? null };
}

function toIpv6({ address, prefixLength, bytes }: InterfaceAddress): Network {
  return { ip6: address, mask6: toMask6(prefixLength), subnet6: toSubnet6(bytes ?? [], prefixLength) };
}
