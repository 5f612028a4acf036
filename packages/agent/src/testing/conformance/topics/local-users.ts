import { parseGroups, parsePasswd } from '../../../linux/accounts.ts';
import { only, type Topic, textOf } from '../conformance.ts';

export const localUsers: Topic = {
  topic: 'local-users',
  checks: {
    passwd: only(['username', 'uid', 'gid', 'comment', 'home', 'shell'], (given) =>
      parsePasswd(textOf(given)).map(({ login, uid, gid, name, home, shell }) => {
        return { username: login, uid, gid, comment: name, home, shell };
      }),
    ),
    group: only(['group_name', 'gid', 'members'], (given) =>
      parseGroups(textOf(given)).map(({ name, gid, members }) => ({ group_name: name, gid, members })),
    ),
  },
  notRead: { id: 'Accounts are read from their files.' },
};
