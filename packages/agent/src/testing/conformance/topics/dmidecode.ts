import { sections } from '@muster/protocol';
import { toldBatteries } from '../../../collectors/linux/batteries.ts';
import { toIsoDate, toModel, toSerial } from '../../../collectors/linux/bios.ts';
import { selectPowerSupplies } from '../../../collectors/linux/power-supplies.ts';
import type { Found } from '../../../define-collector.ts';
import { meaningful } from '../../../smbios/decode-smbios.ts';
import { dmidecodeSmbios } from '../../../smbios/dmidecode-smbios.ts';
import { parseDmidecode } from '../../../smbios/dmidecode-text.ts';
import { toMemories } from '../../../smbios/memory-modules.ts';
import { toCpu } from '../../../smbios/processors.ts';
import type { CorpusCase } from '../../corpus.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const smbios = (given: CorpusCase) => dmidecodeSmbios(parseDmidecode(textOf(given)));

export const dmidecode: Topic = {
  topic: 'dmidecode',
  checks: {
    batteries: whole((given) => toldBatteries(smbios(given).batteries()).map(toBatteryFields)),
    bios: whole((given) => {
      const machine = smbios(given).machine();
      return {
        ASSETTAG: machine.assetTag,
        BDATE: toAmericanDate(toIsoDate(machine.biosDate)),
        BMANUFACTURER: machine.biosManufacturer,
        BVERSION: machine.biosVersion,
        MMANUFACTURER: machine.boardManufacturer,
        MMODEL: machine.boardModel,
        MSN: machine.boardSerial,
        SKUNUMBER: machine.systemSku,
        SMANUFACTURER: machine.systemManufacturer,
        SMODEL: toModel(machine),
        SSN: toSerial(machine),
      };
    }),
    cpus: whole((given) => smbios(given).processors().map(toCpu).map(toCpuFields)),
    hardware: whole((given) => {
      const { chassisType, uuid } = smbios(given).machine();
      return { CHASSIS_TYPE: chassisType, UUID: uuid?.toUpperCase() };
    }),
    memories: whole((given) => toMemories(smbios(given).memory()).map(toMemoryFields)),
    ports: whole((given) => {
      const found = smbios(given).ports();
      const names = ['NAME', 'CAPTION', 'DESCRIPTION', 'TYPE'];
      return found.length === 0 ? null : found.map((row) => toFields(sections.ports, row, names));
    }),
    powersupplies: whole((given) => selectPowerSupplies(smbios(given).powerSupplies()).map(toPowerSupplyFields)),
    raw: (given) => {
      const blocks = Map.groupBy(parseDmidecode(textOf(given)), ({ type }) => String(type));
      const got = [...blocks].map(([type, found]) => [type, found.map(({ fields }) => told(fields))]);
      const wanted = Object.entries(given.expected as Record<string, Record<string, string>[]>);
      return { got: withoutSilent(got), wanted: withoutSilent(wanted.map(([type, found]) => [type, found.map(told)])) };
    },
    slots: whole((given) =>
      smbios(given)
        .slots()
        .map((row) => toFields(sections.slots, row, ['NAME', 'DESCRIPTION', 'DESIGNATION', 'STATUS'])),
    ),
  },
  differences: [
    {
      parser: 'batteries',
      fields: ['CHEMISTRY'],
      reason: 'One word for each chemistry, whoever tells of it: "LION" is Lithium Ion, "LiP" Lithium Polymer.',
    },
    {
      parser: 'batteries',
      cases: ['inputs/linux-2.6'],
      fields: ['SERIAL'],
      reason:
        'The number of a Smart Battery is printed in hexadecimal digits, whether or not there are letters among them.',
    },
    {
      parser: 'bios',
      cases: ['inputs/S5000VSA'],
      fields: ['SSN'],
      reason: 'Dots are no serial number.',
    },
    {
      parser: 'bios',
      cases: ['inputs/lenovo-thinkpad', 'inputs/windows'],
      fields: ['ASSETTAG'],
      reason: '"No Asset Information" and zeros are no asset tag.',
    },
    {
      parser: 'bios',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['BDATE', 'MMANUFACTURER', 'MMODEL'],
      reason: 'Old labels ("Release", "Vendor") are read, too.',
    },
    {
      parser: 'cpus',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['FAMILYNAME', 'NAME'],
      reason: 'Old labels ("Processor Family") are read, too.',
    },
    {
      parser: 'hardware',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['CHASSIS_TYPE'],
      reason: 'Old labels ("Chassis Type") are read, too.',
    },
    {
      parser: 'hardware',
      cases: ['inputs/windows-hyperV-2019'],
      fields: ['UUID'],
      reason: 'UUIDs have one letter case.',
    },
    {
      parser: 'memories',
      cases: ['inputs/S3000AHLX', 'inputs/linux-2.6', 'inputs/openbsd-3.8', 'inputs/rhel-3.4'],
      fields: ['MANUFACTURER', 'SERIALNUMBER'],
      reason: 'The number that JEDEC gave the maker, or the part number, names it; "NO DIMM" is no serial number.',
    },
    {
      parser: 'memories',
      cases: ['inputs/dell-fx160', 'inputs/hp-dl180', 'inputs/oracle-server-x5-2', 'inputs/windows-7'],
      fields: ['SERIALNUMBER', 'MANUFACTURER'],
      reason: '"SerNum01", "NO DIMM" and zeros are no serial numbers; a part number names its maker.',
    },
    {
      parser: 'memories',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['CAPTION'],
      reason: 'Old labels ("Socket") are read, too.',
    },
    {
      parser: 'ports',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['CAPTION', 'DESCRIPTION'],
      reason: 'Old labels ("External Designator") are read, too.',
    },
    {
      parser: 'raw',
      cases: ['inputs/openbsd-3.8', 'inputs/rhel-4.3', 'inputs/rhel-5.6', 'inputs/windows'],
      fields: ['Description', 'Type', 'Status'],
      reason: 'Where a structure of old versions repeats a label (devices on the board), the first value counts.',
    },
    {
      parser: 'slots',
      cases: ['inputs/vmware-esx-2.5'],
      fields: ['NAME', 'STATUS'],
      reason: 'Old labels ("Slot", "Status") are read, too.',
    },
  ],
};

/** Placeholders are no values; there some of them are left out, too. */
const told = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([label, value]) => [label, meaningful(value)])
      .filter(([, value]) => value !== null),
  );

const withoutSilent = (types: readonly unknown[][]) =>
  Object.fromEntries(
    types
      .map(([type, found]) => [type, (found as object[]).filter((fields) => Object.keys(fields).length > 0)] as const)
      .filter(([, found]) => found.length > 0),
  );

const toAmericanDate = (date: string | null) => date?.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1') ?? null;

export function toBatteryFields(row: Found<'batteries'>) {
  const names = ['NAME', 'MANUFACTURER', 'SERIAL', 'CHEMISTRY', 'CAPACITY', 'REAL_CAPACITY', 'VOLTAGE', 'DATE'];
  const fields = toFields(sections.batteries, row, names);
  const day = row.manufacturedOn?.replace(/^(\d+)-(\d+)-(\d+)$/, '$3/$2/$1') ?? null;
  return { ...fields, DATE: day };
}

export function toCpuFields(row: Found<'cpus'>) {
  const names =
    'NAME MANUFACTURER CORE CORECOUNT THREAD SPEED EXTERNAL_CLOCK ID SERIAL FAMILYNAME FAMILYNUMBER MODEL STEPPING';
  // Threads of a core, there.
  const threads = row.threads && row.cores ? row.threads / row.cores : null;
  return { ...toFields(sections.cpus, row, names.split(' ')), THREAD: threads };
}

export function toMemoryFields(row: Found<'memories'>) {
  const names =
    'CAPACITY CAPTION DESCRIPTION MANUFACTURER MEMORYCORRECTION MODEL NUMSLOTS SERIALNUMBER SPEED TYPE'.split(' ');
  return toFields(sections.memories, row, names);
}

export function toPowerSupplyFields(row: Found<'powerSupplies'>) {
  const names = 'NAME MANUFACTURER SERIALNUMBER PARTNUM POWER_MAX STATUS LOCATION'.split(' ');
  const word = (flag: boolean | null | undefined) => (flag === true ? 'Yes' : flag === false ? 'No' : null);
  return {
    ...toFields(sections.powerSupplies, row, names),
    PLUGGED: word(row.plugged),
    HOTREPLACEABLE: word(row.hotReplaceable),
  };
}
