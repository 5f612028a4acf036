// The one door to every command of this repository: `node scripts/run.mjs <command> [arguments]`, behind `npm run <command>`.
//
// Plain JavaScript without dependencies, because it runs on whatever Node is installed, before anything else is.
// Everything it starts runs on the Node that package.json pins.
import process from 'node:process';
import { checkOwnNode, pinnedNodeProblem } from './toolchain.mjs';

/** What each command needs before it, and where it is. `install`: it sets up what is missing by itself. */
const commands = {
  start: { install: true, load: () => import('./start.mjs') },
  test: { install: true, load: () => import('./test.mjs') },
  e2e: { install: true, load: () => import('./test.mjs') },
  screenshots: { install: true, load: () => import('./screenshots.mjs') },
  dev: { install: true, load: () => import('./dev.mjs') },
  check: { load: () => import('./check.mjs') },
  gen: { load: () => import('./gen.mjs') },
  corpus: { load: () => import('./corpus.mjs') },
  bench: { load: () => import('./bench.mjs') },
  'package:agent': { load: () => import('./package-agent.mjs') },
  'muster-server': { load: () => import('./programs.mjs') },
  'muster-simulator': { load: () => import('./programs.mjs') },
  'muster-agent': { load: () => import('./programs.mjs') },
};

const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await main();

async function main() {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`Cannot run "${name}": expected one of ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  const problem = checkOwnNode() ?? (command.install ? null : pinnedNodeProblem());
  if (problem !== null) {
    console.error(problem);
    return 1;
  }
  const { run } = await command.load();
  try {
    return await run(name, args);
  } catch (error) {
    if (error?.forPeople !== true) throw error;
    console.error(error.message);
    return 1;
  }
}
