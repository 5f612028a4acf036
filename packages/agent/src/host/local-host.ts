import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { FileFacts, FileSystemFacts, Host, Platform } from './host.ts';
import { lstat, readdir, readlink, statfs } from './in-thread.ts';
import { isQuick, type ReportTrouble, readBytes, readText, scanFile } from './read-file.ts';
import { createMemory } from './remembered.ts';
import { createRunner } from './run-program.ts';

export type { ReportTrouble } from './read-file.ts';

const PLATFORMS: Readonly<Record<string, Platform>> = { linux: 'linux', win32: 'windows', darwin: 'macos' };

type Settings = { readonly scanHomes?: boolean; readonly stateFolder?: string | null };

/** The machine this process runs on. */
export function createLocalHost(report: ReportTrouble, { scanHomes = false, stateFolder = null }: Settings = {}): Host {
  return {
    platform: PLATFORMS[process.platform] ?? 'other',
    env: process.env,
    isRoot: process.getuid?.() === 0,
    scansHomes: scanHomes,
    shared: new Map(),
    now: () => new Date(),
    read: (path, options) => readText(path, options, report),
    readBytes: (path, options) => readBytes(path, options, report),
    scan: async (path, take) => scanFile(path, take),
    list: async (folder) =>
      (isQuick(`${folder}/`) ? orNothing(() => readdirSync(folder)) : await orNull(readdir(folder)))?.sort() ?? [],
    link: async (path) => (isQuick(path) ? orNothing(() => readlinkSync(path)) : await orNull(readlink(path))),
    links: async (folder) => readLinks(folder),
    stat: async (path) =>
      toFacts(
        isQuick(path)
          ? (orNothing(() => lstatSync(path, { throwIfNoEntry: false })) ?? null)
          : await orNull(lstat(path)),
      ),
    modifiedTimes: async (folder, names) =>
      names.map((name) => {
        const found = orNothing(() => lstatSync(`${folder}/${name}`, { throwIfNoEntry: false }));
        return found?.mtimeMs ?? null;
      }),
    statFileSystem,
    report,
    remember: createMemory(stateFolder),
    addresses: readAddresses,
    run: createRunner(report),
  };
}

/** A file that is absent, forbidden, or vanishes while it is read is no error to a collector. */
async function orNull<T>(value: Promise<T>): Promise<T | null> {
  try {
    return await value;
  } catch {
    return null;
  }
}

function orNothing<T>(value: () => T): T | null {
  try {
    return value();
  } catch {
    return null;
  }
}

/** Only of quick folders, such as the open files of a process. */
function readLinks(folder: string): Record<string, string> {
  const links: Record<string, string> = {};
  for (const name of orNothing(() => readdirSync(folder)) ?? []) {
    const target = orNothing(() => readlinkSync(`${folder}/${name}`));
    if (target !== null) links[name] = target;
  }
  return links;
}

function toFacts(found: Stats | null): FileFacts | null {
  if (found === null) return null;
  return {
    kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other',
    sizeBytes: found.size,
    modifiedMs: found.mtimeMs,
    bornMs: found.birthtimeMs > 0 ? found.birthtimeMs : null, // 0 where it is not kept
    ownerId: found.uid,
    mode: found.mode & 0o7777,
  };
}

async function statFileSystem(path: string): Promise<FileSystemFacts | null> {
  const found = await orNull(statfs(path));
  // `bavail`: what ordinary users may still write, as df shows it.
  return found === null ? null : { totalBytes: found.blocks * found.bsize, freeBytes: found.bavail * found.bsize };
}

function readAddresses(): ReturnType<Host['addresses']> {
  return Object.fromEntries(
    Object.entries(networkInterfaces()).map(([name, addresses]) => [
      name,
      (addresses ?? [])
        .filter(({ family }) => family === 'IPv4')
        .map(({ address, cidr }) => ({ address, prefixLength: Number(cidr?.split('/')[1] ?? 32) })),
    ]),
  );
}
