import { defineSection, text } from '../define-section.ts';

/** Who is logged in. Source: `USERS`, `users`; `USER` of agents for Android. */
export const users = defineSection({
  name: 'users',
  label: 'Logged-in users',
  description: 'Users who were logged in when the inventory was made.',
  group: 'users',
  rows: 'many',
  wire: { xml: ['USERS', 'USER'], json: ['users', 'user'] },
  identity: ['login', 'domain'],
  columns: {
    login: text('Login', 'Name the user logged in with.', { xml: 'LOGIN', search: true, listed: true }),
    domain: text('Domain', 'Windows domain of the user.', { xml: 'DOMAIN', search: true, listed: true }),
  },
});
