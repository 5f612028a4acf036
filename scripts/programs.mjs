// `muster-server`, `muster-agent` and `muster-simulator`: the programs themselves, run from their sources.
import { join } from 'node:path';
import process from 'node:process';
import { ended, root, startNode } from './toolchain.mjs';

export const serverProgram = join(root, 'packages', 'server', 'src', 'main.ts');
export const agentProgram = join(root, 'packages', 'agent', 'src', 'main.ts');

const programs = {
  'muster-server': serverProgram,
  'muster-agent': agentProgram,
  'muster-simulator': join(root, 'packages', 'simulator', 'src', 'main.ts'),
};

export async function run(name, args) {
  // The caller's folder, not the repository's: paths in the arguments are relative to it.
  return await ended(startNode([programs[name], ...args], { cwd: process.cwd() }));
}
