import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readAntivirus } from '../../linux/security/antivirus.ts';

/** Virus scanners, and whether they are at work. */
export const linuxAntivirus = defineCollector({
  name: 'linux/antivirus',
  section: sections.antivirus,
  platforms: ['linux'],
  timeoutMs: 60_000,
  async collect(host) {
    const found = await readAntivirus(host);
    return found.length === 0 ? null : found;
  },
});
