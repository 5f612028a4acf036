import { parseAddress, parseNetwork } from '@muster/protocol/query';

/** What a text looks like, and the search that finds exactly that. */
export type Shape = {
  readonly kind: 'ip' | 'network' | 'mac' | 'query';
  readonly text: string;
  readonly query: string;
};

const MAC = /^(?:[\da-f]{2}([:-]))(?:[\da-f]{2}\1){4}[\da-f]{2}$|^[\da-f]{12}$|^(?:[\da-f]{4}\.){2}[\da-f]{4}$/i;

/** A MAC address as agents write it. */
function toMac(text: string): string {
  const digits = text.replace(/[:.-]/g, '').toLowerCase();
  return digits.match(/../g)?.join(':') ?? text;
}

/** Texts that are one of the things machines are known by; null for any other text, which may be a name or a serial number. */
export function shapeOf(text: string): Shape | null {
  if (MAC.test(text)) {
    const mac = toMac(text);
    return { kind: 'mac', text: mac, query: `mac:${mac}` };
  }
  if (text.includes('/') && parseNetwork(text) !== null) return { kind: 'network', text, query: `ip:${text}` };
  if (/[.:]/.test(text) && parseAddress(text) !== null) return { kind: 'ip', text, query: `ip=${quoted(text)}` };
  // A field with a comparison can only be meant as a search.
  if (/^[a-z][\w.-]*\s*(?:[:=~]|[<>]=?|!=)\s*\S/i.test(text)) return { kind: 'query', text, query: text };
  return null;
}

const quoted = (text: string) => (/^[\w.]+$/.test(text) ? text : `"${text}"`);
