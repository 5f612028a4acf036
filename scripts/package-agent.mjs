// `npm run package:agent`: the agent as .deb, .rpm and .tar.gz, in dist/ or in --output.
import { join } from 'node:path';
import process from 'node:process';
import { ended, root, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  // The caller's folder: --output is relative to it.
  return await ended(startNode([join(root, 'scripts', 'package-agent', 'index.ts'), ...args], { cwd: process.cwd() }));
}
