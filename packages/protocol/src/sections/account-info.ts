import { defineSection, text } from '../define-section.ts';

/** Administrative data the agent passes on. Source: `ACCOUNTINFO`, OCS protocol. `TAG` is kept beside the sections too. */
export const accountInfo = defineSection({
  name: 'accountInfo',
  label: 'Administrative data',
  description: 'Administrative data the agent passes on.',
  group: 'agent',
  rows: 'many',
  wire: { xml: 'ACCOUNTINFO', json: 'accountinfo' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name of the field.', { xml: 'KEYNAME', search: true, listed: true }),
    value: text('Value', 'Value of the field.', { xml: 'KEYVALUE', search: true, listed: true }),
  },
});
