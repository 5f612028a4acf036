// `muster-server` and `muster-agent`: the programs themselves, run from their sources.
import { join } from 'node:path';
import process from 'node:process';
import { ended, root, startNode } from './toolchain.mjs';

export const serverProgram = join(root, 'packages', 'server', 'src', 'main.ts');
export const agentProgram = join(root, 'packages', 'agent', 'src', 'main.ts');

export async function run(name, args) {
  const program = name === 'muster-server' ? serverProgram : agentProgram;
  // The caller's folder, not the repository's: paths in the arguments are relative to it.
  return await ended(startNode([program, ...args], { cwd: process.cwd() }));
}
