// `npm run bench -- <name> [options]`: one measurement of bench/, one JSON line a figure.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { testEngines } from './test-engines.mjs';
import { ended, problem, root, startNode } from './toolchain.mjs';

export async function run(_name, [name, ...args]) {
  const folder = join(root, 'bench');
  const known = readdirSync(folder).flatMap((file) => file.match(/^([a-z-]+)\.bench\.ts$/)?.[1] ?? []);
  if (!known.includes(name)) throw problem(`Cannot measure "${name ?? ''}": expected one of ${known.join(', ')}`);
  const { env, notice } = await testEngines();
  if (notice !== null) console.error(notice);
  return await ended(startNode([join(folder, `${name}.bench.ts`), ...args], { env }));
}
