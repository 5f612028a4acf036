import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { packageManagers } from '../../linux/packages/package-managers.ts';
import { settleAll } from '../../settle-all.ts';

/** Installed packages of all package managers; a machine may have several. */
export const linuxSoftware = defineCollector({
  name: 'linux/software',
  section: sections.software,
  platforms: ['linux'],
  timeoutMs: 120_000,
  async collect(host) {
    const found = await settleAll(
      host,
      Object.fromEntries(Object.entries(packageManagers).map(([name, read]) => [name, read(host)])),
    );
    return found.length === 0 ? null : found.flat();
  },
});
