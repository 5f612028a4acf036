import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { AppError } from '@muster/protocol';
import type { DecodeAnswer } from './decode-worker.ts';
import { type ReadMessage, readMessage, unpackMessage } from './read-message.ts';

/**
 * Documents up to this size are decoded where they came in, which takes some 15 ms; nearly all inventories are below. Handing them to
 * another thread costs a quarter more, which is worth it only while others wait. Bytes.
 */
const LARGE = 1024 * 1024;

/** Below this size it is never worth it. Bytes. */
const SMALL = 64 * 1024;

/** Threads at most: one thread decodes faster than the main one writes. */
const THREADS = Math.min(2, Math.max(1, availableParallelism() - 1));

/** Memory for the objects of one thread: enough for the worst documents that are let in. MiB. */
const MEMORY_MIB = 1024;

/** The worst documents that are let in take some 6 s on a busy machine. Milliseconds. */
const LONGEST_MS = 60_000;

/** A thread that had nothing to do for so long is ended, and gives its memory back. Milliseconds. */
const IDLE_MS = 30_000;

const PROGRAM = new URL('./decode-worker.ts', import.meta.url);

type Options = Partial<{
  /** Bytes. */
  readonly small: number;
  /** Bytes. */
  readonly large: number;
  readonly threads: number;
  readonly memoryMiB: number;
  readonly longestMs: number;
  readonly idleMs: number;
  /** The program of the threads. */
  readonly program: URL;
}>;

/** A document that waits for a thread, or is in one. */
type Job = {
  readonly document: Uint8Array;
  readonly resolve: (message: ReadMessage) => void;
  readonly reject: (error: unknown) => void;
};

type Thread = { readonly worker: Worker; job: Job | null; timer: NodeJS.Timeout | undefined };

export type DecodePool = ReturnType<typeof createDecodePool>;

/**
 * Decodes documents of agents; in threads beside those that are large, so that nobody else waits while one is read, and under load
 * others too.
 *
 * A thread that dies, or does not come to an end, is replaced, and costs the message it was at; unless that is none of the large ones,
 * which is then decoded here. How many messages wait is bounded by who lets them in: see `admission.ts`.
 */
export function createDecodePool({
  small = SMALL,
  large = LARGE,
  threads = THREADS,
  memoryMiB = MEMORY_MIB,
  longestMs = LONGEST_MS,
  idleMs = IDLE_MS,
  program = PROGRAM,
}: Options = {}) {
  const pool = new Set<Thread>();
  const waiting: Job[] = [];

  function startThread(): Thread {
    const worker = new Worker(program, { name: 'decode', resourceLimits: { maxOldGenerationSizeMb: memoryMiB } });
    const thread: Thread = { worker, job: null, timer: undefined };
    worker.on('message', (answer: DecodeAnswer) => {
      const { job } = thread;
      free(thread);
      if (job !== null) settle(job, answer);
    });
    worker.on('error', (error) => lose(thread, error));
    worker.on('exit', () => lose(thread, new Error('The thread ended')));
    pool.add(thread);
    return thread;
  }

  function give(thread: Thread, job: Job): void {
    clearTimeout(thread.timer);
    thread.job = job;
    thread.worker.ref();
    thread.timer = setTimeout(() => {
      thread.job = null;
      job.reject(new AppError('MESSAGE_TOO_COSTLY', {}, { cause: new Error(`Not decoded in ${longestMs} ms`) }));
      lose(thread, null);
    }, longestMs);
    thread.worker.postMessage(job.document);
  }

  /** The thread has nothing to do, unless somebody waits. */
  function free(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.job = null;
    thread.worker.unref();
    thread.timer = setTimeout(() => lose(thread, null), idleMs).unref();
    const job = waiting.shift();
    if (job !== undefined) give(thread, job);
  }

  /** The thread is gone, or shall be; who waits gets another one. */
  function lose(thread: Thread, cause: unknown): void {
    if (!pool.delete(thread)) return;
    clearTimeout(thread.timer);
    void thread.worker.terminate();
    if (thread.job !== null) recover(thread.job, cause);
    const job = waiting.shift();
    if (job !== undefined) give(startThread(), job);
  }

  /** The thread that was at it died. */
  function recover({ document, resolve, reject }: Job, cause: unknown): void {
    try {
      if (document.length > large) throw new AppError('MESSAGE_TOO_COSTLY', {}, { cause });
      resolve(readMessage(document));
    } catch (error) {
      reject(error);
    }
  }

  /** A thread that has nothing to do, if there may be one. */
  function idleThread(): Thread | undefined {
    for (const thread of pool) if (thread.job === null) return thread;
    return pool.size < threads ? startThread() : undefined;
  }

  return {
    /**
     * @param isBusy Whether others wait for the main thread: then a document of some size is handed over if a thread has nothing to do.
     * @throws {AppError} `MESSAGE_TOO_COSTLY`, and as the decoders.
     */
    async read(document: Uint8Array, isBusy = false): Promise<ReadMessage> {
      const isLarge = document.length > large;
      const thread = isLarge || (isBusy && document.length > small) ? idleThread() : undefined;
      if (thread === undefined && !isLarge) return readMessage(document);
      return await new Promise((resolve, reject) => {
        const job = { document, resolve, reject };
        if (thread !== undefined) give(thread, job);
        else waiting.push(job);
      });
    },

    /** Ends the threads; what they are at is refused. */
    async close(): Promise<void> {
      for (const { reject } of waiting.splice(0)) reject(new AppError('MESSAGE_TOO_COSTLY'));
      const all = [...pool];
      for (const thread of all) lose(thread, new Error('The server ends'));
      await Promise.all(all.map(({ worker }) => worker.terminate()));
    },
  };
}

function settle({ resolve, reject }: Job, answer: DecodeAnswer): void {
  if ('message' in answer) resolve(unpackMessage(answer.message));
  else if ('refused' in answer) reject(new AppError(answer.refused.code, answer.refused.details));
  else reject(new Error(answer.failed));
}
