import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';

/** Names of variables whose values are likely secret. */
const SECRET = /pass|pwd|secret|token|key|credential|auth/i;

/** Variables of the agent's own environment. They hold passwords and keys, and say little: only where they are asked for. */
export const linuxEnvs = defineCollector({
  name: 'linux/envs',
  section: sections.envs,
  platforms: ['linux'],
  optional: true,
  async collect(host) {
    const found = Object.entries(host.env).filter(([name]) => !SECRET.test(name));
    return found.length === 0 ? null : found.map(([name, value]) => ({ name, value: value ?? null }));
  },
});
