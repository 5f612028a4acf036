import { defineSection, text } from '../define-section.ts';
import { IPV4, IPV6 } from '../json-patterns.ts';

/** Firewalls. Source: `FIREWALL` (XML), `firewalls` (JSON); one row a profile on Windows. */
export const firewalls = defineSection({
  name: 'firewalls',
  label: 'Firewalls',
  description: 'Firewalls of the machine.',
  group: 'security',
  rows: 'many',
  wire: { xml: ['FIREWALL', 'FIREWALLS'], json: ['firewalls', 'firewall'] },
  identity: ['profile', 'description', 'ip', 'ip6'],
  columns: {
    status: text('Status', 'On or off.', {
      xml: 'STATUS',
      letters: 'lower',
      jsonRequired: true,
      search: true,
      listed: true,
    }),
    description: text('Description', 'Which firewall it is.', { xml: 'DESCRIPTION', search: true, listed: true }),
    profile: text('Profile', 'Profile it belongs to; Windows only.', { xml: 'PROFILE', search: true, listed: true }),
    ip: text('IP address', 'IPv4 address it protects.', { xml: 'IPADDRESS', jsonPattern: IPV4, listed: true }),
    ip6: text('IPv6 address', 'IPv6 address it protects.', { xml: 'IPADDRESS6', jsonPattern: IPV6, listed: true }),
  },
});
