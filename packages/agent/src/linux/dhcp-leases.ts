import { type Host, readNumber } from '../host/host.ts';

/** Address of the DHCP server that configured an interface, from the newest lease of whatever client runs; null without one. */
export async function readDhcpServers(host: Host, interfaceName: string): Promise<string | null> {
  return (
    (await fromNetworkd(host, interfaceName)) ??
    (await fromNetworkManager(host, interfaceName)) ??
    fromDhclient(host, interfaceName)
  );
}

async function fromNetworkd(host: Host, name: string): Promise<string | null> {
  const number = await readNumber(host, `/sys/class/net/${name}/ifindex`);
  const lease = number === null ? null : await host.read(`/run/systemd/netif/leases/${number}`);
  return /^SERVER_ADDRESS=(\S+)/m.exec(lease ?? '')?.[1] ?? null;
}

async function fromNetworkManager(host: Host, name: string): Promise<string | null> {
  const number = await readNumber(host, `/sys/class/net/${name}/ifindex`);
  const device = number === null ? null : await host.read(`/run/NetworkManager/devices/${number}`);
  return /^(?:dhcp_server_identifier|next-server)=(\S+)/m.exec(device ?? '')?.[1] ?? null;
}

const LEASE_FOLDERS = ['/var/lib/dhcp', '/var/lib/dhcp3', '/var/lib/dhclient', '/var/db'];

async function fromDhclient(host: Host, name: string): Promise<string | null> {
  let newest: { at: number; server: string } | null = null;
  for (const folder of LEASE_FOLDERS) {
    for (const file of (await host.list(folder)).filter((f) => /\.leases?$/.test(f) && f.includes('dhcl'))) {
      const at = (await host.stat(`${folder}/${file}`))?.modifiedMs ?? 0;
      const server = parseLeases((await host.read(`${folder}/${file}`)) ?? '', name);
      if (server !== null && (newest === null || at > newest.at)) newest = { at, server };
    }
  }
  return newest?.server ?? null;
}

/** Server of the last lease of an interface in a dhclient.leases(5) file. */
export function parseLeases(text: string, interfaceName: string): string | null {
  const leases = text.split(/^lease\s*\{/m).filter((lease) => lease.includes(`interface "${interfaceName}"`));
  return /dhcp-server-identifier\s+([\d.]+)/.exec(leases.at(-1) ?? '')?.[1] ?? null;
}
