import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '@muster/protocol';

export type Content = {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
};

/** What has arrived whole. */
export type Received = {
  readonly content: Content;
  /** Puts it where `open` finds it, on the disk. @throws {AppError} `AGENT_FILE_UNWRITABLE`. */
  place(): Promise<void>;
  discard(): Promise<unknown>;
};

/** Nothing is written for so long while an upload is under way. */
const LEFT_MS = 24 * 60 * 60 * 1000;

export type ContentStore = ReturnType<typeof createContentStore>;

/** Files by the SHA-256 of their content, in a folder of ours. No name that anybody gave is ever part of a path. */
export function createContentStore(folder: string) {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('Not a SHA-256');
    return join(folder, sha256.slice(0, 2), sha256);
  };
  const incoming = join(folder, 'incoming');

  return {
    /** Removes what uploads left that a stopped process cut off; those under way are younger. */
    async sweep(now: number): Promise<void> {
      const names = await readdir(incoming).catch(() => []);
      for (const path of names.map((name) => join(incoming, name))) {
        const found = await stat(path).catch(() => undefined);
        if (found !== undefined && now - found.mtimeMs > LEFT_MS) await rm(path, { force: true });
      }
    },

    /**
     * Takes in what a stream brings, a piece at a time. It stays only if `place` is called.
     *
     * @throws {AppError} `AGENT_FILE_TOO_LARGE`, `AGENT_FILE_UNWRITABLE`.
     */
    async receive(stream: Readable, limitBytes: number): Promise<Received> {
      const temporary = join(incoming, randomUUID());
      const discard = () => rm(temporary, { force: true }).catch(() => undefined); // the sweep will find it
      stream.on('error', () => undefined); // one that comes before anybody reads is thrown when somebody does
      try {
        await writable(() => mkdir(incoming, { recursive: true, mode: 0o700 }));
        const content = await copy(stream, temporary, limitBytes);
        const path = pathOf(content.sha256);
        const place = async () => {
          await writable(() => mkdir(dirname(path), { recursive: true, mode: 0o700 }));
          await writable(() => rename(temporary, path));
        };
        return { content, place, discard };
      } catch (error) {
        await discard();
        throw error;
      }
    },

    /** @returns Undefined when it is not there, or not as long as it was. */
    async open({ sha256, size }: Content): Promise<Readable | undefined> {
      const file = await open(pathOf(sha256)).catch(() => undefined);
      if (file === undefined) return undefined;
      if ((await file.stat()).size === size) return file.createReadStream(); // which closes it
      await file.close();
      return undefined;
    },

    async remove(sha256: string): Promise<void> {
      await rm(pathOf(sha256), { force: true });
    },
  };
}

async function copy(stream: Readable, path: string, limitBytes: number): Promise<Content> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await writable(() => open(path, 'wx', 0o600));
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer; // a request without an encoding gives buffers
      size += bytes.length;
      if (size > limitBytes) throw new AppError('AGENT_FILE_TOO_LARGE', { limit: limitBytes });
      hash.update(bytes);
      await writable(() => file.writeFile(bytes));
    }
    await writable(() => file.sync()); // before the name is in the database
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}

/** Disk full, no right, read-only… are told as such; what goes wrong with the stream is not. */
async function writable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError('AGENT_FILE_UNWRITABLE', { reason }, { cause: error });
  }
}
