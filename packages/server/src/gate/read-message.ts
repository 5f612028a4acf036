import {
  decodeGlpiMessage,
  decodeText,
  decodeXmlRequest,
  type GlpiMessage,
  type Inventory,
  type XmlRequest,
} from '@muster/protocol';
import { fingerprintInventory, type InventoryFingerprints } from '../fleet/fingerprints.ts';
import { type PackedInventory, packInventory, type ReadInventory, unpackInventory } from './packed-inventory.ts';

/** A message in the language it came in. */
type Content = { readonly xml: XmlRequest } | { readonly json: GlpiMessage };

/** A message as the gate works with it. */
export type ReadMessage = Content & {
  /** Of the inventory in it; null where there is none. */
  readonly fingerprints: InventoryFingerprints | null;
  /** The document. Null where it is an inventory: whoever needs it all the same unpacks the body again. */
  readonly text: string | null;
};

/** A message as it travels from thread to thread. */
export type PackedMessage = {
  /** Where it has an inventory, that is left out. */
  readonly content: Content;
  readonly inventory: PackedInventory | null;
  readonly text: string | null;
};

/** Decodes a message. @throws {AppError} As the decoders. */
export function readMessage(document: Uint8Array): ReadMessage {
  const { content, text } = decode(document);
  const inventory = inventoryIn(content);
  if (inventory === null) return { ...content, fingerprints: null, text };
  return { ...content, fingerprints: fingerprintInventory(inventory), text: null };
}

/** The same for another thread. */
export function readAndPack(document: Uint8Array): PackedMessage {
  const { content, text } = decode(document);
  const inventory = inventoryIn(content);
  if (inventory === null) return { content, inventory: null, text };
  return { content: withInventory(content, null), inventory: packInventory(inventory), text: null };
}

function decode(document: Uint8Array): { content: Content; text: string } {
  const text = decodeText(document);
  return { content: isJson(text) ? { json: decodeGlpiMessage(text) } : { xml: decodeXmlRequest(text) }, text };
}

export function unpackMessage({ content, inventory, text }: PackedMessage): ReadMessage {
  if (inventory === null) return { ...content, fingerprints: null, text };
  const read: ReadInventory = unpackInventory(inventory);
  return { ...withInventory(content, read.inventory), fingerprints: read.fingerprints, text };
}

/** Newline-stripped and padded documents come from scripts that use curl. */
export const isJson = (text: string) => /^[\s\ufeff]*\{/.test(text);

function inventoryIn(content: Content): Inventory | null {
  const message = 'xml' in content ? content.xml : content.json;
  return 'inventory' in message ? message.inventory : null;
}

function withInventory(content: Content, inventory: Inventory | null): Content {
  // safe: a message that had an inventory gets it back before anybody looks
  return (
    'xml' in content ? { xml: { ...content.xml, inventory } } : { json: { ...content.json, inventory } }
  ) as Content;
}
