import { createHash } from 'node:crypto';

export type Random = {
  /** An integer from 0 up to, and without, `n`. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
};

/** Numbers that look random and are the same for the same key (xorshift128 of its SHA-256). */
export function randomOf(...key: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(key.join('\0')).digest();
  let [x, y, z, w] = [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset)) as [number, number, number, number]; // four of four
  const next = () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w;
  };
  const below = (n: number) => next() % n;
  return {
    below,
    pick<T>(list: readonly T[]): T {
      return list[below(list.length)] as T; // the lists are written in this folder, none is empty
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}
