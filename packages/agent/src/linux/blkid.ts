import type { Host } from '../host/host.ts';
import { boundText } from './bounded-text.ts';
import { readSuperblock } from './encryption.ts';

/** What a file system is called; null where nobody tells. */
export type FileSystemNames = { readonly uuid: string | null; readonly label: string | null };

/** UUID and label from the device itself, for systems without udev; `blkid` knows more kinds than we do. */
export async function askFileSystem(host: Host, device: string): Promise<FileSystemNames> {
  const head = await readSuperblock(host, device);
  if (head === undefined) return { uuid: null, label: null }; // blkid may not read it either
  if (head !== null) return { uuid: head.uuid, label: head.label };
  const [found] = parseBlkid((await host.run('blkid', [device], { timeoutMs: 5_000 })) ?? '');
  return { uuid: found?.UUID ?? null, label: found?.LABEL ?? null };
}

export type BlkidEntry = Readonly<Record<string, string>>;

/** `/dev/sda1: UUID="…" TYPE="xfs"`, or with `-o udev` blocks of lines `ID_FS_UUID=…`. */
export function parseBlkid(output: string): BlkidEntry[] {
  const text = boundText(output);
  const lines = text.split('\n').map((line) => line.trim());
  const quoted = lines.flatMap((line) => {
    const [, device, rest] = /^(\/\S+): (.*)$/.exec(line) ?? [];
    if (device === undefined || rest === undefined) return [];
    const values = [...rest.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]);
    return [{ DEVNAME: device, ...Object.fromEntries(values) } as BlkidEntry];
  });
  if (quoted.length > 0) return quoted;
  return text
    .split(/\n\s*\n/)
    .map((block) =>
      Object.fromEntries([...block.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value])),
    )
    .filter((entry) => Object.keys(entry).length > 0);
}
