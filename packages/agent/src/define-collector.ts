import type { Cell, ColumnType, Row, RowOf, Section, SectionName, Sections } from '@muster/protocol';
import type { Host, Platform } from './host/host.ts';

/** What a collector knows of a row; columns it does not name are null. */
export type Found<S extends SectionName> = Partial<RowOf<Sections[S]>>;

export type Collector<S extends Section = Section> = {
  /** `<system>/<section>`, as its file is called. */
  readonly name: string;
  readonly section: S;
  readonly platforms: readonly Platform[];
  /** Only where an administrator asks for it: it says little, or much that is nobody's business. */
  readonly optional?: true;
  /** Waits for programs, on most machines that have such a thing: begun before the others, so that these work meanwhile. */
  readonly asksPrograms?: true;
  /** Default 30 s. */
  readonly timeoutMs?: number;
  /**
   * Rows of the section. Null: this machine has no such thing, which is no failure.
   *
   * Where the time limit is reached, what it returns later is thrown away.
   */
  collect(host: Host): Promise<readonly Partial<RowOf<S>>[] | null>;
};

/** A collector of any section, as the registry holds it. */
export type AnyCollector = Omit<Collector, 'collect'> & {
  collect(host: Host): Promise<readonly { readonly [column: string]: Cell }[] | null>;
};

export function defineCollector<const S extends Section>(collector: Collector<S>): Collector<S> {
  return collector;
}

/** Every column of the section, cleaned: no control characters, no spaces around, no empty text, no impossible number or date. */
export function toRow(section: Section, found: { readonly [column: string]: Cell }): Row {
  const row: Row = {};
  for (const name in section.columns) {
    const value = found[name];
    // Most columns of most rows: a fleet's longest section has thirty of them and a thousand rows.
    row[name] = value === undefined || value === null ? null : toCell(section.columns[name]?.type, clean(value));
  }
  if (section.parent !== undefined) row.parentKey = found.parentKey ?? null;
  return row;
}

const DATES: Partial<Record<ColumnType, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/,
};

function toCell(type: ColumnType | undefined, value: Cell): Cell {
  if (type === 'integer' && typeof value === 'number') {
    const whole = Math.trunc(value);
    return Number.isSafeInteger(whole) ? whole : null;
  }
  // A damaged clock makes years of five digits, or none at all.
  return type !== undefined && DATES[type]?.test(String(value)) === false ? null : value;
}

/** Longer texts exist (command lines of Java programs), but nobody reads them. */
const TEXT_LIMIT = 4096;

function clean(value: Cell): Cell {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(cleanText).filter((text) => text !== null);
  return value;
}

/** Letters, digits and signs of ASCII with single spaces between: nothing to clean. */
const IS_CLEAN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** Printable text on one line, or null when nothing is left. */
export function cleanText(value: string): string | null {
  if (value.length <= TEXT_LIMIT && IS_CLEAN.test(value)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed.
  const text = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim();
  if (text === '') return null;
  // toWellFormed: half a surrogate pair, left by the cut, is not valid on any wire.
  return text.length > TEXT_LIMIT ? `${text.slice(0, TEXT_LIMIT - 1)}…`.toWellFormed() : text.toWellFormed();
}
