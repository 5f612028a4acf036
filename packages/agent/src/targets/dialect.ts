import type { HttpReply } from '../transport/http-client.ts';

/**
 * How a server is spoken to. `muster`: our own, in the XML of OCS, with sections that OCS does not know; `ocs`: OCS
 * Inventory; `fusion`: FusionInventory for GLPI and its successor, in XML; `glpi`: GLPI from version 10, in JSON.
 */
export const DIALECTS = ['muster', 'ocs', 'fusion', 'glpi'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** What is remembered, if it is one that this version knows. */
export function toDialect(text: string | null): Dialect | null {
  return DIALECTS.find((dialect) => dialect === text) ?? null;
}

/**
 * Which dialect a reply to a PROLOG is in.
 *
 * Our server says who it is, as FusionInventory does; GLPI answers the header `GLPI-Agent-ID` in JSON. The rest is told by
 * the address and by how the reply is packed, which is all that tells OCS from FusionInventory.
 */
export function dialectOf(
  url: string,
  { headers, body }: Pick<HttpReply, 'headers' | 'body'>,
  known: Dialect | null,
): Dialect {
  const server = String(headers['server-type'] ?? '').toLowerCase();
  if (server.startsWith('muster')) return 'muster';
  if (isJson(body)) return 'glpi';
  if (/^glpi\/(fusion|glpi)inventory/.test(server)) return 'fusion';
  // How a reply is packed may differ from one to the next; that is no reason to change one's mind.
  if (known === 'ocs' || known === 'fusion') return known;
  if (/\/(fusioninventory|glpiinventory|front\/inventory\.php)(\/|$)/i.test(new URL(url).pathname)) return 'fusion';
  return /x-compress-(zlib|gzip)/i.test(String(headers['content-type'] ?? '')) ? 'fusion' : 'ocs';
}

/** Begins as an object does, after white space and a byte order mark. */
export function isJson(body: Uint8Array): boolean {
  const begin = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 64)).toString('utf8');
  return /^[\s\ufeff]*\{/.test(begin);
}
