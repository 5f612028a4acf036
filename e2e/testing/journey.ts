import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'vitest';

/** Something outside this repository that a journey cannot do without. */
export type Need = {
  readonly what: string;
  readonly isThere: () => boolean;
};

/** A program in PATH, such as `ocsinventory-agent`. */
export const program = (name: string): Need => ({
  what: `the program "${name}"`,
  isThere: () => spawnSync('sh', ['-c', 'command -v "$0"', name]).status === 0,
});

export const file = (path: string): Need => ({ what: `"${path}"`, isThere: () => existsSync(path) });

export const superuser: Need = { what: 'to be run as root', isThere: () => process.getuid?.() === 0 };

export const linux: Need = { what: 'Linux', isThere: () => process.platform === 'linux' };

/** PostgreSQL, found by `npm test` and told in TEST_ENGINES. */
export const postgres: Need = {
  what: 'PostgreSQL (TEST_ENGINES=sqlite,postgres)',
  isThere: () => (process.env.TEST_ENGINES ?? '').split(',').includes('postgres'),
};

/** Who takes so long hangs. Machines that test are slow, and busy with other things. */
const HANGS_MS = 900_000;

/**
 * One journey: a test that needs something from outside.
 *
 * Where that is missing it is skipped and says why; with MUSTER_REQUIRE_ALL=1 it fails, so that CI cannot be green by leaving out.
 *
 * @param timeoutMs Only for one that is long by its nature.
 */
export function journey(
  name: string,
  { needs = [], timeoutMs = HANGS_MS }: { readonly needs?: readonly Need[]; readonly timeoutMs?: number },
  run: () => Promise<void>,
): void {
  const missing = needs.filter((need) => !need.isThere()).map((need) => need.what);
  if (missing.length === 0) {
    test(name, { timeout: timeoutMs }, run);
    return;
  }
  const reason = `"${name}" needs ${missing.join(' and ')}`;
  if (process.env.MUSTER_REQUIRE_ALL === '1') {
    test(name, () => {
      throw new Error(`Cannot run a journey that must be run: ${reason}`);
    });
    return;
  }
  console.warn(`skipped: ${reason}`);
  test.skip(name, run);
}
