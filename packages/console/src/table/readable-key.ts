/** Between the parts of a `rowKey`. */
const SEPARATOR = '\u001f';

/**
 * A row's key as people read it: `postgresql␟5432␟#2` → `postgresql · 5432 (2)`.
 *
 * The key of a child row begins with its parent's; the number tells apart rows of the same identity.
 */
export function readableKey(key: string): string {
  const parts = key.split(SEPARATOR).filter((part) => part !== '');
  const words = parts.filter((part) => !/^#\d+$/.test(part)).join(' · ');
  const number = parts.findLast((part) => /^#\d+$/.test(part));
  return number === undefined ? words : `${words} (${number.slice(1)})`.trim();
}
