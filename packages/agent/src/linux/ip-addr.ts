import { formatAddress6, parseAddress6 } from './addresses.ts';
import { boundText } from './bounded-text.ts';
import type { Interface, InterfaceAddress } from './interfaces.ts';

/** What programs tell of an interface where `/sys` cannot be seen. */
export type ToldInterface = Pick<Interface, 'name' | 'status' | 'mac' | 'mtu' | 'ipv4' | 'ipv6'> & {
  readonly kind: string | null;
};

/** `ip addr show`. */
export function parseIpAddr(output: string): ToldInterface[] {
  const text = boundText(output);
  return text.split(/^(?=\d+: )/m).flatMap((block) => {
    const [, name, flags = ''] = /^\d+: ([^:@\s]+)(?:@[^:\s]+)?: <([^>]*)>/.exec(block) ?? [];
    if (name === undefined) return [];
    const [, kind, mac] = /^\s+link\/(\w+)(?: ([0-9a-f:]+))?/m.exec(block) ?? [];
    const [, mtu] = /\bmtu (\d+)/.exec(block) ?? [];
    return [
      {
        name,
        kind: kind ?? null,
        status: isUp(flags.split(',')),
        mac: mac !== undefined && mac.split(':').length >= 6 ? mac : null,
        mtu: mtu === undefined ? null : Number(mtu),
        ipv4: [...block.matchAll(/^\s+inet ([\d.]+)(?:\/(\d+))?.* (\S+)$/gm)].map(
          ([, address = '', prefix, label]) => ({
            address,
            prefixLength: Number(prefix ?? 32),
            bytes: null,
            ...(label !== undefined && label !== name && label.startsWith(`${name}:`) ? { label } : {}),
          }),
        ),
        ipv6: [...block.matchAll(/^\s+inet6 ([0-9a-f:]+)\/(\d+)/gm)].flatMap(([, address = '', prefix]) =>
          toAddress6(address, Number(prefix)),
        ),
      },
    ];
  });
}

const isUp = (flags: readonly string[]) => (flags.includes('UP') ? 'up' : 'down') as 'up' | 'down';

function toAddress6(text: string, prefixLength: number): InterfaceAddress[] {
  const bytes = parseAddress6(text);
  return bytes === null ? [] : [{ address: formatAddress6(bytes), prefixLength, bytes }];
}

/** `ifconfig -a`, in the layout before and since net-tools 2. */
export function parseIfconfig(output: string): ToldInterface[] {
  const text = boundText(output);
  return text.split(/^(?=\S)/m).flatMap((block) => {
    const [, name] = /^(\S+?):?\s/.exec(block) ?? [];
    if (name === undefined) return [];
    const mac = /(?:HWaddr|ether) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5})/.exec(block)?.[1] ?? null;
    const flags =
      /flags=\d+<([^>]*)>/.exec(block)?.[1]?.split(',') ?? / +(.*) {2}MTU:/.exec(block)?.[1]?.split(' ') ?? [];
    const mtu = /mtu[ :](\d+)/i.exec(block)?.[1];
    const ipv4 = [...block.matchAll(/inet (?:addr:)?([\d.]+).*?(?:[Mm]ask[: ]|netmask )(0x[0-9a-f]{8}|[\d.]+)/g)];
    const ipv6 = [...block.matchAll(/inet6 (?:addr: )?([0-9a-f:]+)(?:%\w+)?(?:\/|\s+prefixlen )(\d+)/g)];
    return [
      {
        name,
        kind: mac !== null ? 'ether' : /Local Loopback|<[^>]*LOOPBACK/.test(block) ? 'loopback' : null,
        status: isUp(flags),
        mac,
        mtu: mtu === undefined ? null : Number(mtu),
        ipv4: ipv4.map(([, address = '', mask = '']) => ({ address, prefixLength: toPrefix(mask), bytes: null })),
        ipv6: ipv6.flatMap(([, address = '', prefix]) => toAddress6(address, Number(prefix))),
      },
    ];
  });
}

/** `255.255.252.0`, or `0xfffffc00` as some systems print it → 22. */
function toPrefix(mask: string): number {
  const bytes = mask.startsWith('0x')
    ? (mask.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))
    : mask.split('.').map(Number);
  return bytes.reduce((sum, byte) => sum + (byte.toString(2).match(/1/g)?.length ?? 0), 0);
}
