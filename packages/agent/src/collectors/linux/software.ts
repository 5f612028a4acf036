import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readInstalledPackages } from '../../linux/packages/package-managers.ts';

/** Installed packages of all package managers; a machine may have several. */
export const linuxSoftware = defineCollector({
  name: 'linux/software',
  section: sections.software,
  platforms: ['linux'],
  timeoutMs: 120_000,
  async collect(host) {
    const found = await readInstalledPackages(host);
    return found.length === 0 ? null : found;
  },
});
