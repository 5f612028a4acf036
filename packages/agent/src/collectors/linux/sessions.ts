import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readSessions } from '../../linux/logins.ts';

/** Sessions that are open, with where their users came from. */
export const linuxSessions = defineCollector({
  name: 'linux/sessions',
  section: sections.sessions,
  platforms: ['linux'],
  async collect(host) {
    const found = await readSessions(host);
    return found.length === 0 ? null : found.map(({ user, ...session }) => ({ login: user, ...session }));
  },
});
