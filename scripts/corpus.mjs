// `npm run corpus [-- TOPIC…]`: what the agent makes of the captured outputs of other machines, topic by topic.
import { join } from 'node:path';
import { ended, root, startNode } from './toolchain.mjs';

export async function run(_name, args) {
  return await ended(startNode([join(root, 'packages/agent/src/testing/conformance/report.ts'), ...args]));
}
