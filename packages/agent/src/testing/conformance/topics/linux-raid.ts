import { parseConfig, parseDrive, parseDrives, parseSlots } from '../../../linux/raid/hpacucli.ts';
import {
  parseFields,
  parseLogicalDrives,
  parseMegasasctl,
  parsePhysicalDrives,
  toStorage,
} from '../../../linux/raid/megacli.ts';
import { parseMptStatus } from '../../../linux/raid/mpt-status.ts';
import { parseProcScsi } from '../../../linux/raid/proc-scsi.ts';
import { parseCards, parseUnits } from '../../../linux/raid/three-ware.ts';
import { type Topic, textOf, whole } from '../conformance.ts';
import { toStorageFields } from './linux-disks.ts';

const squeezed = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([label, value]) => [label.trim(), value.replace(/\s+/g, ' ').trim()]));

type Raw = Readonly<Record<string, string>>;
const valuesOf = (expected: unknown) => Object.values(expected as Record<string, Raw>);

/** What the parsers that follow in the reference put in for their own use. */
const OWN = /^__/;

export const linuxRaid: Topic = {
  topic: 'linux-raid',
  checks: {
    '3ware-cards': whole((given) => parseCards(textOf(given))),
    '3ware-units': whole((given) => parseUnits(textOf(given))),
    'hpacucli-config': whole((given) =>
      Object.fromEntries(
        [...parseConfig(textOf(given))].map(([slot, { serial, drives }]) => [
          slot,
          { serial, drives_total: drives.length },
        ]),
      ),
    ),
    'hpacucli-drives': whole((given) => parseDrives(textOf(given))),
    'hpacucli-slots': whole((given) => parseSlots(textOf(given))),
    'hpacucli-storage': whole((given) => toStorageFields(parseDrive(textOf(given)) ?? {})),
    'megacli-pdlist': (given) => megaraidDrives(textOf(given), given.expected),
    'megacli-pdlist-smart': (given) => megaraidDrives(textOf(given), given.expected),
    'megacli-storages': (given) => ({
      got: parsePhysicalDrives(textOf(given, 1)).map(toStorage).map(toStorageFields).map(withoutWwn),
      wanted: Object.entries(given.expected as Record<string, Raw>)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, fields]) => fields),
    }),
    megasasctl: whole((given) => parseMegasasctl(textOf(given)).map(toStorageFields)),
    'mpt-status': whole((given) =>
      parseMptStatus(textOf(given)).map(({ device, ...disk }) => ({
        ...toStorageFields(disk),
        device,
        NAME: given.params.name,
        TYPE: null,
      })),
    ),
    'proc-scsi': whole((given) =>
      parseProcScsi(textOf(given), String(given.params.controller)).map(({ device, ...disk }) => ({
        ...toStorageFields(disk),
        device,
        NAME: given.params.name,
        TYPE: null,
      })),
    ),
    'megacli-ldinfo': (given) => ({
      got: parseLogicalDrives(textOf(given)).map(squeezed),
      wanted: Object.entries(given.expected as Record<string, Raw>)
        .sort(([a], [b]) => Number(a) - Number(b))
        .map(([, fields]) => squeezed(fields)),
    }),
    'megacli-pciinfo': whole((given) => parseFields(textOf(given).replace(/^PCI information.*$/m, ''))),
  },
  notRead: {
    'megacli-encinfo': 'drives name their enclosure themselves',
    'megacli-summary': 'the list of physical drives says more of each',
  },
  differences: [
    {
      parser: 'megacli-pdlist',
      fields: ['Port status', "Port's Linkspeed", 'Port-0', 'Port-1'],
      reason: 'Of a drive with two ports, the first counts.',
    },
    {
      parser: 'megacli-storages',
      fields: ['DISKSIZE'],
      reason: 'The "GB" of MegaCli are 2³⁰ bytes: sizes are computed from the sectors.',
    },
    {
      parser: 'megasasctl',
      fields: ['DISKSIZE', 'MANUFACTURER'],
      reason: 'Sizes in GiB become 10⁶ bytes; makers have one spelling.',
    },
    {
      parser: 'mpt-status',
      fields: ['DISKSIZE', 'MANUFACTURER'],
      reason: 'Sizes in GiB become 10⁶ bytes; a model is no maker.',
    },
    {
      parser: 'proc-scsi',
      fields: ['MANUFACTURER'],
      reason: 'A model is no maker.',
    },
  ],
};

const withoutWwn = ({ WWN: _, ...fields }: Record<string, unknown>) => fields;

function megaraidDrives(text: string, expected: unknown) {
  const wanted = valuesOf(expected).map((fields) =>
    squeezed(Object.fromEntries(Object.entries(fields).filter(([label]) => !OWN.test(label)))),
  );
  const bySlot = (drives: readonly Raw[]) =>
    drives.toSorted((a, b) => Number(a['Slot Number']) - Number(b['Slot Number']));
  return { got: bySlot(parsePhysicalDrives(text).map(squeezed)), wanted: bySlot(wanted) };
}
