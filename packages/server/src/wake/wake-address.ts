import { BlockList, isIP } from 'node:net';

/** Networks where no machine of a fleet is reached: this host itself, the link, groups, documentation, reserved ranges. */
const NOWHERE = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16', // cloud providers answer there with secrets of the server
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  '64:ff9b::/96', // IPv4 in other clothes: it would lead to the networks above
  '100::/64',
  '2001::/32',
  '2001:db8::/32',
  '2002::/16',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

const nowhere = new BlockList();
for (const network of NOWHERE) {
  const [address = '', prefix] = network.split('/');
  nowhere.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** An address in one spelling: IPv4 without the clothes of IPv6, no zone; null for what is none. */
export function plainAddress(given: string): string | null {
  const address = given.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  // A zone names an interface of this host: an agent has no business to choose one.
  if (isIP(address) === 0 || address.includes('%')) return null;
  return address;
}

/** Whether a machine may be there. IPv4 written as `::ffff:7f00:1` counts as the IPv4 that it is. */
export function isReachableKind(address: string): boolean {
  if (/^(?:0*:){1,5}:?ffff:/i.test(address)) return false;
  return !nowhere.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
