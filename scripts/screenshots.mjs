// `npm run screenshots`: pictures of every page of the console, full and empty, wide and narrow, light and dark, in
// e2e/screenshots/, for people to look at.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from './set-up.mjs';
import { ended, pinnedNodeProblem, problem, programOf, root, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  await setUp();
  const wrong = pinnedNodeProblem();
  if (wrong !== null) throw problem(wrong);
  const vitest = [programOf('vitest'), 'run', '--root', root, '--config', 'e2e/screenshots.config.ts'];
  const code = await ended(startNode([...vitest, ...args]));
  const folder = join(root, 'e2e/screenshots');
  if (existsSync(folder)) console.log(`${readdirSync(folder).length} pictures are in e2e/screenshots`);
  return code;
}
