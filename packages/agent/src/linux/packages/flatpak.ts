import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import { readHomes } from '../homes.ts';
import type { InstalledPackage } from './installed-package.ts';

/** Flatpaks installed for all users, and those of each user where their folders may be looked into. */
export async function readFlatpaks(host: Host): Promise<InstalledPackage[] | null> {
  const found = await readFlatpakFolder(host, '/var/lib/flatpak');
  for (const { login, uid, folder } of await readHomes(host)) {
    const own = await readFlatpakFolder(host, `${folder}/.local/share/flatpak`);
    found.push(...own.map((flatpak) => ({ ...flatpak, userName: login, userId: String(uid) })));
  }
  return found.length === 0 ? null : found;
}

/** `KIND/ID/ARCHITECTURE/BRANCH/active` below a folder of installations. */
export async function readFlatpakFolder(host: Host, folder: string): Promise<InstalledPackage[]> {
  const found: InstalledPackage[] = [];
  for (const kind of ['app', 'runtime']) {
    for (const id of await host.list(`${folder}/${kind}`)) {
      for (const architecture of await host.list(`${folder}/${kind}/${id}`)) {
        if (architecture === 'current') continue; // a link to one of the others
        for (const branch of await host.list(`${folder}/${kind}/${id}/${architecture}`)) {
          const flatpak = await readDeployed(host, `${folder}/${kind}/${id}/${architecture}/${branch}`);
          if (flatpak === null) continue;
          found.push({
            ...flatpak,
            name: flatpak.name ?? id,
            version: flatpak.version ?? branch,
            comments: flatpak.comments ?? id,
            guid: null,
            fileName: id,
            architecture,
            category: kind,
          });
        }
      }
    }
  }
  return found;
}

async function readDeployed(host: Host, folder: string): Promise<InstalledPackage | null> {
  const link = await host.stat(`${folder}/active`);
  const bytes = await host.readBytes(`${folder}/active/deploy`);
  if (link === null || bytes === null) return null;
  return { ...parseFlatpakDeploy(bytes), source: 'flatpak', installedAt: toDateTime(new Date(link.modifiedMs)) };
}

/** Far more than it notes: a damaged file must not cost more than a healthy one. */
const TEXT_BYTES = 16 * 1024;

/**
 * What flatpak notes beside what it installs: origin, commit, parts, size, and a list of named values.
 *
 * Source: GVariant `(ssasta{sv})`, whose last bytes say where the first three end; the size has its high byte first.
 */
export function parseFlatpakDeploy(bytes: Uint8Array): InstalledPackage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = buffer.length <= 0xff ? 1 : buffer.length <= 0xffff ? 2 : 4;
  if (buffer.length < 3 * width + 8) return {};
  const partsEnd = buffer.readUIntLE(buffer.length - 3 * width, width);
  const sizeAt = Math.ceil(partsEnd / 8) * 8;
  const size = sizeAt + 8 <= buffer.length ? Number(buffer.readBigUInt64BE(sizeAt)) : 0;
  const text = buffer.toString('utf8', 0, Math.min(buffer.length, TEXT_BYTES));
  const value = (name: string) => new RegExp(`${name}\\0+([^\\0]+)\\0\\0s`).exec(text)?.[1] ?? null;
  return {
    publisher: /^[^\0]*/.exec(text)?.[0] || null,
    origin: /^[^\0]*/.exec(text)?.[0] || null,
    name: value('appdata-name'),
    version: value('appdata-version'),
    comments: value('appdata-summary'),
    fileSize: size > 0 && size < 1e15 ? size : null,
  };
}
