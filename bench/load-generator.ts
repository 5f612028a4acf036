import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const repository = dirname(import.meta.dirname);
const corpus = resolve(repository, process.env.MUSTER_CORPUS ?? '../shared/corpus');

/** A generator of OCS inventories stands beside the repository; MUSTER_LOAD names another. */
const generator = resolve(repository, process.env.MUSTER_LOAD ?? join(dirname(corpus), 'bench/load.mjs'));

export const isThere = () => existsSync(generator);
export const generatorPath = generator;

export type LoadOptions = {
  readonly url: string;
  readonly mode: 'prolog' | 'new' | 'same' | 'changed';
  /** Computers. */
  readonly n: number;
  readonly concurrency: number;
  readonly fleet?: number;
  /** Moves uptime and free disk space, as time does. */
  readonly visit?: number;
  /** Changes the software has been through. */
  readonly round?: number;
  readonly requests?: number;
};

/** What the generator measured; times in milliseconds. */
export type LoadResult = {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly ok: number;
  readonly failed: number;
  readonly requests: number;
  readonly seconds: number;
};

/** Plays a fleet once. */
export function playLoad(options: LoadOptions): Promise<LoadResult> {
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [generator, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolvePromise, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      try {
        resolvePromise(JSON.parse(output) as LoadResult); // the generator's own format
      } catch (cause) {
        reject(new Error(`The load generator printed no result: ${output}`, { cause }));
      }
    });
  });
}
