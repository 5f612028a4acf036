import { sections } from '@muster/protocol';
import { linuxNetworks } from '../../../collectors/linux/networks.ts';
import type { Found } from '../../../define-collector.ts';
import { readFibreChannel } from '../../../linux/fibre-channel.ts';
import { parseIfconfig } from '../../../linux/ip-addr.ts';
import { parseDockerNetwork, parseNetworkIds } from '../../../linux/macvlan.ts';
import { parseHponcfg } from '../../../linux/management-cards.ts';
import { parseIpRoute } from '../../../linux/routes.ts';
import { parseIwconfig } from '../../../linux/wifi.ts';
import { replayHost } from '../../replay-host.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const FIELDS =
  'DESCRIPTION TYPE STATUS MACADDR SPEED IPADDRESS IPMASK IPSUBNET IPGATEWAY IPADDRESS6 IPMASK6 IPSUBNET6 VIRTUALDEV WWN'.split(
    ' ',
  );

/** "Up", there. */
const toNetworkFields = (row: Found<'networks'>, fields: readonly string[] = FIELDS) => {
  const named = toFields(sections.networks, row, fields);
  const status = row.status === 'up' ? 'Up' : 'Down';
  return fields.includes('STATUS') ? { ...named, STATUS: status } : named;
};

const BASE = [
  'DESCRIPTION',
  'STATUS',
  'MACADDR',
  'IPADDRESS',
  'IPMASK',
  'IPSUBNET',
  'IPADDRESS6',
  'IPMASK6',
  'IPSUBNET6',
];

/** What systool prints is what the kernel has in these files. */
function toFiles(systool: string): Record<string, string> {
  const hosts = systool.split(/^(?=\s+Class Device = )/m).filter((part) => part.includes('Class Device = "'));
  return Object.fromEntries(
    hosts.flatMap((part) => {
      const [, name] = /Class Device = "(\w+)"/.exec(part) ?? [];
      const values = [...part.matchAll(/^\s+(\w+)\s+= "(.*)"$/gm)];
      return values.map(([, file = '', value = '']) => [`/sys/class/fc_host/${name}/${file}`, value]);
    }),
  );
}

export const linuxNetwork: Topic = {
  topic: 'linux-network',
  checks: {
    'docker-network-inspect': whole((given) => parseDockerNetwork(textOf(given)).map((row) => toNetworkFields(row))),
    'docker-network-ls': whole((given) => parseNetworkIds(textOf(given))),
    hponcfg: whole((given) => ({
      ...toNetworkFields(parseHponcfg(textOf(given)) ?? {}),
      MANAGEMENT: 'iLO',
      VIRTUALDEV: null,
    })),
    ifconfig: whole((given) =>
      parseIfconfig(textOf(given)).map(({ name, kind, status, mac, ipv4, ipv6 }) => ({
        DESCRIPTION: name,
        TYPE: kind === 'ether' ? 'ethernet' : null,
        STATUS: status === 'up' ? 'Up' : 'Down',
        MACADDR: mac,
        IPADDRESS: ipv4[0]?.address,
        IPMASK: toDotted(ipv4[0]?.prefixLength),
        IPADDRESS6: ipv6[0]?.address,
      })),
    ),
    'ip-addr': whole(async (given) => {
      const rows = await linuxNetworks.collect(replayHost({ commands: { 'ip addr show': textOf(given) } }));
      return (rows ?? []).map((row) => toNetworkFields(row, BASE));
    }),
    'ip-default-gateway': whole((given) => parseIpRoute(textOf(given))[0]?.gateway),
    iwconfig: whole((given) => {
      const [found] = parseIwconfig(textOf(given));
      return { mode: found?.mode, version: found?.version };
    }),
    'systool-fc-host': whole(async (given) =>
      (await readFibreChannel(replayHost({ files: toFiles(textOf(given)) }))).map((row) => ({
        ...toNetworkFields(row),
        VIRTUALDEV: null,
      })),
    ),
  },
  differences: [
    {
      parser: 'ip-addr',
      fields: ['IPMASK6', 'IPSUBNET6'],
      reason: 'The mask of a single IPv6 address (/128) has all bits.',
    },
    {
      parser: 'ip-addr',
      cases: ['inputs/ip/ip_addr-el8'],
      fields: ['DESCRIPTION'],
      reason: 'An interface is called the same in all of its rows: macvlan0, without what it is built on.',
    },
    {
      parser: 'ip-addr',
      cases: ['inputs/ip/ip_addr-5', 'inputs/ip/ip_addr-el8'],
      reason:
        'An interface that has only addresses with names of their own needs no row without address beside theirs.',
    },
    {
      parser: 'ifconfig',
      cases: ['inputs/ifconfig/linux-bonding', 'inputs/ifconfig/linux-rhel5.6'],
      reason: 'The last interface of the list is one, too.',
    },
    {
      parser: 'ifconfig',
      fields: ['IPADDRESS6'],
      reason: 'The length of the prefix is no part of an address.',
    },
  ],
};

function toDotted(prefixLength: number | undefined): string | null {
  if (prefixLength === undefined) return null;
  return [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefixLength - from)))).join('.');
}
