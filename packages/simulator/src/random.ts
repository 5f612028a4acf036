/** Numbers that look random and are the same for the same key, on every machine. */
export type Random = {
  /** An integer from 0 up to, and without, `n`. */
  below(n: number): number;
  /** From `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True so many times of a hundred. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** The first of the list most often, the last seldom: a long tail. */
  pickSkewed<T>(list: readonly T[]): T;
  /** One of the list, as often as its weight says. */
  pickWeighted<T extends { readonly weight: number }>(list: readonly T[]): T;
  /** Upper-case hexadecimal digits. */
  hex(digits: number): string;
  /** From 0 up to, and without, 1. */
  fraction(): number;
};

/** A generator of its own for each key (sfc32 of the key's FNV-1a): what one part draws never moves what another does. */
export function randomOf(...key: readonly (string | number)[]): Random {
  let [a, b, c] = [hashOf(`${key.join('\0')}\x01`), hashOf(`${key.join('\0')}\x02`), hashOf(`${key.join('\0')}\x03`)];
  let counter = 1;
  const next = () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  const fraction = () => next() / 4_294_967_296;
  const below = (n: number) => Math.floor(fraction() * n);
  const at = <T>(list: readonly T[], i: number) => list[i] as T; // lists are written in this package; none is empty
  return {
    fraction,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => fraction() * 100 < percent,
    pick: (list) => at(list, below(list.length)),
    pickSkewed: (list) => at(list, Math.floor(list.length * fraction() ** 3)),
    pickWeighted(list) {
      let left = fraction() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of list) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return at(list, 0);
    },
    hex(digits) {
      let text = '';
      while (text.length < digits) text += next().toString(16).padStart(8, '0');
      return text.slice(0, digits).toUpperCase();
    },
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
