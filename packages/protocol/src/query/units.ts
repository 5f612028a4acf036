import type { Unit } from '../define-section.ts';

const BINARY = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };
const DECIMAL = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
const EXACT = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const SPEEDS = { 'bit/s': 1, 'kbit/s': 1e3, 'Mbit/s': 1e6, 'Gbit/s': 1e9 };

type Scale = { readonly own: number; readonly words: Readonly<Record<string, number>> };

/** What may stand behind a number, by the unit of the field. In a field that counts MiB, people mean 1024 MiB by "GB". */
const scales: Readonly<Partial<Record<Unit, Scale>>> = {
  B: { own: 1, words: { ...BINARY, ...EXACT } },
  KiB: { own: 2 ** 10, words: { ...BINARY, ...EXACT } },
  MiB: { own: 2 ** 20, words: { ...BINARY, ...EXACT } },
  MB: { own: 1e6, words: { ...DECIMAL, ...EXACT } },
  MHz: { own: 1, words: { MHz: 1, GHz: 1e3 } },
  'bit/s': { own: 1, words: SPEEDS },
  'Mbit/s': { own: 1e6, words: SPEEDS },
  mWh: { own: 1, words: { mWh: 1, Wh: 1e3 } },
  W: { own: 1, words: { W: 1, kW: 1e3 } },
  '%': { own: 1, words: { '%': 1 } },
};

const DAYS: Readonly<Record<string, number>> = {
  min: 1 / 1440,
  h: 1 / 24,
  d: 1,
  w: 7,
  mo: 30,
  y: 365,
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30,
  year: 365,
};

/** Bytes are octets in French: Go, Mo. */
const OCTETS = /^([kmgt]?)o$/;

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
  if (scale === undefined) return null;
  const key = word.toLowerCase().replace(OCTETS, '$1b');
  const [, factor] = Object.entries(scale.words).find(([known]) => known.toLowerCase() === key) ?? [];
  return factor === undefined ? null : (number * factor) / scale.own;
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
  const [, digits, word = ''] = withUnit.exec(text) ?? [];
  const key = word.toLowerCase();
  const known = Object.hasOwn(DAYS, key) ? key : key.replace(/s$/, '');
  const days = Object.hasOwn(DAYS, known) ? DAYS[known] : undefined;
  return digits === undefined || days === undefined ? null : Number(digits) * days;
}

/** Whether a word may be a unit: behind a number and a blank it would be taken for one. */
export function isUnit(word: string): boolean {
  const units = Object.keys(scales) as Unit[]; // safe: the table's own keys
  return readAge(`1${word}`) !== null || units.some((unit) => readQuantity(`1${word}`, unit) !== null);
}
