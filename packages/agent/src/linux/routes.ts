import { type Host, once } from '../host/host.ts';
import { boundText } from './bounded-text.ts';

export type DefaultRoute = { readonly interface: string; readonly gateway: string };

/** Default gateways for IPv4, best first, from `/proc/net/route`, else from the programs that print it. */
export function readDefaultRoutes(host: Host): Promise<readonly DefaultRoute[]> {
  return once(host, 'default routes', async () => {
    const text = await host.read('/proc/net/route');
    if (text !== null) return parseRoutes(text);
    const told = parseIpRoute((await host.run('ip', ['-o', 'route', 'list', 'default'])) ?? '');
    return told.length > 0 ? told : parseNetstat((await host.run('netstat', ['-nr'])) ?? '').filter(isDefault);
  });
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

/** `ip route`: default routes, best first. */
export function parseIpRoute(output: string): DefaultRoute[] {
  const text = boundText(output);
  return [...text.matchAll(/^default via (\S+) dev (\S+)(.*)$/gm)]
    .map(([, gateway = '', name = '', rest = '']) => ({
      route: { interface: name, gateway },
      metric: Number(/metric (\d+)/.exec(rest)?.[1] ?? 0),
    }))
    .sort((a, b) => a.metric - b.metric)
    .map(({ route }) => route);
}

export type Route = DefaultRoute & { readonly destination: string };

const isDefault = ({ destination, gateway }: Route) =>
  /^(?:default|0\.0\.0\.0)$/.test(destination) && /^\d/.test(gateway);

/** `netstat -nr`: destination, gateway, and the interface at the end; of tables of IPv4. */
export function parseNetstat(output: string): Route[] {
  const text = boundText(output);
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [destination = '', gateway = ''] = words;
    if (words.length < 4 || !/^(?:default|\d+(?:\.\d+){0,3}(?:\/\d+)?)$/.test(destination)) return [];
    if (!/^(?:[\d.]+|[0-9a-f:]+|link#\d+)$/i.test(gateway)) return [];
    return [{ destination, gateway, interface: words.at(-1) ?? '' }];
  });
}
