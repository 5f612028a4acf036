import type { Host } from '../host/host.ts';

/** Version of a network card's firmware; null where it has none, or ethtool is not installed. */
export async function readCardFirmware(host: Host, name: string): Promise<string | null> {
  const output = await host.run('ethtool', ['-i', name], { timeoutMs: 5_000 });
  const [, version] = /^firmware-version: *(.+?) *$/m.exec(output ?? '') ?? [];
  return version === undefined || version === 'N/A' ? null : version;
}

export type Link = { readonly speedMbit: number | null; readonly duplex: string | null };

/** Speed and duplex, where `/sys` cannot be seen. */
export async function readLink(host: Host, name: string): Promise<Link> {
  return parseEthtool((await host.run('ethtool', [name], { timeoutMs: 5_000 })) ?? '');
}

/** `ethtool NAME`. */
export function parseEthtool(text: string): Link {
  const [, speed] = /^\s*Speed: (\d+)Mb\/s/m.exec(text) ?? [];
  const [, duplex] = /^\s*Duplex: (Full|Half)/m.exec(text) ?? [];
  return {
    speedMbit: speed === undefined ? null : Number(speed),
    duplex: duplex ?? null,
  };
}
