import type { Unit } from '@muster/protocol';

export type Language = 'en' | 'fr';

/** A value in the unit that suits its size, and the value as it came for the tooltip; null when both are the same. */
export type Quantity = { readonly text: string; readonly exact: string | null };

type Step = { readonly factor: number; readonly symbol: string };
type Scale = { readonly base: number; readonly steps: readonly Step[] };

const KI = 1024;
const K = 1000;

const bytesScale = (base: number): Scale => ({
  base,
  steps: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].map((symbol, i) => ({ symbol, factor: KI ** i })),
});

const decimalScale = (base: number, symbols: readonly string[]): Scale => ({
  base,
  steps: symbols.map((symbol, i) => ({ symbol, factor: K ** i })),
});

const bitRates = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'];

/** Units which a large or small value may leave for a neighbour; the others keep theirs. */
const scales: { readonly [U in Unit]?: Scale } = {
  B: bytesScale(1),
  KiB: bytesScale(KI),
  MiB: bytesScale(KI ** 2),
  MB: decimalScale(1, ['MB', 'GB', 'TB', 'PB']),
  MHz: decimalScale(1, ['MHz', 'GHz']),
  'Mbit/s': decimalScale(K ** 2, bitRates),
  'bit/s': decimalScale(1, bitRates),
  mV: decimalScale(1, ['mV', 'V']),
  mWh: decimalScale(1, ['mWh', 'Wh', 'kWh']),
};

const frenchSymbols: Readonly<Record<string, string>> = {
  B: 'o',
  KiB: 'Kio',
  MiB: 'Mio',
  GiB: 'Gio',
  TiB: 'Tio',
  PiB: 'Pio',
  MB: 'Mo',
  GB: 'Go',
  TB: 'To',
  PB: 'Po',
};

const periods = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

const ages = [
  { unit: 'year', seconds: 31_556_952 },
  { unit: 'month', seconds: 2_629_746 },
  { unit: 'week', seconds: 604_800 },
  ...periods,
] as const;

/** Between a number and its unit, so that they stay on one line. */
const NBSP = '\u00a0';

/**
 * Everything that turns values into words of one language.
 *
 * @param timeZone IANA name; the browser's own when absent.
 */
export function createFormat(language: Language, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone };
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const percentFormat = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const relativeTime = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const momentFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', ...zone });
  const exactFormat = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', ...zone });
  const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const machineFormat = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  const symbolOf = (symbol: string) => (language === 'fr' ? (frenchSymbols[symbol] ?? symbol) : symbol);

  const number = (value: number) => plain.format(value);
  const withUnit = (value: number, symbol: string) => `${number(value)}${NBSP}${symbolOf(symbol)}`;

  /** The two largest periods that are not zero: "3 days, 4 hr". */
  function duration(totalSeconds: number): string {
    let rest = Math.round(Math.abs(totalSeconds));
    const parts: string[] = [];
    for (const { unit, seconds } of periods) {
      const count = Math.floor(rest / seconds);
      rest -= count * seconds;
      if (count > 0) parts.push(new Intl.NumberFormat(language, { style: 'unit', unit }).format(count));
      if (parts.length === 2) break;
    }
    const text =
      parts.length > 0 ? parts.join(' ') : new Intl.NumberFormat(language, { style: 'unit', unit: 'second' }).format(0);
    return totalSeconds < 0 ? `−${text}` : text;
  }

  /** A value with its unit, moved to the neighbouring unit in which it is between 1 and 1,000. */
  function quantity(value: number, unit: Unit): Quantity {
    const exact = withUnit(value, unit);
    if (unit === 's') {
      return Math.abs(value) < 60 ? { text: exact, exact: null } : { text: duration(value), exact };
    }
    const scale = scales[unit];
    if (scale === undefined || value === 0) return { text: exact, exact: null };
    const amount = Math.abs(value) * scale.base;
    const first = scale.steps[0];
    const step = scale.steps.findLast((s) => amount >= s.factor) ?? first;
    if (step === undefined || step.symbol === unit) return { text: exact, exact: null };
    const shown = (Math.sign(value) * amount) / step.factor;
    const digits = Math.abs(shown) >= 100 ? 0 : 1;
    const text = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(shown);
    return { text: `${text}${NBSP}${symbolOf(step.symbol)}`, exact };
  }

  /** "3 minutes ago" of an ISO 8601 moment. */
  function relative(iso: string, nowMs: number): string {
    const ageS = (Date.parse(iso) - nowMs) / 1000;
    if (Number.isNaN(ageS)) return iso;
    // A server's clock may be ahead of the browser's by a little: nothing happens in the future here.
    const past = Math.min(ageS, 0);
    const { unit, seconds } = ages.find((a) => Math.abs(past) >= a.seconds) ?? { unit: 'second' as const, seconds: 1 };
    return relativeTime.format(Math.trunc(past / seconds), unit);
  }

  const formatted = (format: Intl.DateTimeFormat, text: string, iso: string) => {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? text : format.format(ms);
  };

  return {
    language,
    number,
    /** A share between 0 and 1; what is there, but less than half a per cent, is not called nothing. */
    percent: (share: number) =>
      share > 0 && share < 0.005 ? `<${NBSP}${percentFormat.format(0.01)}` : percentFormat.format(share),
    quantity,
    duration,
    relative,
    /** A moment in the reader's time zone. */
    moment: (iso: string) => formatted(momentFormat, iso, iso),
    /** The same with weekday and time zone, for tooltips. */
    exactMoment: (iso: string) => formatted(exactFormat, iso, iso),
    /** `YYYY-MM-DD`, the same day everywhere. */
    day: (day: string) => formatted(dayFormat, day, `${day}T00:00:00Z`),
    /** `YYYY-MM-DD HH:MM:SS` on the machine's own clock: never moved to another zone. */
    machineMoment: (text: string) => formatted(machineFormat, text, `${text.replace(' ', 'T')}Z`),
  };
}

export type Format = ReturnType<typeof createFormat>;
