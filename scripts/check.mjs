// `npm run check`: everything that can be told without a browser or a foreign program, in parallel where that is faster.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testEngines } from './test-engines.mjs';
import { capture, pinnedNode, programOf, root } from './toolchain.mjs';

const typed = [
  'packages/protocol',
  'packages/server',
  'packages/agent',
  'packages/console',
  'packages/simulator',
  'peers',
  'e2e',
  'bench',
  'scripts',
];

/** Tests that take seconds by their nature (processes, crowds, simulations) are left to `npm test`. */
const quick = ['--exclude', '**/*.slow.test.ts'];

/** What was found the last time is kept, so that only what changed is looked at again. */
const remembering = (folder) => {
  const file = join(root, 'node_modules', '.cache', 'tsc', `${folder.replaceAll('/', '-')}.tsbuildinfo`);
  return ['--incremental', '--tsBuildInfoFile', file];
};

/** Each step: what it is called, and the program with its arguments. Steps of one line run one after the other, the lines at once. */
const lines = () => [
  [
    [
      'format and lint',
      [join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'],
    ],
    ...typed
      .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
      .map((folder) => [`types of ${folder}`, [programOf('typescript'), '-p', folder, ...remembering(folder)]]),
    ['generated files', [join(root, 'scripts', 'gen', 'index.ts'), '--check']],
  ],
  [['tests', [programOf('vitest'), 'run', '--reporter=default', '--silent=passed-only', ...quick]]],
];

export async function run() {
  const begin = performance.now();
  const { env } = await testEngines({ wanted: process.env.TEST_ENGINES ?? 'sqlite' });
  const results = await Promise.all(lines().map((steps) => runLine(steps, env)));
  const failed = results.flat().filter((step) => step.code !== 0);
  for (const { name, output } of failed) console.log(`\n── ${name} failed ──\n${output.trimEnd()}`);
  const total = seconds(performance.now() - begin);
  console.log(
    failed.length === 0
      ? `\nAll is well (${total})`
      : `\nFailed: ${failed.map((step) => step.name).join(', ')} (${total})`,
  );
  return failed.length === 0 ? 0 : 1;
}

async function runLine(steps, env) {
  const results = [];
  for (const [name, args] of steps) {
    const begin = performance.now();
    const { code, output } = await capture(pinnedNode, args, { env: { ...env, NO_COLOR: '1' } });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(performance.now() - begin)})`);
    results.push({ name, code, output });
  }
  return results;
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
