import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readRemoteControl } from '../../linux/security/remote-control.ts';

/** Remote control programs that have a number or name for this machine. */
export const linuxRemoteManagement = defineCollector({
  name: 'linux/remote-management',
  section: sections.remoteManagement,
  platforms: ['linux'],
  async collect(host) {
    const found = await readRemoteControl(host);
    return found.length === 0 ? null : found;
  },
});
