import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Outcome, runProgram } from './run-program.ts';

/**
 * Runs Debian's `ocsinventory-agent` once, its state in `folder`.
 *
 * The packaged configuration says `local=…`, which silently beats `--server`. In a mount namespace of its own the agent sees
 * another file there, and the machine keeps its configuration. With `--force` it sends no PROLOG.
 */
export async function runOcsAgent(url: string, folder: string, options: readonly string[] = []): Promise<Outcome> {
  const configuration = join(folder, 'agent.cfg');
  await writeFile(configuration, `server=${url}\n`);
  const script = 'mount --bind "$1" /etc/ocsinventory/ocsinventory-agent.cfg && shift && exec ocsinventory-agent "$@"';
  const args = [`--basevardir=${folder}`, '--debug', ...options];
  return await runProgram('unshare', ['-m', 'bash', '-c', script, 'bash', configuration, ...args], {
    timeoutMs: 300_000,
  });
}
