import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, gunzip, inflate } from 'node:zlib';
import { AppError, LIMITS } from '@muster/protocol';

/** An inventory as it is sent. */
export type InventoryFile = {
  /** For people: its path, or `-`. */
  readonly name: string;
  readonly format: 'xml' | 'json';
  /** Compressed by zlib. */
  readonly bytes: Uint8Array;
  /** Of what it says, however it was packed. */
  readonly hash: string;
  /** The UUID that a GLPI shall know the agent by; of JSON only. */
  readonly agentId: string | null;
};

/**
 * Takes a file for an inventory: XML or JSON, plain or compressed, whatever its name.
 *
 * @throws {AppError} `INVENTORY_FILE_WRONG`.
 */
export async function toInventoryFile(name: string, content: Buffer): Promise<InventoryFile> {
  if (content.length === 0) throw wrong(name, 'it is empty');
  if (content.length > LIMITS.bodyBytes * 4) throw wrong(name, `it is larger than ${LIMITS.bodyBytes * 4} bytes`);
  const plain = await unpack(name, content);
  const format = formatOf(plain);
  if (format === null) throw wrong(name, 'it is neither XML nor JSON');
  return {
    name,
    format,
    bytes: content[0] === 0x78 ? content : await promisify(deflate)(plain),
    hash: createHash('sha256').update(plain).digest('hex'),
    agentId: format === 'json' ? agentIdOf(name, plain) : null,
  };
}

async function unpack(name: string, content: Buffer): Promise<Buffer> {
  const limit = { maxOutputLength: LIMITS.inflatedBytes };
  try {
    if (content[0] === 0x78) return await promisify(inflate)(content, limit);
    if (content[0] === 0x1f && content[1] === 0x8b) return await promisify(gunzip)(content, limit);
    return content;
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = isTooLarge
      ? `unpacked it is larger than ${LIMITS.inflatedBytes} bytes`
      : 'its compression is damaged';
    throw wrong(name, reason);
  }
}

/** UTF-16, which some tools on Windows write, has a zero beside each letter. */
function formatOf(plain: Buffer): 'xml' | 'json' | null {
  const [, first] = /^[\s\ufeff\0]*([<{])/.exec(plain.toString('latin1', 0, 64).replace(/^(ÿþ|þÿ|ï»¿)/, '')) ?? [];
  if (first === undefined) return null;
  return first === '<' ? 'xml' : 'json';
}

/** The UUID in the name of the file, as GLPI tools name them; else always the same one for the same machine. */
function agentIdOf(name: string, plain: Buffer): string {
  const [named] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(name.split('/').at(-1) ?? '') ?? [];
  if (named !== undefined) return named.toLowerCase();
  let deviceId: unknown;
  try {
    deviceId = (JSON.parse(plain.toString('utf8')) as { deviceid?: unknown } | null)?.deviceid;
  } catch {
    throw wrong(name, 'the JSON is not well formed');
  }
  if (typeof deviceId !== 'string') throw wrong(name, 'it has no "deviceid"');
  const hex = createHash('sha256').update(`muster-injector\n${deviceId}`).digest('hex');
  // A UUID of version 8: made in a way of our own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function wrong(name: string, reason: string): AppError {
  return new AppError('INVENTORY_FILE_WRONG', { name, reason });
}
