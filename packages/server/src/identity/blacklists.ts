import { type EvidenceKind, toUuid } from './spelling.ts';

export const blacklistKinds = ['uuid', 'serial', 'mac', 'name'] as const;
export type BlacklistKind = (typeof blacklistKinds)[number];

/** Values that many machines share, and so say nothing about which one it is. Compared as `spelling.ts` spells them. */
export type Blacklists = { has(kind: EvidenceKind, value: string): boolean };

/** What makers put where a number belongs. Source: OCS and FusionInventory defaults; SMBIOS tables seen in the field. */
const SERIALS = `N/A|(NULL STRING)|INVALID|SYS-1234567890|SYS-9876543210|SN-12345|SN-1234567890|MB-1234567890|NNNNNNN|
XXXXXXXXXXX|EVAL|IATPASS|NONE|NULL|EMPTY|UNKNOW|UNKNOWN|NOT SPECIFIED|NOT APPLICABLE|NOT AVAILABLE|NOT SETTABLE|TO BE FILLED BY O.E.M.|
TO BE FILLED BY O.E.M|O.E.M.|OEM|SYSTEM SERIAL NUMBER|BASE BOARD SERIAL NUMBER|CHASSIS SERIAL NUMBER|SERIAL NUMBER XXXXXX|TULIP COMPUTERS|
SN-123456FVGV3I0B8O5N6N7K|DEFAULT STRING|NO ASSET TAG|NO ASSET INFORMATION|ASSET-1234567890|ASSET TAG|SERNUM0|SERNUM1|01234567890123456789AB|
BSS-0123456789|0123456789ABCDEF`;
const UUIDS = [
  '03000200-0400-0500-0006-000700080009',
  '6AB5B300-538D-1014-9FB5-B0684D007B53',
  '12345678-1234-5678-90AB-CDDEEFAABBCC',
];
const MACS = `00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|44:45:53:54:00:00|44:45:53:54:00:01|44:45:53:54:61:6f|00:01:02:7d:9b:1c|
00:08:a1:46:06:35|00:08:a1:66:e2:1a|00:09:dd:10:37:68|00:0f:ea:9a:e2:f0|00:10:5a:72:71:f3|00:11:11:85:08:8b|10:11:11:11:11:11|
50:50:54:50:30:30|33:50:6f:45:30:30|20:41:53:59:4e:ff|24:b6:20:52:41:53|02:00:4e:43:50:49|00:a0:c6:00:00:00|02:80:37:ec:02:00|
0a:00:27:00:00:00|00:50:56:c0:00:01|00:50:56:c0:00:08|e2:e6:16:20:0a:35|d2:0a:2d:a0:04:be|d2:6b:25:2f:2c:e7|00:53:45:00:00:00|
80:00:60:0f:e8:00|00:05:9a:3c:78:00|00:05:9a:3c:7a:00|00:ff:00:00:00:00`;
const words = (list: string) => list.split('|').map((word) => word.trim());

/** The lists as they are shipped. */
export const defaultBlacklists: Readonly<Record<BlacklistKind, readonly string[]>> = {
  serial: words(SERIALS),
  uuid: UUIDS.map((uuid) => toUuid(uuid) ?? uuid),
  mac: words(MACS),
  name: ['localhost', 'linux', 'debian', 'ubuntu', 'raspberrypi', 'win-pc', 'pc', 'desktop'],
};

const listOf: Readonly<Record<EvidenceKind, BlacklistKind | null>> = {
  uuid: 'uuid',
  serial: 'serial',
  boardSerial: 'serial',
  diskSerial: 'serial',
  assetTag: 'serial',
  mac: 'mac',
  name: 'name',
  agentId: null,
  model: null,
};

type Changes = { readonly kind: string; readonly value: string; readonly listed: boolean };

/** @param changes What administrators added to the defaults (`listed`), or took off them. */
export function createBlacklists(changes: readonly Changes[] = []): Blacklists {
  const lists = new Map<string, Set<string>>();
  for (const kind of blacklistKinds) lists.set(kind, new Set(defaultBlacklists[kind]));
  for (const { kind, value, listed } of changes) {
    if (listed) lists.get(kind)?.add(value);
    else lists.get(kind)?.delete(value);
  }
  return {
    has(kind, value) {
      const list = listOf[kind];
      if (list === null) return false;
      if (lists.get(list)?.has(value) === true) return true;
      if (list === 'serial') return isPlaceholder(value);
      return list === 'uuid' && /^([0-9A-F])\1*$/.test(value.replaceAll('-', ''));
    },
  };
}

/** Runs of one character and of counting digits: 0000000, 123456789, 9876543210. */
function isPlaceholder(serial: string): boolean {
  return (
    /^(.)\1*$/.test(serial) || '01234567890123456789012'.includes(serial) || '98765432109876543210'.includes(serial)
  );
}
