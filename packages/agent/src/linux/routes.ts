import type { Host } from '../host/host.ts';

export type DefaultRoute = { readonly interface: string; readonly gateway: string };

/** Default gateways for IPv4, best first, from `/proc/net/route`. */
export async function readDefaultRoutes(host: Host): Promise<DefaultRoute[]> {
  const text = await host.read('/proc/net/route');
  return text === null ? [] : parseRoutes(text);
}

const GATEWAY = 0x0002; // RTF_GATEWAY

/** Source: `include/uapi/linux/route.h`; addresses are the four bytes as the processor, here little-endian, reads them. */
export function parseRoutes(text: string): DefaultRoute[] {
  return text
    .split('\n')
    .slice(1) // heading
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, destination, , flags]) => destination === '00000000' && (Number.parseInt(flags ?? '', 16) & GATEWAY) !== 0,
    )
    .sort((a, b) => Number(a[6]) - Number(b[6]))
    .map(([name = '', , gateway = '']) => ({ interface: name, gateway: toAddress(gateway) }));
}

function toAddress(hex: string): string {
  return (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}
