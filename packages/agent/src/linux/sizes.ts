/** Powers of the base that units stand for, counted from a million bytes. */
const POWERS: Readonly<Record<string, number>> = { b: -2, bytes: -2, kb: -1, mb: 0, gb: 1, tb: 2, pb: 3 };

/**
 * A size as programs print it, in millions of bytes (base 1000) or MiB (base 1024); without unit it already is.
 *
 * A comma or a space may part thousands, and a comma stand for the decimal point.
 */
export function parseSize(text: string | null, base: 1000 | 1024): number | null {
  const [, digits = '', unit = 'mb'] = /^\s*(\d[\d\s.,]*?)\s*([a-z]+)?\s*$/i.exec(text ?? '') ?? [];
  const power = POWERS[unit.toLowerCase()];
  if (digits === '' || power === undefined) return null;
  const groups = /^\d{1,3}(?:[\s,]\d{3})+(?:\.\d+)?$/.test(digits);
  const value = Number(groups ? digits.replace(/[\s,]/g, '') : digits.replace(',', '.'));
  if (Number.isNaN(value)) return null;
  const size = value * base ** power;
  return power < 0 ? Math.floor(size) : size;
}
