import { datetime, defineSection, text } from '../define-section.ts';

/** The run of the agent itself. Source: `ACCESSLOG`, `accesslog`. */
export const accessLog = defineSection({
  name: 'accessLog',
  label: 'Agent run',
  description: 'When and as whom the agent made the inventory.',
  group: 'agent',
  rows: 'one',
  wire: { xml: 'ACCESSLOG', json: 'accesslog' },
  identity: [],
  columns: {
    loggedAt: datetime('Made at', 'When the inventory was made, by the clock of the machine.', {
      xml: 'LOGDATE',
      jsonRequired: true,
      volatile: true,
      listed: true,
    }),
    userId: text('User', 'User the agent saw.', { xml: 'USERID', volatile: true, listed: true }),
    processes: text('Processes', 'Processes the agent saw; very old agents only.', {
      xml: 'PROCESSES',
      volatile: true,
    }),
  },
});
