import type { Cell, Column } from '../define-section.ts';
import { readMoment } from './dates.ts';
import { readQuantity } from './units.ts';

/**
 * Reads one text as a column's value: the cell; null where the agent says that it knows nothing (`N/A`); undefined where the
 * text is not what the column holds.
 */
export type CellReader = (text: string) => Cell | undefined;

/** What agents write for "unknown" where a number, a flag or a date belongs. Source: ocs-server §1.11. */
const NOTHING = /^(?:n\/?a|\?\?|0000[-/]00[-/]00(?: 00:00:00)?)$/i;

/** The reader for a column; `monthFirst` says how its dates with slashes are meant. */
export function cellReader(column: Column, monthFirst = false): CellReader {
  if (column.type === 'text' || column.type === 'texts') return textReader(column);
  const read = typedReader(column, monthFirst);
  return (text) => read(text) ?? (NOTHING.test(text) ? null : undefined);
}

function textReader({ letters, spellings }: Column): CellReader {
  const words = new Map(Object.entries(spellings ?? {}).map(([from, to]) => [from.toLowerCase(), to]));
  if (words.size === 0 && letters === undefined) return (text) => text;
  return (text) => {
    const word = words.get(text.toLowerCase());
    if (word !== undefined) return word;
    if (letters === undefined) return text;
    return letters === 'lower' ? text.toLowerCase() : text.toUpperCase();
  };
}

function typedReader(column: Column, monthFirst: boolean): CellReader {
  switch (column.type) {
    case 'integer':
      return integerReader(column);
    case 'real':
      return (text) => readReal(text, column);
    case 'flag':
      return (text) => flags.get(text.toLowerCase());
    case 'date':
      return (text) => readMoment(text, monthFirst)?.day;
    default:
      return (text) => {
        const moment = readMoment(text, monthFirst);
        return moment === null ? undefined : `${moment.day} ${moment.time ?? '00:00:00'}`;
      };
  }
}

const flags = new Map<string, boolean>([
  ...['1', 'true', 'yes', 'on', 'y'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off', 'n'].map((word) => [word, false] as const),
]);

function integerReader(column: Column): CellReader {
  // Capacities are rounded down, as an operating system does; rates and energies to the nearest.
  const round = column.reads === 'mebibytes' ? Math.floor : Math.round;
  return (text) => {
    if (INTEGER.test(text)) {
      const value = Number(text);
      return Number.isSafeInteger(value) ? value : undefined;
    }
    const value = readReal(text, column);
    if (value === undefined) return undefined;
    // Where there is no unit, 4.2 is a version rather than four.
    const whole =
      column.unit === undefined && column.reads === undefined && !Number.isInteger(value) ? Number.NaN : round(value);
    return Number.isSafeInteger(whole) ? whole : undefined;
  };
}

const INTEGER = /^-?\d{1,16}$/;
const REAL = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/i;

function readReal(text: string, column: Column): number | undefined {
  if (column.reads !== undefined) {
    const value = readQuantity(text, column.reads, column.unit);
    if (value !== null) return finite(value);
  }
  const unit = column.unit;
  const bare =
    unit !== undefined && text.toLowerCase().endsWith(unit.toLowerCase()) ? text.slice(0, -unit.length).trim() : text;
  return REAL.test(bare) ? finite(Number(bare.replace(',', '.'))) : undefined;
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);
