import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '@muster/peers';
import { repository } from './paths.ts';

/** Packages of the agent in a folder of their own, which the caller removes. */
export type AgentPackages = { readonly folder: string; readonly paths: readonly string[]; remove(): Promise<void> };

/** What `npm run package:agent -- --quick` makes. @param formats Such as `deb,rpm`. */
export async function makeAgentPackages(formats: string): Promise<AgentPackages> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-packages-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const program = join(repository, 'scripts', 'package-agent', 'index.ts');
  const args = [program, '--quick', '--output', folder, '--format', formats];
  const { code, stdout, stderr } = await runProgram(process.execPath, args, { timeoutMs: 600_000 });
  if (code !== 0) {
    await remove();
    throw new Error(`Packages could not be made: ${stdout}${stderr}`);
  }
  return { folder, paths: (await readdir(folder)).map((name) => join(folder, name)), remove };
}
