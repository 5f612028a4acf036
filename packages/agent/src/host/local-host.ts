import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { lstat, open, readdir, readlink, statfs } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { decodeOutput } from './decode-output.ts';
import type { FileFacts, FileSystemFacts, Host, Platform, ReadOptions, RunOptions } from './host.ts';

const READ_LIMIT_BYTES = 4 * 1024 * 1024;
const RUN_LIMIT_BYTES = 16 * 1024 * 1024;
const RUN_TIMEOUT_MS = 30_000;
const PLATFORMS: Readonly<Record<string, Platform>> = { linux: 'linux', win32: 'windows', darwin: 'macos' };

/** Told of what was cut off or killed: it is no failure of a collector, but its result may be incomplete. */
export type ReportTrouble = (trouble: string) => void;

/** The machine this process runs on. */
export function createLocalHost(report: ReportTrouble): Host {
  return {
    platform: PLATFORMS[process.platform] ?? 'other',
    env: process.env,
    shared: new Map(),
    now: () => new Date(),
    read: async (path, options) => {
      const bytes = await readBytes(path, options, report);
      return bytes === null ? null : decodeOutput(bytes);
    },
    readBytes: (path, options) => readBytes(path, options, report),
    list: async (folder) => (await orNull(readdir(folder)))?.sort() ?? [],
    link: (path) => orNull(readlink(path)),
    stat: async (path) => toFacts(await orNull(lstat(path))),
    statFileSystem,
    addresses: readAddresses,
    run: (program, args, options) => run(program, args, options ?? {}, report),
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

function toFacts(found: Awaited<ReturnType<typeof lstat>> | null): FileFacts | null {
  if (found === null) return null;
  return {
    kind: found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other',
    sizeBytes: Number(found.size),
    modifiedMs: Number(found.mtimeMs),
    bornMs: found.birthtimeMs > 0 ? Number(found.birthtimeMs) : null, // 0 where it is not kept
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

async function readBytes(
  path: string,
  { limitBytes = READ_LIMIT_BYTES, end }: ReadOptions = {},
  report: ReportTrouble,
): Promise<Uint8Array | null> {
  // Not blocking: a named pipe or a terminal where a file is expected must not hang the agent.
  const file = await orNull(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (file === null) return null;
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return null;
    const from = end === true && facts.size > limitBytes ? facts.size - limitBytes : 0;
    const bytes = await readUpTo(file, facts.size, from, limitBytes);
    if (end !== true && bytes.length > limitBytes) {
      report(`${path} is longer than ${limitBytes} bytes, the rest is left out`);
      return bytes.subarray(0, limitBytes);
    }
    return bytes;
  } catch {
    return null; // such as EIO or EAGAIN of a file in /sys whose device does not answer
  } finally {
    await file.close();
  }
}

/** Reads at most one byte more than the limit; files in `/proc` and `/sys` say nothing true about their size. */
async function readUpTo(
  file: Awaited<ReturnType<typeof open>>,
  sizeBytes: number,
  from: number,
  limitBytes: number,
): Promise<Uint8Array> {
  // Files of /sys claim 4096 bytes, those of /proc claim 0.
  let buffer: Buffer = Buffer.allocUnsafe(Math.min(limitBytes, Math.max(sizeBytes, 4096)) + 1);
  let length = 0;
  while (length <= limitBytes) {
    if (length === buffer.length) buffer = grow(buffer, limitBytes);
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, from === 0 ? null : from + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function grow(buffer: Buffer, limitBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(buffer.length * 4, limitBytes + 1));
  buffer.copy(larger);
  return larger;
}

const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Nothing of the agent's own environment (its password, for one) reaches a program. */
function programEnvironment(): Record<string, string> {
  const folders = new Set([...(process.env.PATH ?? '').split(':').filter((f) => f.startsWith('/')), ...SYSTEM_FOLDERS]);
  return { PATH: [...folders].join(':'), LC_ALL: 'C', LANG: 'C', TZ: process.env.TZ ?? '' };
}

function run(
  program: string,
  args: readonly string[],
  { timeoutMs = RUN_TIMEOUT_MS, limitBytes = RUN_LIMIT_BYTES, signal }: RunOptions,
  report: ReportTrouble,
): Promise<string | null> {
  if (signal?.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const environment = programEnvironment();
    if (environment.TZ === '') delete environment.TZ; // an empty TZ means UTC, not "as the system"
    // Its own process group, so that what it starts is killed with it.
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'ignore'], env: environment, detached: true });
    const chunks: Buffer[] = [];
    let length = 0;

    const finish = (text: string | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(text);
    };
    const kill = () => {
      killGroup(child.pid);
      child.stdout.destroy();
      child.unref(); // a process that cannot be killed (it waits for a dead file server) must not keep the agent alive
    };
    const onAbort = () => {
      kill();
      finish(null);
    };
    const timer = setTimeout(() => {
      report(`${program} did not end within ${timeoutMs} ms and was killed`);
      onAbort();
    }, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limitBytes) return;
      report(`${program} printed more than ${limitBytes} bytes and was killed, the rest is left out`);
      kill();
      finish(wholeLines(Buffer.concat(chunks).subarray(0, limitBytes)));
    });
    child.on('error', () => finish(null)); // not installed, or not permitted
    child.on('close', (code) => {
      const text = decodeOutput(Buffer.concat(chunks));
      finish(code === 0 || text !== '' ? text : null);
    });
  });
}

function wholeLines(bytes: Buffer): string {
  return decodeOutput(bytes.subarray(0, bytes.lastIndexOf(10) + 1));
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}
