import type { Host } from '../host/host.ts';
import { boundText, labelledValues } from './bounded-text.ts';

/** What a Wi-Fi interface is connected to. */
export type Wifi = {
  readonly ssid: string | null;
  readonly bssid: string | null;
  readonly mode: string | null;
  readonly version: string | null;
  readonly speedMbit: number | null;
};

/** Asks `iw`, else the older `iwconfig`; null without both. */
export async function readWifi(host: Host, name: string): Promise<Wifi | null> {
  const [link, info] = await Promise.all([
    host.run('iw', ['dev', name, 'link'], LIMIT),
    host.run('iw', ['dev', name, 'info'], LIMIT),
  ]);
  if (link !== null || info !== null) return parseIw(link ?? '', info ?? '');
  const [found] = parseIwconfig((await host.run('iwconfig', [name], LIMIT)) ?? '');
  return found ?? null;
}

const LIMIT = { timeoutMs: 5_000 };

const MODES: Readonly<Record<string, string>> = {
  managed: 'Managed',
  ibss: 'Ad-Hoc',
  ap: 'Master',
  'mesh point': 'Mesh',
  monitor: 'Monitor',
};

/** `iw dev NAME link` and `iw dev NAME info`. */
export function parseIw(linkOutput: string, infoOutput: string): Wifi {
  const [link, info] = [boundText(linkOutput), boundText(infoOutput)];
  // "SSID: x" of the link, "type managed" of the interface
  const value = (text: string, label: string) =>
    labelledValues(text).get(label) ?? labelledValues(text.replace(/^[ \t]+/gm, ''), ' ').get(label) ?? null;
  const rate = value(link, 'tx bitrate') ?? value(link, 'rx bitrate') ?? '';
  const [, speed] = /^([\d.]+) MBit/.exec(rate) ?? [];
  const type = value(info, 'type');
  return {
    ssid: value(link, 'SSID') ?? value(info, 'ssid'),
    bssid: /^Connected to ([0-9a-f:]{17})/m.exec(link)?.[1] ?? null,
    mode: type === null ? null : (MODES[type.toLowerCase()] ?? type),
    version: toVersion(rate),
    speedMbit: speed === undefined ? null : Number(speed),
  };
}

/** The coding that a rate names belongs to one standard. */
function toVersion(rate: string): string | null {
  const found = (
    [
      ['EHT', 'be'],
      ['HE', 'ax'],
      ['VHT', 'ac'],
      ['MCS', 'n'],
    ] as const
  ).find(([coding]) => rate.includes(`${coding}-`) || (coding === 'MCS' && / MCS /.test(rate)));
  return found === undefined ? null : `802.11${found[1]}`;
}

export type NamedWifi = Wifi & { readonly name: string };

/** `iwconfig`: a block for each interface. */
export function parseIwconfig(output: string): NamedWifi[] {
  const text = boundText(output);
  return text.split(/^(?=\S)/m).flatMap((block) => {
    const [, name, version = ''] = /^(\S+)\s+IEEE (802\.11\S*)/.exec(block) ?? [];
    if (name === undefined) return [];
    const bssid = /Access Point: ([0-9A-F:]{17})/i.exec(block)?.[1] ?? null;
    const [, speed] = /Bit Rate[=:]([\d.]+) Mb\/s/.exec(block) ?? [];
    return [
      {
        name,
        ssid: /ESSID:"(.*)"/.exec(block)?.[1] ?? null,
        bssid: bssid?.toLowerCase() ?? null,
        mode: /Mode:(\S+)/.exec(block)?.[1] ?? null,
        version,
        speedMbit: speed === undefined ? null : Number(speed),
      },
    ];
  });
}
