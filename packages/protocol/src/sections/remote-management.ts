import { defineSection, text } from '../define-section.ts';

/** Remote control programs. Source: `REMOTE_MGMT`, `remote_mgmt`. */
export const remoteManagement = defineSection({
  name: 'remoteManagement',
  label: 'Remote control',
  description: 'Programs by which the machine can be controlled from afar.',
  group: 'security',
  rows: 'many',
  wire: { xml: 'REMOTE_MGMT', json: 'remote_mgmt' },
  identity: ['type', 'remoteId'],
  columns: {
    type: text('Program', 'Which program: teamviewer, anydesk…', {
      xml: 'TYPE',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    remoteId: text('Identifier', 'Number or name to connect to.', {
      xml: 'ID',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    version: text('Version', 'Version of the program.', { version: true, xml: 'VERSION', search: true, listed: true }),
  },
});
