import { isIP } from 'node:net';
import { AppError } from '@muster/protocol';

/** A network in the one spelling that counts. */
export type Subnet = {
  /** First address: dotted, or IPv6 in its shortest form. */
  readonly address: string;
  /** Bits of the mask. */
  readonly prefix: number;
};

/**
 * The network that an address and a mask say.
 *
 * @param mask `255.255.255.0`, `24`, `/24`, `0xffffff00` as BSD prints it, or `ffff:ffff::` for IPv6.
 * @throws {AppError} `NETWORK_INVALID`.
 */
export function parseSubnet(address: string, mask: string): Subnet {
  const given = address.trim();
  const family = isIP(given);
  if (family === 0 || given.includes('%')) throw invalid(`"${given.slice(0, 60)}" is no address`);
  const width = family === 4 ? 32 : 128;
  const prefix = parseMask(mask.trim(), width);
  const bits = toBits(given, family);
  const host = (1n << BigInt(width - prefix)) - 1n;
  if ((bits & host) !== 0n) throw invalid(`"${given}" is not the first address of a network of ${prefix} bits`);
  return { address: family === 4 ? given : shortest(given), prefix };
}

/** `255.255.255.0` for 24 bits. IPv6 has no such spelling: the number of bits. */
export function maskOf({ address, prefix }: Subnet): string {
  if (isIP(address) !== 4) return String(prefix);
  const bits = prefix === 0 ? 0 : (0xff_ff_ff_ff << (32 - prefix)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}

/** The spelling that counts, or null for what is no address. */
export function toAddress(given: string): string | null {
  const family = isIP(given.trim());
  if (family === 0 || given.includes('%')) return null;
  return family === 4 ? given.trim() : shortest(given.trim());
}

/** Lower case with colons; null for what is no MAC address. */
export function parseMac(given: string): string | null {
  const hex = given.trim().toLowerCase();
  if (!/^[0-9a-f]{2}([:-]?)[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/.test(hex)) return null;
  return hex.replace(/[:-]/g, '').replace(/..(?!$)/g, '$&:');
}

function parseMask(mask: string, width: 32 | 128): number {
  const wrong = () => invalid(`"${mask.slice(0, 60)}" is no mask`);
  const length = /^\/?(\d{1,3})$/.exec(mask)?.[1];
  if (length !== undefined) {
    if (Number(length) > width) throw wrong();
    return Number(length);
  }
  const hex = /^0x[0-9a-f]{8}$/i.test(mask) && width === 32;
  const family = isIP(mask);
  if (!hex && (family === 0 || (family === 4 ? 32 : 128) !== width)) throw wrong();
  const bits = hex ? BigInt(mask) : toBits(mask, family);
  const text = bits.toString(2).padStart(width, '0');
  const prefix = text.indexOf('0') === -1 ? width : text.indexOf('0');
  if (text.includes('1', prefix)) throw wrong();
  return prefix;
}

function toBits(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  const [head = '', tail] = shortest(address).split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [words(head), words(tail ?? '')];
  const middle = tail === undefined ? [] : Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...middle, ...after].reduce((bits, word) => (bits << 16n) | BigInt(`0x${word}`), 0n);
}

/** As RFC 5952 wants IPv6 addresses; the parser of URLs does it. */
const shortest = (address: string) => new URL(`http://[${address}]/`).hostname.slice(1, -1);

const invalid = (reason: string) => new AppError('NETWORK_INVALID', { reason });
