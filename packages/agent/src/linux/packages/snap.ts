import type { Host } from '../../host/host.ts';
import { toDateTime } from '../date-times.ts';
import type { InstalledPackage } from './installed-package.ts';

/** Where snaps are mounted; the second on distributions that want nothing in the root. */
const MOUNTS = ['/snap', '/var/lib/snapd/snap'];

/** Installed snaps, from their own metadata; who publishes them only the running service knows. */
export async function readSnaps(host: Host): Promise<InstalledPackage[] | null> {
  const found = await Promise.all(MOUNTS.map((folder) => readMount(host, folder)));
  const snaps = found.find((packages) => packages.length > 0);
  if (snaps === undefined) return null;
  const listed = (await host.stat('/run/snapd.socket')) === null ? null : await host.run('snap', ['list']);
  const publishers = new Map(parseSnapList(listed ?? '').map((snap) => [snap.name, snap]));
  return snaps.map((snap) => {
    const known = publishers.get(snap.name ?? '');
    return { ...snap, publisher: known?.publisher ?? null, origin: known?.tracking ?? null };
  });
}

async function readMount(host: Host, folder: string): Promise<InstalledPackage[]> {
  const names = (await host.list(folder)).filter((name) => name !== 'bin' && name !== 'README');
  const snaps = await Promise.all(names.map((name) => readSnap(host, folder, name)));
  return snaps.filter((snap) => snap !== null);
}

async function readSnap(host: Host, folder: string, name: string): Promise<InstalledPackage | null> {
  const revision = await host.link(`${folder}/${name}/current`);
  const text = revision === null ? null : await host.read(`${folder}/${name}/current/meta/snap.yaml`);
  if (text === null) return null;
  const [image, link] = await Promise.all([
    host.stat(`/var/lib/snapd/snaps/${name}_${revision}.snap`),
    host.stat(`${folder}/${name}/current`),
  ]);
  return {
    ...parseSnapYaml(text),
    fileSize: image?.sizeBytes ?? null,
    installedAt: link === null ? null : toDateTime(new Date(link.modifiedMs)),
  };
}

/** Of `snap.yaml` only the simple values at the beginning of lines are wanted. */
export function parseSnapYaml(text: string): InstalledPackage {
  const value = (name: string) => {
    const [, found] = new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(text) ?? [];
    return found?.trim().replace(/^(['"])(.*)\1$/, '$2') || null;
  };
  const [, listed] = /^architectures:\s*(?:\[([^\]]*)\]|((?:\s*- .*)+))/m.exec(text)?.filter(Boolean) ?? [];
  return {
    name: value('name'),
    version: value('version'),
    comments: value('summary'),
    architecture: listed?.replace(/[\s,"'-]*\n?\s*- |[,"']\s*/g, ' ').trim() || null,
    source: 'snap',
    category: value('type'),
  };
}

/** Columns of `snap list`: name, version, revision, tracking, publisher, notes. */
export function parseSnapList(output: string) {
  return output
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 5)
    .map(([name = '', version = null, revision = null, tracking, publisher]) => ({
      name,
      version,
      revision,
      tracking: tracking === '-' ? null : (tracking ?? null),
      publisher: publisher === '-' ? null : (publisher?.replace(/[✓*]+$|\*\*$/u, '') ?? null),
    }));
}
