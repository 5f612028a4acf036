import { type Section, sections, type Unit } from '@muster/protocol';
import type { FieldType, Operator, QueryField } from '@muster/protocol/query';
import type { CatalogColumn } from '../db/software-catalog.ts';

export type { FieldType } from '@muster/protocol/query';
export type { CatalogColumn } from '../db/software-catalog.ts';

/** Where the values of a field are. The names are ours, never a request's. */
export type FieldSource =
  /** A column of the table of assets. */
  | { readonly kind: 'asset'; readonly column: string }
  /** A column of a section; the rows of an asset are any number, also none. */
  | {
      readonly kind: 'section';
      readonly section: Section;
      readonly column: string;
      /** The column that is a hundred per cent: the values are the share of it. */
      readonly of?: string | undefined;
      /** Not a column of the section: what the catalogue of software says of the row. */
      readonly catalog?: CatalogColumn | undefined;
    }
  /** A column of any table with an `asset_id`, of those rows where `where` holds. */
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly column: string;
      /** Numbers too are stored as texts. */
      readonly isText: boolean;
      /** The texts are JSON of one value: `"arp"`, `true`, `12`. */
      readonly isJson?: boolean | undefined;
      readonly where?: Readonly<Record<string, string | number>> | undefined;
    }
  /** Membership of groups. */
  | { readonly kind: 'group' };

/** Something that can be searched for. */
export type SearchField = {
  /** `software.name`, `asset.tag`. */
  readonly name: string;
  readonly label: string;
  /** What people called it in French; absent: the console knows, or nobody said. */
  readonly labelFr?: string | undefined;
  /** Full sentence. */
  readonly description: string;
  readonly type: FieldType;
  readonly unit: Unit | null;
  readonly source: FieldSource;
  /** Its texts are IP addresses, and may be asked for by network. */
  readonly isAddress?: boolean | undefined;
  /** What people may call it in a query beside its name. */
  readonly alias?: string | undefined;
  /** Names of the numbers that choices are. */
  readonly choices?: QueryField['choices'];
};

/** A room that has fields of its own which people define, such as administrative data. */
export type FieldProvider = () => Promise<readonly SearchField[]>;

const SAME: readonly Operator[] = ['equal', 'different', 'oneOf'];
const PART: readonly Operator[] = ['contains', 'begins', 'ends', 'matches'];
const PLACE: readonly Operator[] = ['less', 'atMost', 'greater', 'atLeast', 'between', 'outside'];
const THERE: readonly Operator[] = ['empty', 'notEmpty'];

const TEXTUAL: readonly Operator[] = [...SAME, ...PART, ...THERE];
const ORDERED: readonly Operator[] = [...SAME, ...PLACE, ...THERE];
const VERSIONS: readonly Operator[] = [...SAME, ...PART, ...PLACE, ...THERE];
const CHOSEN: readonly Operator[] = [...SAME, ...THERE];
const TEMPORAL: readonly Operator[] = [...ORDERED, 'within', 'olderThan'];

/** The operators that make sense for each type. */
export const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: TEXTUAL,
  texts: TEXTUAL,
  version: VERSIONS,
  integer: ORDERED,
  real: ORDERED,
  date: TEMPORAL,
  datetime: TEMPORAL,
  time: TEMPORAL,
  flag: ['equal', 'different', 'empty', 'notEmpty'],
  group: CHOSEN,
  choice: CHOSEN,
  choices: CHOSEN,
};

/** The operators of one field. */
export function operatorsFor({ type, isAddress }: Pick<SearchField, 'type' | 'isAddress'>): readonly Operator[] {
  return isAddress === true ? [...operatorsOf[type], 'inNetwork'] : operatorsOf[type];
}

const ADDRESSES: ReadonlySet<string> = new Set([
  'hardware.ipAddress',
  'hardware.defaultGateway',
  'networks.ip',
  'networks.ip6',
  'networks.gateway',
  'networks.dhcp',
  'ipDiscover.ip',
  'listeningPorts.address',
  'sessions.remoteHost',
  'virtualMachines.ip',
  'networkDevice.ips',
  'networkPorts.ips',
  'networkPortConnections.ip',
  'networkComponents.ip',
]);

const asset = (
  name: string,
  column: string,
  type: FieldType,
  label: string,
  description: string,
  unit: Unit | null = null,
): SearchField => ({ name: `asset.${name}`, label, description, type, unit, source: { kind: 'asset', column } });

/** Of an asset any number, in a table of their own. */
const texts = (name: string, table: string, column: string, label: string, description: string): SearchField => ({
  name: `asset.${name}`,
  label,
  description,
  type: 'text',
  unit: null,
  source: { kind: 'table', table, column, isText: true },
});

const assetFields: readonly SearchField[] = [
  asset('id', 'id', 'integer', 'Number', 'Number of the asset on this server.'),
  asset('kind', 'kind', 'text', 'Kind', 'computer, network, printer, phone, unmanaged or other.'),
  asset('name', 'name', 'text', 'Name', 'Name of the machine.'),
  asset('deviceId', 'device_id', 'text', 'Device id', 'Identifier that the agent made.'),
  asset('agentId', 'agent_id', 'text', 'Agent id', 'UUID of a GLPI agent.'),
  asset('tag', 'tag', 'text', 'TAG', 'Administrative label.'),
  asset('os', 'os', 'text', 'Operating system', 'Operating system with its version, as people call it.'),
  asset('osVersion', 'os_version', 'version', 'System version', 'Version of the operating system.'),
  asset('manufacturer', 'manufacturer', 'text', 'Manufacturer', 'Who made the machine.'),
  asset('model', 'model', 'text', 'Model', 'Model of the machine.'),
  asset('serial', 'serial', 'text', 'Serial number', 'Serial number of the machine.'),
  asset('uuid', 'uuid', 'text', 'UUID', 'UUID of the firmware.'),
  { ...asset('ip', 'ip', 'text', 'IP address', 'Its main address.'), isAddress: true },
  asset('user', 'user_name', 'text', 'User', 'Who used it last.'),
  asset('memoryMiB', 'memory_mib', 'integer', 'Memory', 'Memory of the machine.', 'MiB'),
  asset('cpu', 'cpu', 'text', 'Processor', 'Its first processor.'),
  asset('agent', 'agent', 'text', 'Agent', 'What the agent calls itself.'),
  asset('agentFamily', 'agent_family', 'text', 'Agent family', 'ocs, fusion, glpi, muster or unknown.'),
  asset('softwareCount', 'software_count', 'integer', 'Software count', 'Number of software installed.'),
  asset('firstSeenAt', 'first_seen_at', 'time', 'First seen', 'When it was first heard of.'),
  asset('lastContactAt', 'last_contact_at', 'time', 'Last contact', 'When it was last heard of.'),
  asset('lastInventoryAt', 'last_inventory_at', 'time', 'Last inventory', 'When its last inventory came.'),
  asset(
    'archivedAt',
    'archived_at',
    'time',
    'Archived',
    'When it was archived. A search that asks for it looks among archived machines, too.',
  ),
  texts(
    'setting',
    'setting_overrides',
    'name',
    'Own setting',
    'Names of the settings that it has a value of its own for.',
  ),
  texts('note', 'asset_notes', 'text', 'Note', 'Notes that people wrote about it.'),
  texts('file', 'asset_attachments', 'name', 'File', 'Names of the files that people keep with it.'),
  {
    name: 'asset.group',
    label: 'Group',
    description: 'Groups that it is a member of, by their numbers.',
    type: 'group',
    unit: null,
    source: { kind: 'group' },
  },
];

/** What people decide about software has the shorter name (`software-fields.ts`). */
const RENAMED: Readonly<Record<string, Pick<SearchField, 'name' | 'label' | 'labelFr'>>> = {
  'software.category': {
    name: 'software.systemCategory',
    label: 'Category of the system',
    labelFr: 'Catégorie du système',
  },
};

/** Every column but secrets; of a section, those that are asked for often come first. */
const sectionFields: readonly SearchField[] = (Object.values(sections) as readonly Section[]).flatMap((section) =>
  Object.entries(section.columns)
    .filter(([, column]) => column.secret !== true)
    .sort(([, a], [, b]) => Number(b.search === true) - Number(a.search === true))
    .map(([name, column]) => ({
      name: `${section.name}.${name}`,
      label: column.label,
      description: column.description,
      type: column.version === true ? 'version' : column.type,
      unit: column.unit ?? null,
      source: { kind: 'section' as const, section, column: name },
      isAddress: ADDRESSES.has(`${section.name}.${name}`),
      ...RENAMED[`${section.name}.${name}`],
    })),
);

const share = (
  section: Section,
  name: string,
  column: string,
  of: string,
  label: string,
  description: string,
): SearchField => ({
  name: `${section.name}.${name}`,
  label,
  description,
  type: 'real',
  unit: '%',
  source: { kind: 'section', section, column, of },
});

const computedFields: readonly SearchField[] = [
  share(sections.drives, 'freePercent', 'free', 'total', 'Free, per cent', 'Free space, as a share of the size.'),
];

/** The fields that are always there: nothing else can be named in a search. */
export const builtInFields: readonly SearchField[] = [...assetFields, ...sectionFields, ...computedFields];

/** A field as the query language, and the API, know it. */
export function toQueryField(field: SearchField): QueryField {
  const { name, label, labelFr, description, type, unit, source, alias, choices } = field;
  const section = source.kind === 'section' ? source.section.name : null;
  return { name, label, labelFr, description, type, unit, section, operators: operatorsFor(field), alias, choices };
}

/** The section of a name that came from outside. */
export function findSection(name: string): Section | undefined {
  return Object.hasOwn(sections, name) ? sections[name as keyof typeof sections] : undefined;
}
