import type { Language } from '../format/create-format.ts';

/** A day `YYYY-MM-DD`; or why it is none. `ambiguous`: 05/06/2026 in English, whose readers do not agree what comes first. */
export type ReadDay = { readonly day: string } | { readonly problem: 'unclear' | 'ambiguous' };

const UNCLEAR: ReadDay = { problem: 'unclear' };

/** Days back, for words that name a day. */
const NAMED: Readonly<Record<string, number>> = {
  today: 0,
  now: 0,
  "aujourd'hui": 0,
  aujourdhui: 0,
  auj: 0,
  yesterday: 1,
  hier: 1,
  'avant-hier': 2,
  'avant hier': 2,
};

const PERIODS: Readonly<Record<string, 'day' | 'week' | 'month' | 'year'>> = {
  ...{ d: 'day', day: 'day', days: 'day', j: 'day', jour: 'day', jours: 'day' },
  ...{ w: 'week', week: 'week', weeks: 'week', s: 'week', sem: 'week', semaine: 'week', semaines: 'week' },
  ...{ month: 'month', months: 'month', mois: 'month' },
  ...{ y: 'year', year: 'year', years: 'year', an: 'year', ans: 'year', annee: 'year', annees: 'year' },
};

/**
 * A day as a person writes it: `2026-11-20`, `20/11/2026`, `20 nov. 2026`, `Nov 20, 2026`, `yesterday`, `il y a 3 jours`. Both
 * languages are understood whichever is on screen.
 *
 * @param today By whose clock "yesterday" is.
 */
export function parseDay(text: string, language: Language, today: Date): ReadDay {
  const plain = withoutMarks(text.trim().toLowerCase()).replaceAll('’', "'").replace(/\s+/g, ' ');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso !== null) return toDay(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(plain);
  if (numbers !== null) return fromNumbers(numbers[1] ?? '', numbers[2] ?? '', numbers[3] ?? '', language);
  return relativeDay(plain, today) ?? namedMonth(plain) ?? UNCLEAR;
}

/** How a day is written for who may change it: each reader can type it. */
export function typedDay(day: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts === null || language === 'en' ? day : `${parts[3]}/${parts[2]}/${parts[1]}`;
}

/** A day by the clock of who looks. */
export const dayOf = (date: Date): string =>
  `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

function fromNumbers(first: string, second: string, year: string, language: Language): ReadDay {
  const [a, b] = [Number(first), Number(second)];
  if (language === 'fr' || a > 12) return toDay(year, second, first);
  if (b > 12 || a === b) return toDay(year, first, second);
  return { problem: 'ambiguous' };
}

function relativeDay(plain: string, today: Date): ReadDay | null {
  const back = Object.hasOwn(NAMED, plain) ? NAMED[plain] : undefined;
  if (back !== undefined) return { day: daysBefore(today, back) };
  const [, count, word = ''] = /^(?:il y a |-)?(\d{1,5}) ?([a-z]+)(?: ago)?$/.exec(plain) ?? [];
  const period = Object.hasOwn(PERIODS, word) ? PERIODS[word] : undefined;
  if (count === undefined || period === undefined) return null;
  const number = Number(count);
  if (period === 'day' || period === 'week') return { day: daysBefore(today, number * (period === 'week' ? 7 : 1)) };
  return { day: monthsBefore(today, number * (period === 'year' ? 12 : 1)) };
}

const daysBefore = (today: Date, days: number) =>
  dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days));

/** A month before 31 March is the last day of February. */
function monthsBefore(today: Date, months: number): string {
  const last = new Date(today.getFullYear(), today.getMonth() - months + 1, 0).getDate();
  return dayOf(new Date(today.getFullYear(), today.getMonth() - months, Math.min(today.getDate(), last)));
}

function namedMonth(plain: string): ReadDay | null {
  const words = plain.replaceAll(/[.,]/g, '').replace(/^1er /, '1 ');
  const [, day, word] = /^(\d{1,2}) ?([a-z]{3,}) \d{4}$/.exec(words) ?? [];
  const [, other, its] = /^([a-z]{3,}) (\d{1,2}) \d{4}$/.exec(words) ?? [];
  const month = monthNumber(word ?? other ?? '');
  return month === null ? null : toDay(words.slice(-4), String(month), day ?? its);
}

let months: readonly (readonly [name: string, number: number])[] | null = null;

/** From the beginning of its name, in either language; null where that is none, or of two months. */
function monthNumber(begin: string): number | null {
  months ??= (['en', 'fr'] as const).flatMap((language) =>
    Array.from({ length: 12 }, (_, i) => {
      const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, i, 1));
      return [withoutMarks(name.toLowerCase()), i + 1] as const;
    }),
  );
  if (begin.length < 3) return null;
  const found = new Set(months.filter(([name]) => name.startsWith(begin)).map(([, number]) => number));
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

/** The thirtieth of February is no day. */
function toDay(year = '', month = '', day = ''): ReadDay {
  const iso = `${year}-${two(Number(month))}-${two(Number(day))}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? UNCLEAR : { day: iso };
}

const two = (number: number) => String(number).padStart(2, '0');
const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{Mn}/gu, '');
