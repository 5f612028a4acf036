export type Platform = 'linux' | 'windows' | 'macos' | 'other';

export type FileFacts = {
  readonly kind: 'file' | 'directory' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Null where the file system does not keep it. */
  readonly bornMs: number | null;
  /** User id of the owner, and the permission bits. */
  readonly ownerId: number;
  readonly mode: number;
};

export type FileSystemFacts = { readonly totalBytes: number; readonly freeBytes: number };

export type ReadOptions = {
  /** Default 4 MiB; what is beyond is left out, and reported. */
  readonly limitBytes?: number;
  /** Of a file that is too long, the end instead of the beginning. */
  readonly end?: true;
  /** Only the beginning is wanted: that there is more is no trouble. */
  readonly head?: true;
  /** It may be a disk or a partition, of which the head is wanted; anything but a file is refused otherwise. */
  readonly device?: true;
  /** Reading it may have to wait, perhaps for ever, such as what the kernel asks a process for. */
  readonly mayWait?: true;
};

export type RunOptions = {
  /** Default 30 s; then the program and its children are killed. */
  readonly timeoutMs?: number;
  /** Default 16 MiB; what is beyond is left out, the program is killed, and it is reported. */
  readonly limitBytes?: number;
  readonly signal?: AbortSignal;
  /** Variables besides the fixed ones; passwords go here, never into the arguments, which every user can see. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Given what it prints, piece by piece, a letter for each byte: for much; the result is then empty. */
  readonly take?: (piece: string) => void;
  /** What it reads from its standard input; nothing otherwise. */
  readonly input?: string;
  /** Runs it as this user; only root can. */
  readonly uid?: number;
  readonly gid?: number;
};

/**
 * The machine as a collector sees it: the only door to files and programs.
 *
 * What is absent or not permitted is null (or empty), never an error: a collector asks for much that most machines do
 * not have.
 */
export type Host = {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The agent runs as root, and may read everything. */
  readonly isRoot: boolean;
  /** The administrator lets collectors look into the folders of users. */
  readonly scansHomes: boolean;
  now(): Date;
  /** Text of a file: UTF-8; lines that are not are read as Latin-1. */
  read(path: string, options?: ReadOptions): Promise<string | null>;
  readBytes(path: string, options?: ReadOptions): Promise<Uint8Array | null>;
  /** Text of a large file in pieces, a letter for each byte, so that it is never in memory as a whole; the last is empty. False when absent. */
  scan(path: string, take: (piece: string) => void): Promise<boolean>;
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** Target of a symbolic link, as it is written in it. */
  link(path: string): Promise<string | null>;
  /** Targets of all links in a folder, by their names: quicker than one by one. */
  links(folder: string): Promise<Readonly<Record<string, string>>>;
  stat(path: string): Promise<FileFacts | null>;
  /** When files of one folder were last written, in ms since 1970: quicker than one by one. */
  modifiedTimes(folder: string, names: readonly string[]): Promise<readonly (number | null)[]>;
  /** Size and space of a mounted file system. Only for local ones: it cannot be interrupted when a server is gone. */
  statFileSystem(path: string): Promise<FileSystemFacts | null>;
  /**
   * What a program prints, in the C locale; no shell, no input. Null if it is not installed, fails to start, takes too
   * long, or ends with an error and prints nothing.
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<string | null>;
  /** IPv4 addresses by interface, of those that are up; for machines without the `ip` program. */
  addresses(): Readonly<Record<string, readonly { readonly address: string; readonly prefixLength: number }[]>>;
  /** Tells the administrator what is incomplete, and why; not what an ordinary machine simply does not have. */
  report(trouble: string): void;
  /** What is dear to find out, kept from one run to the next as long as the stamp is the same. It must be plain data. */
  remember<T>(key: string, stamp: string, produce: () => Promise<T>): Promise<T>;
  /** What several collectors share, read once. Use `once`. */
  readonly shared: Map<string, Promise<unknown>>;
};

/** Reads something once for all collectors of a run. */
export function once<T>(host: Host, key: string, produce: () => Promise<T>): Promise<T> {
  const known = host.shared.get(key);
  // Safe: a key is used at one place only, with one type.
  if (known !== undefined) return known as Promise<T>;
  const made = produce();
  host.shared.set(key, made);
  return made;
}

/** First line of a file of one value, as in `/sys`; null when absent or empty. */
export async function readValue(host: Host, path: string): Promise<string | null> {
  const value = (await host.read(path, { limitBytes: 4096 }))?.split(/[\n\0]/, 1)[0]?.trim();
  return value === undefined || value === '' ? null : value;
}

/** As `readValue`, a whole number. */
export async function readNumber(host: Host, path: string): Promise<number | null> {
  const value = await readValue(host, path);
  return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
}

/** Last part of a link's target, as `/sys` names a driver or a subsystem. */
export async function readLinkName(host: Host, path: string): Promise<string | null> {
  return (await host.link(path))?.split('/').at(-1) ?? null;
}
