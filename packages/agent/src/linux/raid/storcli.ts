import type { Found } from '../../define-collector.ts';
import { type Host, once } from '../../host/host.ts';
import { meaningful } from '../../smbios/decode-smbios.ts';
import { splitModel } from '../disk-models.ts';
import { toArraySize } from './megacli.ts';

const FOLDER = '/opt/MegaRAID';
const PROGRAMS = [
  'storcli64',
  'perccli64',
  `${FOLDER}/storcli/storcli64`,
  `${FOLDER}/perccli/perccli64`,
  'storcli',
  'perccli',
];

/** Disks behind MegaRAID and PERC controllers, from their newer programs; null where neither is installed. */
export function readStorcliDisks(host: Host): Promise<Found<'storages'>[] | null> {
  return once(host, 'storcli disks', async () => {
    for (const program of PROGRAMS) {
      const output = await host.run(program, ['/call/eall/sall', 'show', 'all', 'J']);
      if (output === null) continue;
      const arrays = await host.run(program, ['/call/vall', 'show', 'J']);
      return [...parseStorcli(output), ...parseStorcliArrays(arrays ?? '')];
    }
    return null;
  });
}

type Tree = { readonly [key: string]: unknown };

const asTree = (value: unknown): Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};

/** Short words of these programs for the states of arrays. */
const STATES: Readonly<Record<string, string>> = {
  Optl: 'Optimal',
  Dgrd: 'Degraded',
  Pdgd: 'Partially degraded',
  OfLn: 'Offline',
  Rec: 'Recovery',
};

/** `/call/vall show J`: a list of arrays for each controller. */
export function parseStorcliArrays(text: string): Found<'storages'>[] {
  return responsesOf(text).flatMap((data) => {
    const { 'Virtual Drives': drives } = data;
    return (Array.isArray(drives) ? drives : []).map((drive) => {
      const fields = asTree(drive);
      const value = (key: string) => (typeof fields[key] === 'string' ? meaningful(fields[key]) : null);
      const state = value('State');
      return {
        name: `Virtual Drive ${value('DG/VD') ?? ''}`.trim(),
        model: [value('TYPE')?.toLowerCase(), value('Name')].filter(Boolean).join(', ') || null,
        description: 'Hardware RAID',
        type: 'raid',
        size: toArraySize(value('Size')),
        health: state === null ? null : (STATES[state] ?? state),
      };
    });
  });
}

/** `/call/eall/sall show all J`: for each drive an entry, and one called "… - Detailed Information". */
export function parseStorcli(text: string): Found<'storages'>[] {
  return responsesOf(text).flatMap((data) =>
    Object.keys(data)
      .filter((key) => /^Drive \S+$/.test(key))
      .map((drive) => toStorage(drive, data)),
  );
}

/** What each controller answers. */
function responsesOf(text: string): Tree[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [];
  }
  const { Controllers: controllers } = asTree(document);
  return Array.isArray(controllers) ? controllers.map((one) => asTree(asTree(one)['Response Data'])) : [];
}

function toStorage(drive: string, data: Tree): Found<'storages'> {
  const listed = data[drive];
  const summary = asTree(Array.isArray(listed) ? listed[0] : null);
  const details = asTree(data[`${drive} - Detailed Information`]);
  const attributes = asTree(details[`${drive} Device attributes`]);
  const state = asTree(details[`${drive} State`]);
  const value = (tree: Tree, key: string) => (typeof tree[key] === 'string' ? meaningful(tree[key]) : null);
  const title = value(attributes, 'Model Number') ?? value(summary, 'Model');
  const vendor = splitModel(value(attributes, 'Manufacturer Id')).manufacturer;
  const { manufacturer, model } = splitModel(title);
  const [, sectors] = /\[0x([0-9a-f]+) Sectors\]/i.exec(value(attributes, 'Raw size') ?? '') ?? [];
  const sectorSize = /4 ?KB|4096/.test(value(summary, 'SeSz') ?? '') ? 4096 : 512;
  const alert = value(state, 'S.M.A.R.T alert flagged by drive');
  return {
    name: model,
    manufacturer: vendor ?? manufacturer,
    model,
    serial: value(attributes, 'SN'),
    firmware: value(attributes, 'Firmware Revision'),
    size: sectors === undefined ? null : Math.floor((Number.parseInt(sectors, 16) * sectorSize) / 1e6),
    description: value(summary, 'Intf'),
    type: 'disk',
    wwn: value(attributes, 'WWN')?.toLowerCase() ?? null,
    health: alert === 'Yes' ? 'FAILED' : alert === 'No' ? 'PASSED' : null,
  };
}
