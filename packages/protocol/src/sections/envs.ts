import { defineSection, text } from '../define-section.ts';

/**
 * Environment variables of the agent's process.
 *
 * Source: `ENVS`, `envs`. Values such as `INVOCATION_ID` or `SSH_CONNECTION` differ at every run: the history tells
 * which variables come and go, not their values.
 */
export const envs = defineSection({
  name: 'envs',
  label: 'Environment variables',
  description: 'Environment variables the agent ran with.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'ENVS', json: 'envs' },
  identity: ['name'],
  columns: {
    name: text('Name', 'Name of the variable.', { xml: 'KEY', jsonRequired: true, search: true, listed: true }),
    value: text('Value', 'Value of the variable.', {
      xml: 'VAL',
      jsonRequired: true,
      volatile: true,
      search: true,
      listed: true,
    }),
  },
});
