import type { Capture } from '../host/capture-host.ts';
import type { FileFacts, Host, ReadOptions } from '../host/host.ts';

/** A machine that answers as it once did, and nothing to what it never was asked. */
export function replayHost(capture: Capture): Host {
  const { files = {}, folders = {}, links = {}, stats = {}, fileSystems = {}, commands = {}, addresses = {} } = capture;
  const paths = [...Object.keys(files), ...Object.keys(links), ...Object.keys(folders)];
  const bytesOf = (path: string, { limitBytes, end }: ReadOptions = {}) => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) return null;
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.base64, 'base64');
    if (limitBytes === undefined) return bytes;
    return end === true ? bytes.subarray(Math.max(0, bytes.length - limitBytes)) : bytes.subarray(0, limitBytes);
  };
  return {
    platform: capture.platform ?? 'linux',
    env: {},
    isRoot: true,
    scansHomes: false,
    shared: new Map(),
    now: () => new Date(capture.now ?? '2026-11-20T09:40:00.000Z'),
    read: async (path, options) => bytesOf(path, options)?.toString('utf8') ?? null,
    readBytes: async (path, options) => bytesOf(path, options),
    scan: async (path, take) => {
      const bytes = bytesOf(path);
      if (bytes === null) return false;
      take(Buffer.from(bytes).toString('latin1'));
      take('');
      return true;
    },
    list: async (folder) => folders[folder] ?? namesBelow(paths, folder),
    link: async (path) => links[path] ?? null,
    links: async (folder) =>
      Object.fromEntries(
        Object.entries(links)
          .filter(([path]) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/'))
          .map(([path, target]) => [path.slice(folder.length + 1), target]),
      ),
    stat: async (path) => toFacts(stats[path], Object.hasOwn(files, path)),
    modifiedTimes: async (folder, names) =>
      names.map((name) => {
        const path = `${folder}/${name}`;
        return toFacts(stats[path], Object.hasOwn(files, path))?.modifiedMs ?? null;
      }),
    statFileSystem: async (path) => fileSystems[path] ?? null,
    run: async (program, args) => commands[[program, ...args].join(' ')] ?? null,
    addresses: () => addresses,
    report: () => undefined,
    remember: (_, __, produce) => produce(),
  };
}

function namesBelow(paths: readonly string[], folder: string): string[] {
  const below = paths.filter((path) => path.startsWith(`${folder}/`));
  return [...new Set(below.map((path) => path.slice(folder.length + 1).split('/', 1)[0] ?? ''))].sort();
}

function toFacts(given: Partial<FileFacts> | undefined, exists: boolean): FileFacts | null {
  if (given === undefined && !exists) return null;
  return { kind: 'file', sizeBytes: 0, modifiedMs: 0, bornMs: null, ownerId: 0, mode: 0o644, ...given };
}
