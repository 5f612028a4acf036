import type { Unit } from '../define-section.ts';

const BINARY = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 };
const DECIMAL = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };
const EXACT = { kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 };
const SPEEDS = { 'bit/s': 1, 'kbit/s': 1e3, 'mbit/s': 1e6, 'gbit/s': 1e9 };

type Scale = { readonly own: number; readonly words: Readonly<Record<string, number>> };

/** What may stand behind a number, by the unit of the field. In a field that counts MiB, people mean 1024 MiB by "GB". */
const scales: Readonly<Partial<Record<Unit, Scale>>> = {
  B: { own: 1, words: { ...BINARY, ...EXACT } },
  KiB: { own: 2 ** 10, words: { ...BINARY, ...EXACT } },
  MiB: { own: 2 ** 20, words: { ...BINARY, ...EXACT } },
  MB: { own: 1e6, words: { ...DECIMAL, ...EXACT } },
  MHz: { own: 1, words: { mhz: 1, ghz: 1e3 } },
  'bit/s': { own: 1, words: SPEEDS },
  'Mbit/s': { own: 1e6, words: SPEEDS },
  mWh: { own: 1, words: { mwh: 1, wh: 1e3 } },
  W: { own: 1, words: { w: 1, kw: 1e3 } },
  '%': { own: 1, words: { '%': 1 } },
};

const DAYS: Readonly<Record<string, number>> = { min: 1 / 1440, h: 1 / 24, d: 1, w: 7, mo: 30, y: 365 };

const NUMBER = '[-+]?(?:[0-9]+(?:[.][0-9]+)?|[.][0-9]+)(?:e[-+]?[0-9]+)?';
const withUnit = new RegExp(`^(${NUMBER})([a-z%][a-z/]*)?$`, 'i');

/** Units that may be written for a field. */
export function unitsOf(unit: Unit | null): readonly string[] {
  return unit === null ? [] : Object.keys(scales[unit]?.words ?? {});
}

/** Reads `8GB` in the unit of a field; null when it is no number, or the unit is another kind's. */
export function readQuantity(text: string, unit: Unit | null): number | null {
  const [, digits, word] = withUnit.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  if (!Number.isFinite(number)) return null;
  if (word === undefined) return number;
  const scale = unit === null ? undefined : scales[unit];
  const factor =
    scale === undefined || !Object.hasOwn(scale.words, word.toLowerCase())
      ? undefined
      : scale.words[word.toLowerCase()];
  return scale === undefined || factor === undefined ? null : (number * factor) / scale.own;
}

/** `8GB` for 8192 in a field of MiB: the largest unit that leaves a whole number. */
export function printQuantity(value: number, unit: Unit | null): string {
  if (value >= 1024 && value < 2 ** 40 && Number.isInteger(value)) {
    for (const word of ['TB', 'GB']) {
      const one = readQuantity(`1${word}`, unit);
      if (one !== null && one > 1 && value % one === 0) return `${value / one}${word}`;
    }
  }
  return String(value);
}

/** Reads `30d`, `2w`, `12h` as days; null for anything else. */
export function readAge(text: string): number | null {
  const [, digits, word] = withUnit.exec(text) ?? [];
  const days = word === undefined || !Object.hasOwn(DAYS, word.toLowerCase()) ? undefined : DAYS[word.toLowerCase()];
  return digits === undefined || days === undefined ? null : Number(digits) * days;
}
