import { Worker } from 'node:worker_threads';
import { AppError } from '@muster/protocol';
import type { DecodeAnswer } from './decode-worker.ts';
import { type ReadMessage, readMessage, unpackMessage } from './read-message.ts';

/**
 * Documents up to this size are decoded where they came in, which takes some 15 ms. Nearly all inventories are below; handing them to
 * another thread would cost a quarter more. Bytes.
 */
const LARGE = 1024 * 1024;

/** Threads at most: real inventories of this size are rare. */
const THREADS = 2;

/** Memory for the objects of one thread: enough for the worst documents that are let in. MiB. */
const MEMORY_MIB = 1024;

/** The worst documents that are let in take some 6 s on a busy machine. Milliseconds. */
const LONGEST_MS = 60_000;

/** A thread that had nothing to do for so long is ended, and gives its memory back. Milliseconds. */
const IDLE_MS = 30_000;

const PROGRAM = new URL('./decode-worker.ts', import.meta.url);

type Options = Partial<{
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
 * Decodes documents of agents, large ones in threads beside, so that nobody else waits while one is read.
 *
 * A thread that dies, or does not come to an end, is replaced, and costs the message it was at. How many messages wait is bounded by
 * who lets them in: see `admission.ts`.
 */
export function createDecodePool({
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
    thread.timer = setTimeout(() => lose(thread, new Error(`Not decoded in ${longestMs} ms`)), longestMs);
    thread.worker.postMessage(job.document);
  }

  /** The thread has nothing to do, unless somebody waits. */
  function free(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.job = null;
    thread.worker.unref();
    thread.timer = setTimeout(() => lose(thread, new Error('Idle')), idleMs).unref();
    const job = waiting.shift();
    if (job !== undefined) give(thread, job);
  }

  /** The thread is gone, or shall be; who waits gets another one. */
  function lose(thread: Thread, cause: unknown): void {
    if (!pool.delete(thread)) return;
    clearTimeout(thread.timer);
    void thread.worker.terminate();
    thread.job?.reject(new AppError('MESSAGE_TOO_COSTLY', {}, { cause }));
    const job = waiting.shift();
    if (job !== undefined) give(startThread(), job);
  }

  return {
    /** @throws {AppError} `MESSAGE_TOO_COSTLY`, and as the decoders. */
    async read(document: Uint8Array): Promise<ReadMessage> {
      if (document.length <= large) return readMessage(document);
      return await new Promise((resolve, reject) => {
        const job = { document, resolve, reject };
        const idle = [...pool].find((thread) => thread.job === null);
        if (idle !== undefined) give(idle, job);
        else if (pool.size < threads) give(startThread(), job);
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
