import { datetime, defineSection, text } from '../define-section.ts';

/**
 * Logins that last; section `users` has their users, each once.
 *
 * Source: `SESSIONS`, `sessions`, ours.
 */
export const sessions = defineSection({
  name: 'sessions',
  label: 'Sessions',
  description: 'Sessions that were open when the inventory was made.',
  group: 'users',
  rows: 'many',
  wire: { xml: 'SESSIONS', json: 'sessions' },
  identity: ['login', 'terminal', 'startedAt'],
  volatile: true,
  columns: {
    login: text('Login', 'User of the session.', { xml: 'LOGIN', search: true, listed: true }),
    terminal: text('Terminal', 'Terminal or display.', { xml: 'TERMINAL', listed: true }),
    remoteHost: text('Remote host', 'Where the user logged in from.', {
      xml: 'REMOTEHOST',
      json: 'remote_host',
      search: true,
      listed: true,
    }),
    type: text('Type', 'tty, x11, wayland, ssh…', { xml: 'TYPE', search: true, listed: true }),
    startedAt: datetime('Started at', 'When it was opened.', { xml: 'STARTED', listed: true }),
    state: text('State', 'Active, online or locked.', { xml: 'STATE' }),
  },
});
