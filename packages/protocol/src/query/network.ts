/** An IPv4 address, without leading zeros. For PostgreSQL as well. */
export const IPV4_PATTERN =
  '^(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])([.](25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}$';

const GROUP = '[0-9a-f]{1,4}';
const GROUPS = `(${GROUP}(:${GROUP})*)?`;
/** An IPv6 address in lower case, without an IPv4 one in it. For PostgreSQL as well. */
export const IPV6_PATTERN = `^(${GROUP}(:${GROUP}){7}|(?!(.*:){8})${GROUPS}::${GROUPS})$`;

const ipv4 = new RegExp(IPV4_PATTERN);
const ipv6 = new RegExp(IPV6_PATTERN);

export type Network = { readonly bytes: readonly number[]; readonly bits: number };

/** The bytes of an address: four or sixteen. What stands behind a slash or a per cent sign (length, zone) is not looked at. */
export function parseAddress(text: string): readonly number[] | null {
  const address = (/^[^/%]*/.exec(text)?.[0] ?? '').toLowerCase();
  if (ipv4.test(address)) return address.split('.').map(Number);
  if (!ipv6.test(address)) return null;
  const [left = '', right] = address.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const before = left === '' ? [] : left;
  const after = right ?? [];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

/** Reads `192.0.2.0/24`; null for anything else. */
export function parseNetwork(text: string): Network | null {
  const [, address = '', length = ''] = /^([^/%]+)\/([0-9]{1,3})$/.exec(text) ?? [];
  const bytes = parseAddress(address);
  const bits = Number(length);
  return bytes === null || length === '' || bits > bytes.length * 8 ? null : { bytes, bits };
}

/** Whether an address is of a network. Of another family it is not. */
export function isInNetwork(address: string, network: Network): boolean {
  const bytes = parseAddress(address);
  if (bytes === null || bytes.length !== network.bytes.length) return false;
  return bytes.every((byte, i) => {
    const kept = Math.min(8, Math.max(0, network.bits - i * 8));
    const mask = (0xff00 >> kept) & 0xff;
    return (byte & mask) === ((network.bytes[i] ?? 0) & mask);
  });
}

const hexOf = (bytes: readonly number[]) =>
  `${bytes.length}:${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

/** A text that sorts, byte by byte, as the address does in its family; null for what is no address. */
export function addressKey(text: string): string | null {
  const bytes = parseAddress(text);
  return bytes === null ? null : hexOf(bytes);
}

/** The keys of the first and the last address of a network. */
export function networkKeys({ bytes, bits }: Network): { readonly first: string; readonly last: string } {
  const masks = bytes.map((_, i) => (0xff00 >> Math.min(8, Math.max(0, bits - i * 8))) & 0xff);
  const masked = bytes.map((byte, i) => byte & (masks[i] ?? 0));
  return { first: hexOf(masked), last: hexOf(masked.map((byte, i) => byte | (~(masks[i] ?? 0) & 0xff))) };
}

/**
 * Between which texts, byte by byte, the addresses of a network are; null where that leaves out nothing. Databases find out sooner so
 * than by reading each address. IPv6 addresses are written in many ways.
 */
export function networkTexts({ bytes, bits }: Network): { readonly from: string; readonly before: string } | null {
  const whole = Math.floor(bits / 8);
  if (bytes.length !== 4 || whole === 0) return null;
  const same = bytes.slice(0, whole).join('.');
  // Behind the last byte may stand a length or a zone; the character behind a dot is a slash.
  return whole === 4 ? { from: same, before: `${same}:` } : { from: `${same}.`, before: `${same}/` };
}
