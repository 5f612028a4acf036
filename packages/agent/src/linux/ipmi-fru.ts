import type { Found } from '../define-collector.ts';
import { type Host, once } from '../host/host.ts';
import { meaningful } from '../smbios/decode-smbios.ts';
import { toModuleMaker } from '../smbios/memory-modules.ts';
import { toPartNumber } from '../smbios/power-supply-parts.ts';
import { labelledValues } from './bounded-text.ts';
import { findMaker } from './manufacturers.ts';

/** A replaceable part of a server, as its service processor describes it. */
export type FruRecord = { readonly name: string; readonly fields: Readonly<Record<string, string>> };

/** Replaceable parts; empty where there is no service processor, or only root may ask it. */
export function readFru(host: Host): Promise<readonly FruRecord[]> {
  return once(host, 'ipmi fru', async () => {
    if ((await host.stat('/dev/ipmi0')) === null) return [];
    return parseFru((await host.run('ipmitool', ['fru', 'print'], { timeoutMs: 25_000 })) ?? '');
  });
}

/** Output of `ipmitool fru print`; records of absent parts are left out. */
export function parseFru(text: string): FruRecord[] {
  const records: { name: string; fields: Record<string, string> }[] = [];
  for (const line of text.split('\n')) {
    const [[label, value] = ['', '']] = labelledValues(line);
    if (label === 'FRU Device Description')
      records.push({ name: value.replace(/ \(ID \d+\)$/, '').trim(), fields: {} });
    else if (line.startsWith(' ')) {
      const found = meaningful(value);
      const record = records.at(-1);
      if (found !== null && record !== undefined) record.fields[label] ??= found;
    }
  }
  return records.filter(({ fields }) => Object.keys(fields).length > 0);
}

const field = ({ fields }: FruRecord, ...labels: string[]): string | null =>
  labels.map((label) => fields[label]).find((value) => value !== undefined) ?? null;

/** Names of the parts as makers spell them: `PS1`, `PSU 2`, `Pwr Supply 1 FRU`, `Power Supply 1`. */
const POWER_SUPPLY = /^(?:PSU?\s*\d|Pwr Supply|Power Supply)/i;

function toPowerSupply(record: FruRecord): Found<'powerSupplies'> {
  const manufacturer = field(record, 'Product Manufacturer', 'Board Mfg', 'Product Mfg');
  const part = field(record, 'Product Part Number', 'Board Part Number');
  const [, watts] = /(\d+)\s*W/.exec(field(record, 'Max Power Capacity') ?? '') ?? [];
  return {
    name: field(record, 'Product Name', 'Board Product'),
    manufacturer: findMaker(manufacturer) ?? manufacturer,
    serial: field(record, 'Product Serial', 'Board Serial'),
    partNumber: toPartNumber(part, manufacturer),
    ...(watts === undefined ? {} : { maximumPower: Number(watts) }),
  };
}

/** Fills in what firmware left out: the same serial number or part number first, then by order, then what is new. */
export function completePowerSupplies(
  found: readonly Found<'powerSupplies'>[],
  records: readonly FruRecord[],
): Found<'powerSupplies'>[] {
  const told = records
    .filter(({ name }) => POWER_SUPPLY.test(name))
    .map(toPowerSupply)
    .filter(({ serial, partNumber, name }) => serial ?? partNumber ?? name);
  const rest = [...told];
  const merged = found.map((supply) => {
    const bySerial = rest.findIndex(({ serial }) => serial !== null && serial === supply.serial);
    const at = bySerial !== -1 || supply.serial ? bySerial : rest.length > 0 ? 0 : -1;
    const [other = {}] = at === -1 ? [] : rest.splice(at, 1);
    return fillIn(supply, other);
  });
  return [...merged, ...rest];
}

/** Slots by the letters and numbers in their names: "PROC 1 DIMM 3A" and "P1-DIMM3A", "DIMM_A1" and "A1" are the same. */
function toSlotKey(name: string): string {
  return name
    .toUpperCase()
    .replace(/\bSPD\b|\bFRU\b/g, '')
    .replace(/PROC(?:ESSOR)?\s*(?=\d)|CPU\s*(?=\d)|\bP(?=\d)/g, 'P')
    .replace(/DIMM/g, 'D')
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^D(?=[A-Z])/, '');
}

/** Fills in makers, part and serial numbers of memory modules. */
export function completeMemories(
  modules: readonly Found<'memories'>[],
  records: readonly FruRecord[],
): Found<'memories'>[] {
  const told = new Map(
    records
      .filter(({ name, fields }) => /dimm/i.test(name) || fields['Memory Type'] !== undefined)
      .map((record) => [toSlotKey(record.name), record]),
  );
  return modules.map((module) => {
    const record = told.get(toSlotKey(module.caption ?? ''));
    if (record === undefined || !module.capacity) return module;
    return fillIn(module, {
      manufacturer: toModuleMaker(field(record, 'Manufacturer', 'Board Mfg', 'Product Manufacturer')),
      model: field(record, 'Part Number', 'Board Part Number', 'Product Part Number'),
      serial: field(record, 'Serial Number', 'Board Serial', 'Product Serial'),
    });
  });
}

function fillIn<T extends object>(row: T, other: Partial<T>): T {
  const known = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return { ...row, ...other, ...Object.fromEntries(known) };
}

/** Cards that are no PCI devices of their own, or whose serial numbers only the service processor knows. */
const CARD = /^(BP|PERC|NDC|Ethernet Adptr|SAS Ctrl|HBA|Riser)/i;

/** Backplanes, RAID and network cards of servers. */
export function toFruControllers(records: readonly FruRecord[]): Found<'controllers'>[] {
  return records.flatMap((record) => {
    const [, type] = CARD.exec(record.name) ?? [];
    const name = field(record, 'Board Product', 'Product Name');
    if (type === undefined || name === null) return [];
    const manufacturer = field(record, 'Board Mfg', 'Product Manufacturer');
    const part = field(record, 'Board Part Number', 'Product Part Number');
    const [, revision] = /^[0-9A-Z]{6}([AX]\d\d)$/.exec(part ?? '') ?? [];
    return [
      {
        name,
        type,
        manufacturer: findMaker(manufacturer) ?? manufacturer,
        model: toPartNumber(part, manufacturer),
        serial: field(record, 'Board Serial', 'Product Serial'),
        revision: revision ?? null,
      },
    ];
  });
}
