import { defineSection, integer, text } from '../define-section.ts';

/** Why a network device could not be asked. Source: `DEVICE/ERROR`, `error` of GLPI JSON. */
export const deviceErrors = defineSection({
  name: 'deviceErrors',
  label: 'Errors',
  description: 'Why the network device could not be asked.',
  group: 'agent',
  rows: 'many',
  wire: { device: 'ERROR', json: 'error' },
  identity: ['type', 'message'],
  columns: {
    message: text('Message', 'What went wrong.', { xml: 'MESSAGE', listed: true }),
    type: text('Type', 'Kind of device that was asked.', { xml: 'TYPE', listed: true }),
    serverId: integer('Server id', 'Number the asking server gave the device.', { xml: 'ID' }),
  },
});
