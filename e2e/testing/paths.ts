import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export const repository = dirname(dirname(import.meta.dirname));
export const serverProgram = join(repository, 'packages/server/src/main.ts');
export const simulatorProgram = join(repository, 'packages/simulator/src/main.ts');
export const agentProgram = join(repository, 'packages/agent/src/main.ts');
export const screenshots = join(repository, 'e2e/screenshots');

/** Real inventories and captured exchanges of others; they stand beside the repository and are no part of it. */
export const corpus = resolve(repository, process.env.MUSTER_CORPUS ?? '../shared/corpus');
export const captures = join(dirname(corpus), 'captures');

/** A load generator for any OCS communication server. */
export const loadGenerator = resolve(repository, process.env.MUSTER_LOAD ?? join(dirname(corpus), 'bench/load.mjs'));

/** First of the paths that exists, or null. */
export function firstExisting(paths: readonly string[]): string | null {
  return paths.find((path) => existsSync(path)) ?? null;
}

/** The folder that has `file`, below the folder of the highest version in `folder`; null when there is none. */
export function newestOf(folder: string, file: string): string | null {
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  const found = firstExisting(versions.map((version) => join(folder, version, file)));
  return found === null ? null : dirname(found);
}
