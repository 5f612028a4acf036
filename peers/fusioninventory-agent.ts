import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, runProgram } from './run-program.ts';

/**
 * Runs Debian's `fusioninventory-agent` once, its state in `folder`.
 *
 * It has no option for its state: in a mount namespace of its own, `folder` stands where the machine has the agent's.
 */
export async function runFusionInventoryAgent(
  url: string,
  folder: string,
  options: readonly string[] = [],
): Promise<Outcome> {
  const configuration = join(folder, 'agent.cfg');
  await writeFile(configuration, `server = ${url}\n`);
  const script = 'mount --bind "$1" /var/lib/fusioninventory-agent && shift && exec fusioninventory-agent "$@"';
  const args = [`--conf-file=${configuration}`, '--tasks=inventory', '--debug', ...options];
  return await runProgram('unshare', ['-m', 'bash', '-c', script, 'bash', folder, ...args], { timeoutMs: 300_000 });
}
