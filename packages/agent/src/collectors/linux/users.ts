import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readLoggedInUsers } from '../../linux/logins.ts';

/** Who is logged in, each user once. */
export const linuxUsers = defineCollector({
  name: 'linux/users',
  section: sections.users,
  platforms: ['linux'],
  async collect(host) {
    const logins = await readLoggedInUsers(host);
    return logins.length === 0 ? null : logins.map((login) => ({ login }));
  },
});
