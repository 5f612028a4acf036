import type { Reader, Unit } from '../define-section.ts';

/** Factors of one kind of quantity, all to the same base. */
type Quantity = { readonly suffixes: RegExp; readonly factor: (suffix: string, step: number) => number };

const PREFIXES = 'kmgtp';

/** Bytes. `Ko`, `Mo`… are what French Windows writes. Steps are 1024, as agents mean MiB where they write MB. */
const bytes: Quantity = {
  suffixes: /^(?:bytes?|octets?|([kmgtp])?i?[bo]?)$/i,
  factor: (suffix, step) => step ** (PREFIXES.indexOf((/^[kmgtp]/i.exec(suffix)?.[0] ?? '').toLowerCase() || ' ') + 1),
};
const plain = (factors: Readonly<Record<string, number>>): Quantity => ({
  suffixes: new RegExp(`^(?:${Object.keys(factors).join('|')})$`, 'i'),
  factor: (suffix) => factors[suffix.toLowerCase()] ?? 1,
});

const quantities: Readonly<Record<Reader, Quantity>> = {
  mebibytes: bytes,
  // MT/s counts transfers, yet agents write it where others write MHz.
  megahertz: plain({ hz: 1e-6, khz: 1e-3, mhz: 1, ghz: 1e3, 'mt/s': 1, 'gt/s': 1e3 }),
  milliwattHours: plain({ mwh: 1, wh: 1e3, kwh: 1e6 }),
  millivolts: plain({ mv: 1, v: 1e3 }),
  watts: plain({ mw: 1e-3, w: 1, kw: 1e3 }),
  megabitsPerSecond: plain(bitRates()),
  percent: plain({ '%': 1 }),
};

/** What one of a unit is in the base of its quantity (see the tables above). */
const unitInBase: Readonly<Partial<Record<Unit, number>>> = {
  KiB: 1024,
  MiB: 1024 ** 2,
  MB: 1000 ** 2,
  'bit/s': 1e-6,
};

const NUMBER_AND_SUFFIX = /^(\d+(?:[.,]\d+)?)\s*([a-z/%]{0,8})\.?$/i;

/**
 * A number with its own unit, such as `4 GB` or `12.5 Wh`, in `unit`; a bare number is in `unit` already.
 * Null where the text is no such thing.
 */
export function readQuantity(text: string, reader: Reader, unit: Unit | undefined): number | null {
  const match = NUMBER_AND_SUFFIX.exec(text);
  if (match === null) return null;
  const value = Number((match[1] ?? '').replace(',', '.'));
  const suffix = match[2] ?? '';
  // Nobody gives decimals of a millivolt: 11.4 alone is volts.
  if (suffix === '') return reader === 'millivolts' && !Number.isInteger(value) && value < 1000 ? value * 1000 : value;
  const quantity = quantities[reader];
  if (!quantity.suffixes.test(suffix)) return null;
  const step = unit === 'MB' ? 1000 : 1024;
  const base = unit === undefined ? 1 : (unitInBase[unit] ?? 1);
  return (value * quantity.factor(suffix, step)) / base;
}

function bitRates(): Record<string, number> {
  const rates: Record<string, number> = {};
  for (const [prefix, factor] of Object.entries({ '': 1e-6, k: 1e-3, m: 1, g: 1e3, t: 1e6 })) {
    for (const name of ['bps', 'b/s', 'bit/s', 'bits/s', 'bit']) rates[prefix + name] = factor;
  }
  return rates;
}
