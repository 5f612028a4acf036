import { AppError } from '@muster/protocol/errors';

export type ProxySettings = {
  /** URL of a proxy for http and https; `none`: no proxy, whatever the environment says; null: what the environment says. */
  readonly proxy?: string | null;
  /** `http_proxy`, `https_proxy` and `no_proxy`, in small letters or capitals. */
  readonly proxyEnvironment?: Readonly<Record<string, string | undefined>>;
};

export type Proxies = {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without: names (with all below them), addresses, ranges, `*`; each with a port or without. */
  readonly except: readonly string[];
};

/**
 * The proxies of one client.
 *
 * What `no_proxy` excepts is excepted from a proxy given as an option too.
 *
 * @throws {AppError} `OPTION_INVALID` when the proxy is not an http or https URL.
 */
export function proxiesOf({ proxy = null, proxyEnvironment = {} }: ProxySettings): Proxies {
  if (proxy === 'none') return { http: null, https: null, except: [] };
  const http = proxy ?? named(proxyEnvironment, 'http_proxy');
  const https = proxy ?? named(proxyEnvironment, 'https_proxy');
  return {
    http: http === null ? null : toProxyUrl(http),
    https: https === null ? null : toProxyUrl(https),
    except: (named(proxyEnvironment, 'no_proxy') ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

/** The proxy that a URL is reached by, or null. */
export function proxyFor(url: string, { http, https, except }: Proxies): string | null {
  const { protocol, hostname, port } = new URL(url);
  const proxy = protocol === 'https:' ? https : http;
  if (proxy === null) return null;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const portNumber = port || (protocol === 'https:' ? '443' : '80');
  return except.some((entry) => isExcepted(entry, host, portNumber)) ? null : proxy;
}

/** A proxy for people to see: its password is nobody's business. */
export function shownProxy(proxy: string): string {
  const url = URL.parse(proxy);
  if (url === null) return proxy.replace(/\/\/[^/@]*@/, '//');
  url.username = '';
  url.password = '';
  return url.href;
}

function isExcepted(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  // A colon is part of an address of version 6, but the beginning of a port everywhere else.
  const [, name = entry, entryPort] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(isIp6(entry) ? `[${entry}]` : entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const range = rangeOf(name);
  if (range !== null) return isWithin(host, range);
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}

const isIp6 = (text: string) => text.split(':').length > 2 && !text.startsWith('[');

type Range = { readonly first: number; readonly last: number };

/** `192.0.2.1-192.0.2.9` or `192.0.2.0/24`. */
function rangeOf(text: string): Range | null {
  const [, from = '', to, length] = /^([\d.]+)(?:-([\d.]+)|\/(\d+))$/.exec(text) ?? [];
  const first = toNumber(from);
  if (first === null) return null;
  if (to !== undefined) return { first, last: toNumber(to) ?? first };
  const size = 2 ** (32 - Math.min(32, Number(length)));
  const start = Math.floor(first / size) * size;
  return { first: start, last: start + size - 1 };
}

function isWithin(host: string, { first, last }: Range): boolean {
  const at = toNumber(host);
  return at !== null && first <= at && at <= last;
}

/** An IPv4 address as a number. */
function toNumber(ip: string): number | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(ip)) return null;
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function named(environment: Readonly<Record<string, string | undefined>>, name: string): string | null {
  return environment[name] || environment[name.toUpperCase()] || null;
}

function toProxyUrl(text: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    const hidden = text.replace(/\/\/[^/@]*@/, '//');
    throw new AppError('OPTION_INVALID', { reason: `the proxy must be an http or https URL, found "${hidden}"` });
  }
  return url.href;
}
