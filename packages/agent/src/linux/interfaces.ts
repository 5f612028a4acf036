import { type Host, once, readLinkName, readNumber, readValue } from '../host/host.ts';
import { formatAddress6, parseAddress6 } from './addresses.ts';
import { readLink } from './ethtool.ts';

export type InterfaceAddress = {
  readonly address: string;
  readonly prefixLength: number;
  readonly bytes: number[] | null;
  /** Of an address that has a name of its own, such as `eth0:1`. */
  readonly label?: string;
};

export type Interface = {
  readonly name: string;
  readonly type: string | null;
  readonly status: 'up' | 'down';
  readonly mac: string | null;
  readonly mtu: number | null;
  readonly speedMbit: number | null;
  readonly duplex: string | null;
  readonly driver: string | null;
  readonly pciSlot: string | null;
  readonly pciId: string | null;
  readonly virtual: boolean;
  readonly members: readonly string[];
  readonly base: string | null;
  readonly ipv4: readonly InterfaceAddress[];
  readonly ipv6: readonly InterfaceAddress[];
};

const FOLDER = '/sys/class/net';

/** Network interfaces with their addresses, in the order of the kernel's numbers. */
export function readInterfaces(host: Host): Promise<readonly Interface[]> {
  return once(host, 'interfaces', async () => {
    const names = await host.list(FOLDER);
    if (names.length === 0) return askPrograms(host);
    const [ipv4, ipv6] = await Promise.all([readIpv4(host, names), readIpv6(host)]);
    const numbered = await Promise.all(
      names.map(async (name) => ({
        number: (await readNumber(host, `${FOLDER}/${name}/ifindex`)) ?? Number.MAX_SAFE_INTEGER,
        found: await readInterface(host, name, ipv4.get(name) ?? [], ipv6.get(name) ?? []),
      })),
    );
    return numbered
      .filter(({ number, found }) => number !== Number.MAX_SAFE_INTEGER || found.mac !== null)
      .sort((a, b) => a.number - b.number)
      .map(({ found }) => found);
  });
}

/** Of systems whose `/sys` cannot be seen. */
async function askPrograms(host: Host): Promise<readonly Interface[]> {
  const { parseIfconfig, parseIpAddr } = await import('./ip-addr.ts');
  const told = parseIpAddr((await host.run('ip', ['addr', 'show'], { timeoutMs: 10_000 })) ?? '');
  const found =
    told.length > 0 ? told : parseIfconfig((await host.run('ifconfig', ['-a'], { timeoutMs: 10_000 })) ?? '');
  return Promise.all(
    found.map(async ({ kind, ...rest }) => ({
      ...rest,
      type: kind === null ? null : (LINKS[kind] ?? null),
      ...(kind === 'ether' ? await readLink(host, rest.name) : { speedMbit: null, duplex: null }),
      driver: null,
      pciSlot: null,
      pciId: null,
      virtual: kind === 'loopback',
      members: [],
      base: null,
    })),
  );
}

/** What `ip` calls kinds of links. */
const LINKS: Readonly<Record<string, string>> = {
  ether: 'ethernet',
  loopback: 'loopback',
  infiniband: 'infiniband',
  ppp: 'dialup',
};

async function readInterface(
  host: Host,
  name: string,
  ipv4: readonly InterfaceAddress[],
  ipv6: readonly InterfaceAddress[],
): Promise<Interface> {
  const folder = `${FOLDER}/${name}`;
  const [address, permanent, mtu, speed, duplex, state, flags, device, driver, uevent, entries, kind, own] =
    await Promise.all([
      readValue(host, `${folder}/address`),
      readValue(host, `${folder}/bonding_slave/perm_hwaddr`),
      readNumber(host, `${folder}/mtu`),
      readNumber(host, `${folder}/speed`),
      readValue(host, `${folder}/duplex`),
      readValue(host, `${folder}/operstate`),
      readValue(host, `${folder}/flags`),
      host.link(`${folder}/device`),
      readLinkName(host, `${folder}/device/driver`),
      host.read(`${folder}/device/uevent`),
      host.list(folder),
      readNumber(host, `${folder}/type`),
      host.read(`${folder}/uevent`),
    ]);
  const deviceType = /^DEVTYPE=(\w+)/m.exec(own ?? '')?.[1] ?? null;
  const property = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(uevent ?? '')?.[1]?.trim() ?? null;
  const slot = property('PCI_SLOT_NAME') ?? /(\w{4}:\w\w:\w\w\.\w)/.exec((await host.link(folder)) ?? '')?.[1] ?? null;
  const pciId = property('PCI_ID');
  const subsystem = property('PCI_SUBSYS_ID');
  const lower = entries.filter((entry) => entry.startsWith('lower_')).map((entry) => entry.slice('lower_'.length));
  const type = toType(name, kind, entries, deviceType);
  return {
    name,
    type,
    status: toStatus(state, flags),
    mac: permanent ?? address, // a member of a bond shows the bond's address
    mtu,
    speedMbit: speed !== null && speed > 0 ? speed : null, // -1 and 0: the driver does not know
    duplex: duplex === 'full' ? 'Full' : duplex === 'half' ? 'Half' : null,
    driver: driver ?? property('DRIVER'),
    pciSlot: device === null ? null : slot,
    pciId:
      pciId === null
        ? null
        : [pciId, subsystem]
            .filter((id) => id !== null)
            .join(':')
            .toLowerCase(),
    virtual: device === null,
    members: type === 'aggregate' || type === 'bridge' ? await membersOf(host, folder, lower) : [],
    base: type === 'aggregate' || type === 'bridge' ? null : (lower[0] ?? null),
    ipv4,
    ipv6,
  };
}

async function membersOf(host: Host, folder: string, lower: readonly string[]): Promise<readonly string[]> {
  return lower.length > 0 ? lower : host.list(`${folder}/brif`);
}

/** Source: `include/uapi/linux/if_arp.h`. */
const KINDS: Readonly<Record<number, string>> = {
  772: 'loopback',
  32: 'infiniband',
  512: 'dialup',
  784: 'fibrechannel',
};

/** Interfaces that are made on top of others. */
const STACKED = new Set(['vlan', 'macvlan', 'macvtap', 'ipvlan', 'ipvtap']);

function toType(
  name: string,
  kind: number | null,
  entries: readonly string[],
  deviceType: string | null,
): string | null {
  if (entries.includes('wireless') || entries.includes('phy80211')) return 'wifi';
  if (entries.includes('bridge') || entries.includes('brif')) return 'bridge';
  if (entries.includes('bonding')) return 'aggregate';
  const named = kind === null ? undefined : KINDS[kind];
  if (named !== undefined) return named;
  if (STACKED.has(deviceType ?? '') || name.includes('.') || name.includes(':')) return 'alias';
  // Type 1 is also claimed by tunnels and dummies: only real devices, and pairs that reach into containers, are Ethernet.
  return kind === 1 ? 'ethernet' : null;
}

function toStatus(state: string | null, flags: string | null): 'up' | 'down' {
  if (state === 'up') return 'up';
  // Loopback and tunnels have no carrier to tell of: "unknown", while the administrator's flag IFF_UP says they work.
  return (state === 'unknown' || state === null) && (Number(flags ?? 0) & 1) === 1 ? 'up' : 'down';
}

/** Addresses by interface, those of interfaces that are down too where iproute2 is installed. */
async function readIpv4(host: Host, names: readonly string[]): Promise<Map<string, InterfaceAddress[]>> {
  // The system's own list leaves out what is down. Most machines have nothing that is down and has an address: no program for them.
  const asked = await Promise.all(names.map((name) => mayHideAddresses(host, name)));
  if (!asked.includes(true)) return fromSystem(host);
  const output = await host.run('ip', ['-j', '-4', 'addr', 'show'], { timeoutMs: 10_000 });
  const told = output === null ? null : parseIpJson(output);
  return told ?? fromSystem(host);
}

const IFF_UP = 1;

/** Without a cable, or a card that is switched off. What the kernel makes for itself has no address before it is up. */
async function mayHideAddresses(host: Host, name: string): Promise<boolean> {
  const flags = await readValue(host, `${FOLDER}/${name}/flags`);
  if (flags === null) return true;
  if ((Number(flags) & IFF_UP) === 0) return (await host.link(`${FOLDER}/${name}/device`)) !== null;
  const state = await readValue(host, `${FOLDER}/${name}/operstate`);
  return state !== 'up' && state !== 'unknown';
}

/** `ip -j -4 addr show`; null when it is not what newer versions of the program print. */
export function parseIpJson(output: string): Map<string, InterfaceAddress[]> | null {
  let links: unknown;
  try {
    links = JSON.parse(output);
  } catch {
    return null; // iproute2 before 4.12 and busybox know no -j
  }
  if (!Array.isArray(links)) return null;
  const addresses = new Map<string, InterfaceAddress[]>();
  for (const link of links as { ifname?: unknown; addr_info?: unknown }[]) {
    if (typeof link?.ifname !== 'string' || !Array.isArray(link.addr_info)) continue;
    const found = (link.addr_info as { family?: unknown; local?: unknown; prefixlen?: unknown; label?: unknown }[])
      .filter((a) => a?.family === 'inet' && typeof a.local === 'string' && typeof a.prefixlen === 'number')
      .map((a) => ({
        address: String(a.local),
        prefixLength: Number(a.prefixlen),
        bytes: null,
        ...(typeof a.label === 'string' && a.label.startsWith(`${link.ifname}:`) ? { label: a.label } : {}),
      }));
    addresses.set(link.ifname, found);
  }
  return addresses;
}

function fromSystem(host: Host): Map<string, InterfaceAddress[]> {
  const found = new Map<string, InterfaceAddress[]>();
  for (const [label, addresses] of Object.entries(host.addresses())) {
    const [name = label] = label.split(':', 1);
    const named = addresses.map((address) => ({ ...address, bytes: null, ...(label === name ? {} : { label }) }));
    found.set(name, [...(found.get(name) ?? []), ...named]);
  }
  return found;
}

/** Lines of `/proc/net/if_inet6`: address, number of the interface, prefix length, scope, flags (hexadecimal), name. */
async function readIpv6(host: Host): Promise<Map<string, InterfaceAddress[]>> {
  const text = await host.read('/proc/net/if_inet6');
  return text === null ? new Map() : parseIfInet6(text);
}

export function parseIfInet6(text: string): Map<string, InterfaceAddress[]> {
  const addresses = new Map<string, InterfaceAddress[]>();
  for (const line of text.split('\n')) {
    const [hex = '', , prefix = '', , , name] = line.trim().split(/\s+/);
    const bytes = parseAddress6(hex);
    if (name === undefined || bytes === null) continue;
    const address = { address: formatAddress6(bytes), prefixLength: Number.parseInt(prefix, 16), bytes };
    addresses.set(name, [...(addresses.get(name) ?? []), address]);
  }
  // The kernel's order is that of a hash table. Rows of an interface are told apart by their order alone: it must be stable.
  for (const found of addresses.values()) found.sort(byScope);
  return addresses;
}

function byScope(a: InterfaceAddress, b: InterfaceAddress): number {
  const isLinkLocal = ({ address }: InterfaceAddress) => address.startsWith('fe80:');
  return Number(isLinkLocal(a)) - Number(isLinkLocal(b)) || (a.address < b.address ? -1 : 1);
}
