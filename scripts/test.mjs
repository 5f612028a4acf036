// `npm test` (all tests, then the journeys) and `npm run e2e` (the journeys alone). `-- name` keeps the files whose name matches.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setUp } from './set-up.mjs';
import { testEngines } from './test-engines.mjs';
import { ended, pinnedNodeProblem, problem, programOf, root, startNode } from './toolchain.mjs';

const suites = {
  tests: { name: 'Tests', config: 'vitest.config.ts' },
  journeys: { name: 'Journeys', config: 'e2e/vitest.config.ts' },
};

export async function run(name, args) {
  await setUp();
  const wrong = pinnedNodeProblem();
  if (wrong !== null) throw problem(wrong);
  const { env, notice } = await testEngines();
  if (notice !== null) console.log(notice);

  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of name === 'e2e' ? [suites.journeys] : [suites.tests, suites.journeys]) {
    const count = await runSuite(suite, args, env);
    for (const key of Object.keys(total)) total[key] += count[key];
  }
  // With MUSTER_REQUIRE_ALL nothing may be left out: a test that did not run has shown nothing.
  if (process.env.MUSTER_REQUIRE_ALL === '1') total.failed += total.skipped;
  if (total.passed + total.failed === 0) console.log(`No test matches ${args.join(' ')}`);
  if (total.skipped > 0) console.log(`${total.skipped} skipped`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runSuite({ name, config }, args, env) {
  console.log(`\n${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  try {
    const report = join(folder, 'report.json');
    const vitest = [programOf('vitest'), 'run', '--root', root, '--config', config, '--passWithNoTests'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await ended(startNode([...vitest, ...reporters, ...args], { env }));
    return countOf(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts of one run. A file that could not be loaded, or a run that broke off, is a failure of its own. */
function countOf(reportPath, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  }
  const broken = report.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  }).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
