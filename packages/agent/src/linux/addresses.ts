/** Mask of a prefix length: 24 → `255.255.255.0`. */
export function toMask(prefixLength: number): string {
  return bytesOf(4, prefixLength).join('.');
}

/** Network an IPv4 address is in. */
export function toSubnet(address: string, prefixLength: number): string {
  const mask = bytesOf(4, prefixLength);
  return address
    .split('.')
    .map((byte, at) => Number(byte) & (mask[at] ?? 0))
    .join('.');
}

/** Mask of an IPv6 prefix length: 64 → `ffff:ffff:ffff:ffff::`. */
export function toMask6(prefixLength: number): string {
  return formatAddress6(bytesOf(16, prefixLength));
}

/** Network an IPv6 address is in. */
export function toSubnet6(address: readonly number[], prefixLength: number): string {
  const mask = bytesOf(16, prefixLength);
  return formatAddress6(address.map((byte, at) => byte & (mask[at] ?? 0)));
}

/** The 16 bytes of `/proc/net/if_inet6` or of text, such as `fe80::1`; null when it is none. */
export function parseAddress6(text: string): number[] | null {
  if (/^[0-9a-f]{32}$/i.test(text)) return (text.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  const [left = '', right, more] = text.split('::');
  if (text === '' || more !== undefined || /[^0-9a-f:]/i.test(text)) return null;
  const words = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const head = words(left);
  const tail = right === undefined ? [] : words(right);
  const gap = 8 - head.length - tail.length;
  if (right === undefined ? gap !== 0 : gap < 0) return null;
  const all = [...head, ...new Array<number>(gap).fill(0), ...tail];
  return all.some((word) => !(word >= 0 && word <= 0xffff)) ? null : all.flatMap((word) => [word >> 8, word & 255]);
}

/** Shortest form, after RFC 5952: the longest run of zero words becomes `::`. */
export function formatAddress6(bytes: readonly number[]): string {
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0));
  const { start, length } = longestZeros(words);
  const hex = (part: readonly number[]) => part.map((word) => word.toString(16)).join(':');
  if (length < 2) return hex(words);
  return `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`;
}

function longestZeros(words: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  words.forEach((word, at) => {
    if (word !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  });
  return best;
}

function bytesOf(count: number, prefixLength: number): number[] {
  return Array.from({ length: count }, (_, at) => {
    const bits = Math.min(8, Math.max(0, prefixLength - 8 * at));
    return (0xff00 >> bits) & 0xff;
  });
}
