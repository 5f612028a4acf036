import { sections } from '@muster/protocol';
import type { Found } from '../../../define-collector.ts';
import { parseHdparm } from '../../../linux/hdparm.ts';
import { parseSmartctl } from '../../../linux/smartctl.ts';
import { decodeUdev, parseUdev } from '../../../linux/udev.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const FIELDS = 'NAME MANUFACTURER MODEL DESCRIPTION TYPE INTERFACE DISKSIZE SERIALNUMBER FIRMWARE WWN'.split(' ');

export const toStorageFields = (row: Found<'storages'>) =>
  toFields(sections.storages, row, FIELDS, { serial: 'SERIALNUMBER' });

const HAL = 'systems with HAL (until 2010) have kernels and libraries on which the agent does not run';

export const linuxDisks: Topic = {
  topic: 'linux-disks',
  checks: {
    hdparm: whole((given) => toStorageFields(parseHdparm(textOf(given)))),
    smartctl: whole((given) => toStorageFields(parseSmartctl(textOf(given)).identity)),
    'udev-db': (given) => {
      const udev = parseUdev(textOf(given));
      const { MODEL, SERIALNUMBER, FIRMWARE, TYPE, DESCRIPTION } = given.expected as Record<string, string>;
      return {
        got: {
          MODEL: decodeUdev(udev.ID_MODEL_ENC)?.replaceAll(' ', '_'),
          SERIALNUMBER: udev.ID_SERIAL_SHORT,
          FIRMWARE: udev.ID_REVISION,
          TYPE: udev.ID_TYPE,
          DESCRIPTION: udev.ID_BUS,
        },
        wanted: { MODEL, SERIALNUMBER, FIRMWARE, TYPE, DESCRIPTION },
      };
    },
  },
  differences: [
    {
      parser: 'smartctl',
      fields: ['DESCRIPTION', 'INTERFACE'],
      reason: 'Where smartctl does not tell the bus, the kernel does; there it is taken for SATA.',
    },
    {
      parser: 'smartctl',
      cases: ['inputs/smartctl/sample7'],
      fields: ['WWN'],
      reason: 'The logical unit id of a SAS disk is its WWN.',
    },
    {
      parser: 'smartctl',
      cases: [1, 2, 8].map((number) => `inputs/smartctl/sample${number}`),
      fields: ['TYPE'],
      reason: 'A device that does not say what it is stays what the kernel calls it.',
    },
    {
      parser: 'smartctl',
      cases: ['inputs/smartctl/sample8'],
      fields: ['MANUFACTURER'],
      reason: 'Indilinx made the controller, OCZ the disk.',
    },
    {
      parser: 'smartctl',
      cases: ['inputs/smartctl/sample9'],
      fields: ['DISKSIZE', 'MODEL', 'TYPE', 'DESCRIPTION'],
      reason: 'A drive without medium has no size, and its model is printed to the end.',
    },
  ],
  notRead: { 'hal-devices': HAL, 'hal-volumes': HAL },
};
