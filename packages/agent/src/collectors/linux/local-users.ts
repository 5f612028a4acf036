import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { parsePasswd } from '../../linux/accounts.ts';

/** Accounts of `/etc/passwd`; those of a directory (LDAP, Active Directory) belong to no machine. */
export const linuxLocalUsers = defineCollector({
  name: 'linux/local-users',
  section: sections.localUsers,
  platforms: ['linux'],
  async collect(host) {
    const text = await host.read('/etc/passwd');
    if (text === null) return null;
    return parsePasswd(text).map((account) => ({
      login: account.login,
      name: account.name.replace(/,+$/, ''), // empty office and telephone numbers
      userId: String(account.uid),
      groupId: String(account.gid),
      home: account.home,
      shell: account.shell,
    }));
  },
});
