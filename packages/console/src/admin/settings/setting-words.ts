import type { Setting, SettingValue } from '../../api/queries/admin.ts';
import type { Format } from '../../format/create-format.ts';

/** Seconds in the units that are times. */
const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** "2 days, 3 hr" of a number of seconds, minutes or hours that says little by itself; null: it needs no words. */
export function inWords({ unit }: Pick<Setting, 'unit'>, value: SettingValue, format: Format): string | null {
  const seconds = SECONDS[unit ?? ''];
  if (typeof value !== 'number' || seconds === undefined || value <= 0) return null;
  const isPlain = unit === 'days' || (unit === 'seconds' && value < 60) || (unit === 'hours' && value < 24);
  return isPlain || (unit === 'minutes' && value < 60) ? null : format.duration(value * seconds);
}

export type Objection = 'empty' | 'notWhole' | 'tooSmall' | 'tooLarge' | 'form';

/** What is wrong with a value before it is sent; null: the server decides the rest. */
export function objectionTo(
  setting: Pick<Setting, 'type' | 'min' | 'max' | 'pattern'>,
  value: unknown,
): Objection | null {
  const { type, min, max, pattern } = setting;
  if (type === 'integer') {
    if (typeof value !== 'number') return 'empty';
    if (!Number.isInteger(value)) return 'notWhole';
    if (min !== null && value < min) return 'tooSmall';
    return max !== null && value > max ? 'tooLarge' : null;
  }
  if (type === 'text' && pattern !== null && typeof value === 'string') {
    return new RegExp(pattern).test(value) ? null : 'form';
  }
  return null;
}

/** Whether a setting has to do with the words that are looked for: in its name or its meaning. */
export function matches({ name, meaning }: Setting, words: string, language: 'en' | 'fr'): boolean {
  const text = `${name} ${name.replaceAll('_', ' ')} ${meaning[language]}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const isSameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
