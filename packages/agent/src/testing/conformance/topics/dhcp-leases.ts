import { parseLeases } from '../../../linux/dhcp-leases.ts';
import { type Topic, textOf, whole } from '../conformance.ts';

export const dhcpLeases: Topic = {
  topic: 'dhcp-leases',
  checks: {
    'dhclient-lease': whole((given) => parseLeases(textOf(given), String(given.params.interface))),
  },
};
