// `npm run gen`: writes every generated file; `-- --check` only compares.
import { join } from 'node:path';
import { ended, root, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  return await ended(startNode([join(root, 'scripts', 'gen', 'index.ts'), ...args]));
}
