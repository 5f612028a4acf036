/** What a column holds. `date` is `YYYY-MM-DD`; `datetime` is `YYYY-MM-DD HH:MM:SS`, the machine's own clock. */
export type ColumnType = 'text' | 'integer' | 'real' | 'flag' | 'date' | 'datetime' | 'texts';

/** Unit of a value, the same on the wire and in the database. */
export type Unit =
  | 'B'
  | 'KiB'
  | 'MiB'
  | 'MB'
  | 'MHz'
  | 'Mbit/s'
  | 'bit/s'
  | 's'
  | 'h'
  | '%'
  | 'mV'
  | 'mWh'
  | 'W'
  | 'mA'
  | 'bits';

/**
 * How text that carries its own unit is read, for agents which send "4 GB" or "12.5 Wh" where they mean a number.
 * The result is in the column's `unit`.
 */
export type Reader =
  | 'mebibytes'
  | 'megahertz'
  | 'milliwattHours'
  | 'millivolts'
  | 'watts'
  | 'megabitsPerSecond'
  | 'percent';

export type ColumnOptions = {
  readonly unit?: Unit;
  /**
   * Element in the XML inventory; `A/B` is element B inside A; the first is written, the others are read too.
   * Absent: the column never travels in XML.
   */
  readonly xml?: string | readonly string[];
  /**
   * The only elements in documents of OCS agents, where those differ from what FusionInventory and GLPI agents send.
   * An empty list: never in documents of OCS agents. Absent: as `xml`.
   */
  readonly ocs?: string | readonly string[];
  /** Property in the GLPI JSON inventory, as `xml`. Absent: the XML names in lower case. Null: never in JSON. */
  readonly json?: string | readonly string[] | null;
  /**
   * How the GLPI JSON schema wants a value that the column holds as something else: a number as a string, a real number
   * rounded to an integer, text as an integer where it is one. Both forms are read.
   */
  readonly jsonAs?: 'string' | 'integer';
  /** Regular expression of the GLPI JSON schema: a value that does not match is left out of JSON that we write. */
  readonly jsonPattern?: string;
  /** The GLPI JSON schema demands it: a row, or a nested object, without it is left out of JSON that we write. */
  readonly jsonRequired?: true;
  /**
   * Dates with slashes have the month first, as firmware (DMI) writes them: in every document, or in those of OCS agents.
   * Absent: the day is first. A number above 12 tells in any case.
   */
  readonly monthFirst?: 'always' | 'ocs';
  /** Changes without the machine having changed (uptime, free space): kept current, no part of the fingerprint or history. */
  readonly volatile?: true;
  /** The same on every machine that has this software: stored once for the fleet. Only in section `software`. */
  readonly shared?: true;
  readonly reads?: Reader;
  /** Letter case that agents disagree about; the value is stored in this one. */
  readonly letters?: 'lower' | 'upper';
  /** Spellings of agents → the one word stored. Compared without regard to case. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** A version: compared part by part, numbers as numbers. See `versionKey`. */
  readonly version?: true;
  /** Often asked for: of its section, searches and lists offer it first. All columns but secrets may be searched. */
  readonly search?: true;
  /** Shown in the console's table without being asked for. */
  readonly listed?: true;
  /** A product key or the like: the console hides it until it is asked for. */
  readonly secret?: true;
};

export type Column = ColumnOptions & {
  readonly type: ColumnType;
  /** A few words: the column's heading. */
  readonly label: string;
  /** Full sentence; becomes the API description, the tooltip and the reference page. */
  readonly description: string;
};

type Values = {
  text: string;
  integer: number;
  real: number;
  flag: boolean;
  date: string;
  datetime: string;
  texts: readonly string[];
};

/** What a cell of any section may hold. */
export type Cell = string | number | boolean | readonly string[] | null;

/** Tabs of a computer's page, in their order there. */
export const sectionGroups = [
  'system',
  'processor',
  'storage',
  'devices',
  'network',
  'software',
  'users',
  'virtual',
  'security',
  'agent',
] as const;
export type SectionGroup = (typeof sectionGroups)[number];

/** English headings of the tabs. */
export const sectionGroupLabels: Readonly<Record<SectionGroup, string>> = {
  system: 'System',
  processor: 'Processor and memory',
  storage: 'Storage',
  devices: 'Devices',
  network: 'Network',
  software: 'Software',
  users: 'Users',
  virtual: 'Virtual machines',
  security: 'Security',
  agent: 'Agent',
};

export type Section = {
  /** Our name for it, camelCase: table, API path and console all derive from it. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly group: SectionGroup;
  /** `map`: one element or object whose children are free names; its columns are `name` and `value`. */
  readonly rows: 'one' | 'many' | 'map';
  /**
   * Element below `CONTENT` and property of `content`; `A/B` is B inside A; the first is written, the others are read too.
   * For a child section: below the row of its parent.
   */
  readonly wire: {
    readonly xml?: string | readonly string[];
    /** Element that OCS agents and servers know, where it is not the first of `xml`; it stands in `xml` too. */
    readonly ocs?: string;
    readonly json?: string | readonly string[];
    /** Element below `CONTENT/DEVICE` in the SNMPQUERY messages of network tasks. */
    readonly device?: string | readonly string[];
  };
  /** The section whose rows own the rows of this one. */
  readonly parent?: string;
  /** The columns which say that two rows are the same thing in two inventories. */
  readonly identity: readonly string[];
  /** The bit of `HARDWARE/CHECKSUM` that tells of this section. Source: OCS protocol. */
  readonly checksumBit?: number;
  /** All of it changes at every inventory (processes): kept current, without history. */
  readonly volatile?: true;
  readonly columns: Readonly<Record<string, Column>>;
};

/**
 * One row as every package sees it. Null means the agent said nothing.
 *
 * A row of a child section also has `parentKey`: the `rowKey` of the row it belongs to.
 */
export type RowOf<S extends Section> = {
  -readonly [K in keyof S['columns']]: Values[S['columns'][K]['type']] | null;
} & (S extends { readonly parent: string } ? { parentKey: string } : unknown);

/** A row of a section that is known only at run time. */
export type Row = { [column: string]: Cell };

type KnownIdentity<S extends Section> = { readonly identity: readonly (keyof S['columns'])[] };

/** Checks a section definition and keeps its literal types, from which `RowOf` is computed. */
export function defineSection<const S extends Section>(section: S & KnownIdentity<S>): S {
  return section;
}

type Made<T extends ColumnType, O> = { readonly type: T; readonly label: string; readonly description: string } & O;

const column =
  <T extends ColumnType>(type: T) =>
  <const O extends ColumnOptions = Record<never, never>>(label: string, description: string, options?: O): Made<T, O> =>
    // Safe: the object has exactly these properties; an absent `options` adds none.
    ({ type, label, description, ...options }) as Made<T, O>;

export const text = column('text');
export const integer = column('integer');
export const real = column('real');
export const flag = column('flag');
/** A day, `YYYY-MM-DD`. */
export const date = column('date');
/** A moment on the machine's own clock, `YYYY-MM-DD HH:MM:SS`. */
export const datetime = column('datetime');
/** A list of texts; in XML the element is repeated. */
export const texts = column('texts');
