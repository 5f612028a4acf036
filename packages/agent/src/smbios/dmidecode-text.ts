import { boundText } from '../linux/bounded-text.ts';
/** One structure as `dmidecode` prints it. */
export type DmiBlock = {
  readonly type: number;
  readonly handle: string | null;
  /** Labels as newer versions of the program spell them. */
  readonly fields: Readonly<Record<string, string>>;
};

/**
 * Structures of `dmidecode`, from version 2.0 of 2002 on.
 *
 * Older versions indent everything once more, and part structures by nothing but the line that tells their type.
 */
export function parseDmidecode(output: string): DmiBlock[] {
  const text = boundText(output);
  const blocks: { type: number; handle: string | null; fields: Record<string, string> }[] = [];
  let handle: string | null = null;
  let indent = -1;
  for (const line of text.split(/\r?\n/)) {
    const [, told] = /^Handle (0x[0-9a-f]+)/i.exec(line) ?? [];
    if (told !== undefined) handle = told;
    const [, type] = /DMI type (\d+),/.exec(line) ?? [];
    if (type !== undefined) {
      blocks.push({ type: Number(type), handle, fields: {} });
      indent = -1;
      continue;
    }
    const block = blocks.at(-1);
    const [, space, label, value] = /^(\s+)([^:]+?):(?:\s(.*))?$/.exec(line) ?? [];
    if (block === undefined || space === undefined || label === undefined) continue;
    if (indent === -1) indent = widthOf(space);
    if (widthOf(space) > indent || value === undefined) continue; // an item of a list
    block.fields[LABELS[block.type]?.[label] ?? label] ??= value.trim();
  }
  return blocks;
}

/** Some copies have a space before the tab. */
const widthOf = (space: string) => space.replace(/ *\t/g, '        ').length;

const NAMES = { Vendor: 'Manufacturer', Product: 'Product Name' };

/** What version 2.0 called them, by type. */
const LABELS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  0: { Release: 'Release Date' },
  1: NAMES,
  2: NAMES,
  3: { ...NAMES, 'Chassis Type': 'Type' },
  4: {
    'Processor Type': 'Type',
    'Processor Family': 'Family',
    'Processor Manufacturer': 'Manufacturer',
    'Processor Version': 'Version',
  },
  6: { Socket: 'Socket Designation' },
  8: {
    'Internal Designator': 'Internal Reference Designator',
    'External Designator': 'External Reference Designator',
  },
  9: { Slot: 'Designation', Status: 'Current Usage' },
};
