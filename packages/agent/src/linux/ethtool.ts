import type { Host } from '../host/host.ts';
import { labelledValues } from './bounded-text.ts';

/** Version of a network card's firmware; null where it has none, or ethtool is not installed. */
export async function readCardFirmware(host: Host, name: string): Promise<string | null> {
  const output = await host.run('ethtool', ['-i', name], { timeoutMs: 5_000 });
  const version = labelledValues(output ?? '').get('firmware-version');
  return version === undefined || version === 'N/A' ? null : version;
}

export type Link = { readonly speedMbit: number | null; readonly duplex: string | null };

/** Speed and duplex, where `/sys` cannot be seen. */
export async function readLink(host: Host, name: string): Promise<Link> {
  return parseEthtool((await host.run('ethtool', [name], { timeoutMs: 5_000 })) ?? '');
}

/** `ethtool NAME`. */
export function parseEthtool(text: string): Link {
  const values = labelledValues(text);
  const [, speed] = /^(\d+)Mb\/s/.exec(values.get('Speed') ?? '') ?? [];
  const [, duplex] = /^(Full|Half)/.exec(values.get('Duplex') ?? '') ?? [];
  return {
    speedMbit: speed === undefined ? null : Number(speed),
    duplex: duplex ?? null,
  };
}
