import { defineSection, text } from '../define-section.ts';

/** Packages the agent remembers having been given. Source: `DOWNLOAD/HISTORY/PACKAGE`, attribute `ID`, OCS protocol. */
export const downloadHistory = defineSection({
  name: 'downloadHistory',
  label: 'Deployed packages',
  description: 'Packages the agent remembers having been given.',
  group: 'agent',
  rows: 'many',
  wire: { xml: 'DOWNLOAD/HISTORY/PACKAGE' },
  identity: ['packageId'],
  columns: {
    packageId: text('Package', 'Number of the package.', { xml: 'ID', search: true, listed: true }),
  },
});
