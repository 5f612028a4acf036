import { isIP } from 'node:net';

/** One option of the process. Flags, environment, configuration file, `--help` and the reference page derive from it. */
export type Option<T> = {
  /** What stands for the value in `--help`; null for a switch. */
  readonly placeholder: string | null;
  /** Full sentences. */
  readonly description: string;
  readonly default: T;
  /** The value that a text (flag, environment) or a JSON value (file) stands for. @throws {Wish} */
  readonly parse: (value: unknown) => T;
};

/** What a value should have been; becomes the reason of `OPTION_INVALID`. */
export class Wish extends Error {}

type About<T> = { readonly description: string; readonly default: T; readonly placeholder: string };

export function integer(about: About<number> & { readonly min: number; readonly max: number }): Option<number> {
  return {
    ...about,
    parse(value) {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      if (typeof number === 'number' && Number.isInteger(number) && number >= about.min && number <= about.max) {
        return number;
      }
      throw new Wish(`a whole number from ${about.min} to ${about.max}`);
    },
  };
}

export function text(about: About<string>): Option<string> {
  return {
    ...about,
    parse(value) {
      if (typeof value === 'string' && value.trim() !== '') return value.trim();
      throw new Wish('a text that is not empty');
    },
  };
}

export function choice<T extends string>(
  about: Omit<About<T>, 'placeholder'> & { readonly of: readonly T[] },
): Option<T> {
  return {
    ...about,
    placeholder: about.of.join('|'),
    parse(value) {
      const found = about.of.find((candidate) => candidate === value);
      if (found === undefined) throw new Wish(`one of ${about.of.join(', ')}`);
      return found;
    },
  };
}

export function toggle(description: string): Option<boolean> {
  return {
    placeholder: null,
    description,
    default: false,
    parse(value) {
      if (value === true || value === '1' || value === 'true' || value === 'yes') return true;
      if (value === false || value === '0' || value === 'false' || value === 'no') return false;
      throw new Wish('1 or 0');
    },
  };
}

/** Addresses or networks, separated by commas. */
export function addresses(about: Omit<About<readonly string[]>, 'default'>): Option<readonly string[]> {
  return {
    ...about,
    default: [],
    parse(value) {
      const list = typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
      if (Array.isArray(list) && list.length > 0 && list.every(isAddressOrNetwork)) return list;
      throw new Wish('IP addresses or networks such as 10.0.0.0/8, separated by commas');
    },
  };
}

function isAddressOrNetwork(value: unknown): boolean {
  const [address = '', bits, more] = String(value).split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

export function webAddress(about: About<string>): Option<string> {
  return {
    ...about,
    parse(value) {
      const url = typeof value === 'string' ? URL.parse(value) : null;
      if (url !== null && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '');
      throw new Wish('an address that begins with http:// or https://');
    },
  };
}
