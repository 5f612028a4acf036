import type { Host } from '../../host/host.ts';
import { type InstalledPackage, toCount } from './installed-package.ts';

/** The second since version 3. */
const DATABASES = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];

/** Installed packages of apk, as on Alpine Linux. */
export async function readApk(host: Host): Promise<InstalledPackage[] | null> {
  for (const path of DATABASES) {
    const text = await host.read(path, { limitBytes: 64 * 1024 * 1024 });
    if (text !== null) return parseApk(text);
  }
  return null;
}

/** Fields of one letter; also the index of a repository is written so. Source: apk-v2(5). */
export function parseApk(text: string): InstalledPackage[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      // The list of files follows, of which each line overwrites the last.
      if (line[1] === ':' && !/^[FRMZa]/.test(line)) fields.set(line[0] ?? '', line.slice(2).trim());
    }
    const name = fields.get('P');
    if (name === undefined) return [];
    return [
      {
        name,
        version: fields.get('V') ?? null,
        comments: fields.get('T') ?? null,
        architecture: fields.get('A') ?? null,
        publisher: fields.get('m')?.replace(/\s*<.*$/, '') || null,
        source: 'apk',
        fileSize: toCount(fields.get('I')),
        origin: fields.get('o') ?? null,
        aboutUrl: fields.get('U') ?? null,
      },
    ];
  });
}
