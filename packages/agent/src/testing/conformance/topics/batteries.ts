import { mergeBatteries, toldBatteries } from '../../../collectors/linux/batteries.ts';
import { parseUpower, parseUpowerPaths } from '../../../linux/upower.ts';
import { dmidecodeSmbios } from '../../../smbios/dmidecode-smbios.ts';
import { parseDmidecode } from '../../../smbios/dmidecode-text.ts';
import { type Topic, textOf, whole } from '../conformance.ts';
import { toBatteryFields } from './dmidecode.ts';

const CHEMISTRY = 'One word for each chemistry, whoever tells of it: "LiP" and "lithium-polymer" are Lithium Polymer.';

export const batteries: Topic = {
  topic: 'batteries',
  checks: {
    'merge-upower': whole((given) => {
      const told = toldBatteries(dmidecodeSmbios(parseDmidecode(textOf(given, 0))).batteries());
      const live = given.inputs.slice(1).map((_, at) => parseUpower(textOf(given, at + 1)));
      const merged = mergeBatteries(
        live.filter((battery) => battery !== null),
        told,
      );
      return { dmidecode_only: told.map(toBatteryFields), merged: merged.map(toBatteryFields) };
    }),
    'upower-enumerate': whole((given) => parseUpowerPaths(textOf(given))),
    'upower-info': whole((given) => {
      const battery = parseUpower(textOf(given));
      return battery === null ? null : toBatteryFields(battery);
    }),
  },
  notRead: {
    acpiconf: 'a program of FreeBSD',
    'merge-acpiconf': 'a program of FreeBSD',
  },
  differences: [
    { parser: 'merge-upower', fields: ['CHEMISTRY'], reason: CHEMISTRY },
    { parser: 'upower-info', fields: ['CHEMISTRY'], reason: CHEMISTRY },
    {
      parser: 'merge-upower',
      cases: ['toshiba_1'],
      fields: ['SERIAL', 'dmidecode_only', 'MANUFACTURER'],
      reason: 'Zero is no serial number; the firmware names the maker, but not the battery.',
    },
    {
      parser: 'upower-info',
      cases: ['inputs/upower/infos_1.txt', 'inputs/upower/infos_3.txt'],
      fields: ['SERIAL'],
      reason: 'Zero is no serial number.',
    },
  ],
};
