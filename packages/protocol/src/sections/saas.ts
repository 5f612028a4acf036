import { defineSection, integer, text } from '../define-section.ts';

/** Web applications seen in the DNS cache. Source: `SAAS`, OCS protocol. */
export const saas = defineSection({
  name: 'saas',
  label: 'Web applications',
  description: 'Web applications seen in the DNS cache of the machine.',
  group: 'software',
  rows: 'many',
  wire: { xml: 'SAAS', json: 'saas' },
  identity: ['entry', 'data'],
  columns: {
    entry: text('Host', 'Host name that was looked up.', { xml: 'ENTRY', search: true, listed: true }),
    data: text('Answer', 'Answer of the DNS.', { xml: 'DATA', listed: true }),
    ttl: integer('Time to live', 'How long the answer is good.', { xml: 'TTL', unit: 's', volatile: true }),
  },
});
