import { defineSection, integer, text } from '../define-section.ts';

/** Events that extensions of OCS agents report. Source: `JOURNALLOG`, OCS protocol. */
export const journalLogs = defineSection({
  name: 'journalLogs',
  label: 'Journal',
  description: 'Events that extensions of the agent report.',
  group: 'agent',
  rows: 'many',
  wire: { xml: 'JOURNALLOG', json: 'journallog' },
  identity: ['loggedAt', 'journal', 'listener'],
  columns: {
    loggedAt: text('Date', 'When it happened, as the agent writes it.', { xml: 'DATE', listed: true }),
    journal: text('Event', 'What happened.', { xml: 'JOURNALLOG', search: true, listed: true }),
    listener: text('Listener', 'What reported it.', { xml: 'LISTENERNAME', search: true, listed: true }),
    status: integer('Status', 'State as a number.', { xml: 'STATUS', listed: true }),
    errorCode: integer('Error', 'Number of the error.', { xml: 'ERRORCODE', listed: true }),
  },
});
