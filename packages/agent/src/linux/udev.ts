import { type Host, readValue } from '../host/host.ts';

export type UdevProperties = Readonly<Record<string, string>>;

/** What udev found out about a block device (`sda`, `dm-0`, `nvme0n1p2`); empty without udev, as in containers. */
export async function readUdevProperties(host: Host, blockDevice: string): Promise<UdevProperties> {
  const number = await readValue(host, `/sys/class/block/${blockDevice}/dev`);
  const text = number === null ? null : await host.read(`/run/udev/data/b${number}`);
  return text === null ? {} : parseUdev(text);
}

/** Lines `E:NAME=value` of a file in udev's database. */
export function parseUdev(text: string): UdevProperties {
  const properties: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^E:(\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) properties[name] = value;
  }
  return properties;
}

/** `Samsung\x20SSD` → `Samsung SSD`: how udev keeps what is not a word, in names that end in `_ENC`. */
export function decodeUdev(value: string | undefined): string | null {
  const text = value?.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return text?.trim() || null;
}
