import { datetime, defineSection, text } from '../define-section.ts';

/** User accounts of the machine. Source: `LOCAL_USERS`, `local_users`; agents of OCS leave out an id of 0. */
export const localUsers = defineSection({
  name: 'localUsers',
  label: 'Local accounts',
  description: 'User accounts of the machine itself.',
  group: 'users',
  rows: 'many',
  wire: { xml: 'LOCAL_USERS', json: 'local_users' },
  identity: ['login', 'userId'],
  columns: {
    login: text('Login', 'Name to log in with.', { xml: 'LOGIN', search: true, listed: true }),
    name: text('Name', 'Full name.', { xml: 'NAME', search: true, listed: true }),
    userId: text('User id', 'Number or SID of the account.', {
      xml: ['ID', 'ID_USER'],
      ocs: ['ID_USER', 'ID'],
      json: ['id', 'id_user'],
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    groupId: text('Group id', 'Number of its first group.', { xml: 'GID', listed: true }),
    home: text('Home folder', 'Its home folder.', { xml: 'HOME', listed: true }),
    shell: text('Shell', 'Program started at login.', { xml: 'SHELL', search: true, listed: true }),
    lastLoginAt: datetime('Last login', 'When it last logged in.', {
      xml: 'LASTLOGIN',
      json: 'last_login',
      volatile: true,
      search: true,
      listed: true,
    }),
    member: text('Groups', 'Groups it belongs to.', { xml: 'MEMBER' }),
  },
});
