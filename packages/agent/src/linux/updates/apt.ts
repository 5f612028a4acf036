import { compareNames } from '../../compare-names.ts';
import type { Host } from '../../host/host.ts';
import { type DebPackage, readDebPackages } from '../packages/dpkg.ts';
import { compareDebVersions } from './compare-versions.ts';
import type { PendingUpdate } from './pending-update.ts';

const LISTS = '/var/lib/apt/lists';
/** More than the whole of a distribution. */
const LIMIT_BYTES = 512 * 1024 * 1024;

/**
 * Newer versions in the lists that apt fetched last. Its own program takes many times as long.
 *
 * Lists have tens of megabytes: the answer is remembered until one of them, or what is installed, changes.
 */
export async function readAptUpdates(host: Host): Promise<PendingUpdate[] | null> {
  const files = (await host.list(LISTS)).filter(isWanted);
  const installed = files.length === 0 ? null : await readDebPackages(host);
  if (installed === null || installed.length === 0) return null;
  const facts = await Promise.all(
    ['/var/lib/dpkg/status', ...files.map((file) => `${LISTS}/${file}`)].map((path) => host.stat(path)),
  );
  const stamp = `1 ${files.join(' ')} ${facts.map((found) => `${found?.sizeBytes} ${found?.modifiedMs}`).join(' ')}`;
  return host.remember('apt updates', stamp, () => search(host, files, installed));
}

async function search(
  host: Host,
  files: readonly string[],
  installed: readonly DebPackage[],
): Promise<PendingUpdate[]> {
  const byName = Map.groupBy(installed, ({ name }) => name);
  const found = new Map<DebPackage, PendingUpdate>();
  for (const file of files) {
    const take = createSearch(byName, file, found);
    if (file.endsWith('_Packages')) {
      await host.scan(`${LISTS}/${file}`, take);
      continue;
    }
    const options = { limitBytes: LIMIT_BYTES, timeoutMs: 60_000, take };
    await host.run('/usr/lib/apt/apt-helper', ['cat-file', `${LISTS}/${file}`], options);
    take('');
  }
  return [...found.values()].sort(compareNames);
}

/** Backports and experimental suites are never installed unasked. */
const isWanted = (file: string) =>
  /_Packages(?:\.(?:lz4|gz|xz|zst|bz2))?$/.test(file) && !/_dists_[^_]*(?:-backports|experimental)/.test(file);

/**
 * Looks for installed packages in pieces of a list. What stands at the end of a piece is kept for the next one; the last is empty.
 *
 * Nothing but the names is looked at where a package is not installed, which nearly all are.
 */
export function createSearch(
  installed: ReadonlyMap<string, readonly DebPackage[]>,
  file: string,
  found: Map<DebPackage, PendingUpdate>,
): (piece: string) => void {
  const suite = /_dists_([^_]+)_/.exec(file)?.[1]?.replaceAll('%2f', '/') ?? file;
  let rest = '\n';
  return (piece) => {
    const text = rest + piece;
    let at = text.indexOf('\nPackage: ');
    while (at !== -1) {
      const next = text.indexOf('\nPackage: ', at + 1);
      if (next === -1 && piece !== '') break; // it may go on in the next piece
      const end = text.indexOf('\n', at + 1);
      const candidates = installed.get(text.slice(at + 10, end === -1 ? undefined : end));
      if (candidates !== undefined) compare(text.slice(at, next === -1 ? undefined : next), candidates, suite, found);
      if (next === -1) return;
      at = next;
    }
    rest = at === -1 ? text.slice(-16) : text.slice(at);
  };
}

function compare(
  block: string,
  candidates: readonly DebPackage[],
  suite: string,
  found: Map<DebPackage, PendingUpdate>,
): void {
  const value = (name: string) => {
    const start = block.indexOf(`\n${name}: `);
    if (start === -1) return null;
    const end = block.indexOf('\n', start + 1);
    return block.slice(start + name.length + 3, end === -1 ? undefined : end).trim();
  };
  const [version, architecture] = [value('Version'), value('Architecture')];
  if (version === null) return;
  for (const deb of candidates) {
    if (
      architecture !== null &&
      architecture !== 'all' &&
      deb.architecture !== 'all' &&
      architecture !== deb.architecture
    )
      continue;
    const known = found.get(deb);
    if (compareDebVersions(version, known?.version ?? deb.version) <= 0) continue;
    found.set(deb, {
      name: deb.name,
      installedVersion: deb.version,
      version,
      architecture: deb.architecture,
      // What closes a hole stays so when another list has a later version.
      security: /security/.test(suite) || known?.security === true,
      origin: suite,
      source: 'deb',
    });
  }
}
