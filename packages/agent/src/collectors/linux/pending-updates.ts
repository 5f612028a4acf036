import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readAptUpdates } from '../../linux/updates/apt.ts';
import { readApkUpdates, readDnfUpdates, readPacmanUpdates, readZypperUpdates } from '../../linux/updates/others.ts';
import { settleAll } from '../../settle-all.ts';

/** Updates that the package managers know of since they last fetched their lists; nothing is fetched here. */
export const linuxPendingUpdates = defineCollector({
  name: 'linux/pending-updates',
  section: sections.pendingUpdates,
  platforms: ['linux'],
  timeoutMs: 120_000,
  async collect(host) {
    const found = await settleAll(host, {
      apt: readAptUpdates(host),
      dnf: readDnfUpdates(host),
      zypper: readZypperUpdates(host),
      pacman: readPacmanUpdates(host),
      apk: readApkUpdates(host),
    });
    return found.length === 0 ? null : found.flat();
  },
});
