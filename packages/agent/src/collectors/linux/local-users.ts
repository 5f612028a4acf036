import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { parseGroups, parsePasswd } from '../../linux/accounts.ts';
import { toDateTime } from '../../linux/date-times.ts';
import { readLastLogins } from '../../linux/logins.ts';

/** Accounts of `/etc/passwd`; those of a directory (LDAP, Active Directory) belong to no machine. */
export const linuxLocalUsers = defineCollector({
  name: 'linux/local-users',
  section: sections.localUsers,
  platforms: ['linux'],
  async collect(host) {
    const [text, groupText, logins] = await Promise.all([
      host.read('/etc/passwd'),
      host.read('/etc/group'),
      readLastLogins(host),
    ]);
    if (text === null) return null;
    const groups = parseGroups(groupText ?? '');
    return parsePasswd(text).map((account) => {
      const lastLogin = logins.get(account.login);
      const memberOf = groups.filter(({ gid, members }) => gid === account.gid || members.includes(account.login));
      return {
        login: account.login,
        name: account.name.replace(/,+$/, ''), // empty office and telephone numbers
        userId: String(account.uid),
        groupId: String(account.gid),
        home: account.home,
        shell: account.shell,
        lastLoginAt: lastLogin === undefined ? null : toDateTime(lastLogin),
        member: memberOf.map(({ name }) => name).join(', '),
      };
    });
  },
});
