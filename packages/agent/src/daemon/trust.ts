import { BlockList, isIP } from 'node:net';
import { AppError } from '@muster/protocol/errors';

export type Trust = {
  isTrusted(address: string): Promise<boolean>;
  /** The servers, by URL, whose names lead to an address. */
  serversAt(address: string): Promise<readonly string[]>;
};

/** Addresses of names, by name. */
export type Resolve = (name: string) => Promise<readonly string[]>;

const CACHE_MS = 60_000;
const LOOKUP_TIMEOUT_MS = 3000;

/**
 * Whom the agent believes: its servers, and what its owner names: addresses, networks (10.0.0.0/8), ranges
 * (10.0.0.1-10.0.0.9), host names. Names are looked up when somebody calls, at most once a minute.
 *
 * @throws {AppError} `OPTION_INVALID`.
 */
export function createTrust(
  servers: readonly string[],
  entries: readonly string[],
  resolve: Resolve = withCache(lookUp),
): Trust {
  const addresses = new BlockList();
  const names = entries.filter((entry) => !addEntry(addresses, entry));
  const serversAt = async (address: string) => {
    const found = await Promise.all(
      servers.map(async (url) => ((await resolve(hostOf(url))).includes(address) ? [url] : [])),
    );
    return found.flat();
  };
  return {
    serversAt,
    isTrusted: async (address) => {
      if (isIP(address) !== 0 && addresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) return true;
      if ((await serversAt(address)).length > 0) return true;
      const named = await Promise.all(names.map(resolve));
      return named.some((found) => found.includes(address));
    },
  };
}

const hostOf = (url: string) => new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');

/** @returns False when it is a name. */
function addEntry(list: BlockList, entry: string): boolean {
  const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  try {
    const [from = '', to] = entry.split(/[/-]/);
    if (isIP(from) === 0) {
      if (/^[a-z0-9_.-]+$/i.test(entry) && !/^[\d.-]+$/.test(entry)) return false;
      throw new Error('no address, network, range or name');
    }
    if (to === undefined) list.addAddress(from, family(from));
    else if (entry.includes('/')) list.addSubnet(from, prefix(to), family(from));
    else list.addRange(from, to, family(from));
    return true;
  } catch (error) {
    const reason = `--httpd-trust "${entry}": ${(error as Error).message}`;
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
}

function prefix(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new Error(`"${text}" is no length of a network's prefix`);
}

function withCache(resolve: Resolve): Resolve {
  const known = new Map<string, { readonly untilMs: number; readonly addresses: Promise<readonly string[]> }>();
  return (name) => {
    const cached = known.get(name);
    if (cached !== undefined && cached.untilMs > performance.now()) return cached.addresses;
    const addresses = resolve(name);
    known.set(name, { untilMs: performance.now() + CACHE_MS, addresses });
    return addresses;
  };
}

/** A name that leads nowhere, or too slowly, is nobody's. */
async function lookUp(name: string): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name];
  const { lookup } = await import('node:dns');
  return new Promise((done) => {
    const timer = setTimeout(() => done([]), LOOKUP_TIMEOUT_MS);
    lookup(name, { all: true }, (error, found) => {
      clearTimeout(timer);
      done(error === null ? found.map(({ address }) => address) : []);
    });
  });
}
