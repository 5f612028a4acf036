import type { FileFacts, FileSystemFacts, Host, Platform } from './host.ts';

/** What a machine answered once; all parts may be left out. `muster-agent capture` writes one. */
export type Capture = {
  readonly platform?: Platform;
  /** ISO 8601. */
  readonly now?: string;
  readonly files?: Readonly<Record<string, string | { readonly base64: string }>>;
  /** Names by folder; what is not named here is taken from the paths of the others. */
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly stats?: Readonly<Record<string, Partial<FileFacts>>>;
  readonly fileSystems?: Readonly<Record<string, FileSystemFacts>>;
  /** By program and arguments, parted by spaces. */
  readonly commands?: Readonly<Record<string, string>>;
  readonly addresses?: ReturnType<Host['addresses']>;
};

/** A host that remembers what was asked of another, and what that answered; to be replayed by `replayHost`. */
export function recordHost(host: Host): { host: Host; capture: () => Capture } {
  const files: Record<string, string | { readonly base64: string }> = {};
  const folders: Record<string, readonly string[]> = {};
  const links: Record<string, string> = {};
  const stats: Record<string, Partial<FileFacts>> = {};
  const fileSystems: Record<string, FileSystemFacts> = {};
  const commands: Record<string, string> = {};
  const now = host.now();

  const keep = async <T>(into: Record<string, T>, key: string, value: Promise<T | null>): Promise<T | null> => {
    const answer = await value;
    if (answer !== null) into[key] = answer;
    return answer;
  };
  const recording: Host = {
    ...host,
    shared: new Map(),
    now: () => now,
    read: async (path, options) => {
      const text = await host.read(path, options);
      if (text !== null) files[path] = text;
      return text;
    },
    readBytes: async (path, options) => {
      const bytes = await host.readBytes(path, options);
      if (bytes !== null) files[path] = { base64: Buffer.from(bytes).toString('base64') };
      return bytes;
    },
    list: async (folder) => {
      const names = await host.list(folder);
      if (names.length > 0) folders[folder] = names;
      return names;
    },
    link: (path) => keep(links, path, host.link(path)),
    links: async (folder) => {
      const found = await host.links(folder);
      for (const [name, target] of Object.entries(found)) links[`${folder}/${name}`] = target;
      return found;
    },
    stat: async (path) => {
      const facts = await host.stat(path);
      if (facts !== null) stats[path] = facts;
      return facts;
    },
    modifiedTimes: async (folder, names) => {
      const found = await host.modifiedTimes(folder, names);
      for (const [at, modifiedMs] of found.entries()) {
        if (modifiedMs !== null) stats[`${folder}/${names[at]}`] = { kind: 'file', modifiedMs };
      }
      return found;
    },
    statFileSystem: (path) => keep(fileSystems, path, host.statFileSystem(path)),
    run: (program, args, options) => keep(commands, [program, ...args].join(' '), host.run(program, args, options)),
  };
  const capture = (): Capture => ({
    platform: host.platform,
    now: now.toISOString(),
    files: sorted(files),
    folders: sorted(folders),
    links: sorted(links),
    stats: sorted(stats),
    fileSystems: sorted(fileSystems),
    commands: sorted(commands),
    addresses: host.addresses(),
  });
  return { host: recording, capture };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
