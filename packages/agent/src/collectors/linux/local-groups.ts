import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { parseGroups, parsePasswd } from '../../linux/accounts.ts';

/** Groups of `/etc/group`, their members with those whose first group it is; empty groups too. */
export const linuxLocalGroups = defineCollector({
  name: 'linux/local-groups',
  section: sections.localGroups,
  platforms: ['linux'],
  async collect(host) {
    const [groups, passwd] = await Promise.all([host.read('/etc/group'), host.read('/etc/passwd')]);
    if (groups === null) return null;
    const byFirstGroup = Map.groupBy(parsePasswd(passwd ?? ''), (account) => account.gid);
    return parseGroups(groups).map(({ name, gid, members }) => {
      const first = byFirstGroup.get(gid)?.map((account) => account.login) ?? [];
      return { name, groupId: String(gid), members: [...new Set([...members, ...first])] };
    });
  },
});
