import { expect, test } from 'vitest';
import { DATETIME, IP_ADDRESS, IPV4, IPV6 } from './json-patterns.ts';

const matching = (text: string) =>
  Object.entries({ IPV4, IPV6, IP_ADDRESS, DATETIME })
    .filter(([, pattern]) => new RegExp(pattern).test(text))
    .map(([name]) => name);

test.each([
  { text: '192.168.56.10', patterns: ['IPV4', 'IP_ADDRESS'] },
  { text: '255.255.255.255', patterns: ['IPV4', 'IP_ADDRESS'] },
  { text: '256.1.1.1', patterns: [] },
  { text: '1.2.3', patterns: [] },
  { text: '1.2.3.4.', patterns: [] },
  { text: '10.0.0.1/24', patterns: [] },
  { text: 'fe80::5054:ff:fe12:3456', patterns: ['IPV6', 'IP_ADDRESS'] },
  { text: '::', patterns: ['IPV6', 'IP_ADDRESS'] },
  { text: '::1', patterns: ['IPV6', 'IP_ADDRESS'] },
  { text: '2001:db8:1:2:3:4:5:6', patterns: ['IPV6', 'IP_ADDRESS'] },
  { text: '52:54:00:12:34:56', patterns: [] },
  { text: '1::2::3', patterns: [] },
  { text: ':1::2', patterns: [] },
  { text: ':::', patterns: [] },
  { text: 'fe80::1%eth0', patterns: [] },
  { text: '2026-11-20 08:47:00', patterns: ['DATETIME'] },
  { text: '2026-11-20T08:47:00Z', patterns: ['DATETIME'] },
  { text: '2011-1-7 2:16PM', patterns: [] },
  { text: '', patterns: [] },
])('"$text" is let through by $patterns', ({ text, patterns }) => {
  expect(matching(text)).toEqual(patterns);
});
