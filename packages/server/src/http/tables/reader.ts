import { z } from 'zod';

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The clock on somebody's wall. */
export type Zone = {
  /** IANA name, or "UTC". */
  readonly name: string;
  /** What its clock is ahead of UTC at a moment, milliseconds. */
  readonly offsetMs: (ms: number) => number;
};

/** For whom a table is written: a person with a language and a clock, or a program, which gets names, numbers and UTC. */
export type Reader = { readonly language: Language | null; readonly zone: Zone | null };

export const PROGRAM: Reader = { language: null, zone: null };

/** What an export may be told of who reads it. */
export const readerQuery = {
  zone: z
    .string()
    .max(64)
    .refine(isZone, { message: 'must be a time zone such as "Europe/Paris" or "UTC"' })
    .optional()
    .describe('Time zone (IANA) of moments in CSV and XLSX; UTC without it. JSON has UTC in any case.'),
  language: z
    .enum(LANGUAGES)
    .optional()
    .describe('Language of headings, of choices of fields, and of yes and no in CSV; JSON has what programs know.'),
};

type Given = {
  readonly format: string;
  readonly zone?: string | undefined;
  readonly language?: Language | undefined;
};

/** @param given As `readerQuery` took it. JSON is for programs, and the same whoever asks. */
export function toReader({ format, zone, language }: Given): Reader {
  if (format === 'json') return PROGRAM;
  return { language: language ?? null, zone: zone === undefined ? null : createZone(zone) };
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // a RangeError: there is no such zone
  }
}

/** Clocks change at most this often: at a full quarter of an hour. Older ones, by seconds, are off by some. */
const QUARTER_MS = 900_000;
/** Quarters remembered; an export of a large fleet has the same moments again and again. */
const MOST_QUARTERS = 10_000;

/** @throws {RangeError} When there is no such zone. */
export function createZone(name: string): Zone {
  const clock = new Intl.DateTimeFormat('en', {
    ...{ timeZone: name, hourCycle: 'h23', era: 'short' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const known = new Map<number, number>();

  function measure(ms: number): number {
    const shown = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
    const at = (part: string) => Number(shown[part] ?? 0);
    const year = shown.era === 'BC' ? 1 - at('year') : at('year');
    const there = new Date(0);
    there.setUTCFullYear(year, at('month') - 1, at('day'));
    there.setUTCHours(at('hour'), at('minute'), at('second'));
    return there.getTime() - ms;
  }

  return {
    name,
    offsetMs(ms) {
      const quarter = Math.floor(ms / QUARTER_MS);
      const found = known.get(quarter);
      if (found !== undefined) return found;
      if (known.size >= MOST_QUARTERS) known.clear();
      const offset = measure(quarter * QUARTER_MS);
      known.set(quarter, offset);
      return offset;
    },
  };
}

/** `2026-11-20T13:00:00+01:00` of an ISO moment in UTC; a text that is no moment stays as it is. */
export function toZonedIso(iso: string, zone: Zone): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const offset = zone.offsetMs(ms);
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(ms + offset).toISOString().replace(/\.\d+Z$/, '');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
