import { AppError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { repairDoubleEncoding, withoutIllegal } from './text.ts';
import type { XmlElement } from './xml.ts';

export type JsonObject = { readonly [key: string]: unknown };

/** @throws AppError JSON_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG (not an object), MESSAGE_TOO_DEEP, MESSAGE_TOO_MANY_ROWS */
export function readJsonObject(text: string): JsonObject {
  checkSize(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('JSON_NOT_WELL_FORMED', {}, { cause });
  }
  if (!isObject(value)) throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'it is not a JSON object' });
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Counts what `JSON.parse` would build, before it fills the memory with forty million empty objects. */
function checkSize(text: string): void {
  let depth = 0;
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === COMMA) values++;
    // { and [, } and ] differ in the bit 20 only.
    else if ((code & 0xdf) === 0x5b) {
      values++;
      depth++;
      if (depth > LIMITS.depth) throw new AppError('MESSAGE_TOO_DEEP', { limit: LIMITS.depth });
    } else if ((code & 0xdf) === 0x5d) depth--;
  }
  // Every value follows a comma or a bracket, and a bracket is a value itself.
  if (values > 2 * LIMITS.elements) throw new AppError('MESSAGE_TOO_MANY_ROWS', { limit: LIMITS.elements });
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/**
 * A JSON object as the tree that XML gives: a list is a repeated element, an empty list or object an empty element; null is
 * nothing.
 *
 * @throws AppError MESSAGE_TOO_DEEP, MESSAGE_TOO_MANY_ROWS
 */
export function jsonTree(object: JsonObject): XmlElement[] {
  let elements = 0;

  const textOf = (value: unknown): string => {
    const text = withoutIllegal(repairDoubleEncoding(String(value))).trim();
    return text.length > LIMITS.textLength ? `${text.slice(0, LIMITS.textLength - 1)}…` : text;
  };
  const add = (name: string, value: unknown, into: XmlElement[], depth: number): void => {
    if (value === null || value === undefined) return;
    if (depth > LIMITS.depth) throw new AppError('MESSAGE_TOO_DEEP', { limit: LIMITS.depth });
    if (Array.isArray(value) && value.length > 0) {
      for (const item of value) add(name, item, into, depth + 1);
      return;
    }
    elements++;
    if (elements > LIMITS.elements) throw new AppError('MESSAGE_TOO_MANY_ROWS', { limit: LIMITS.elements });
    if (typeof value !== 'object') into.push({ name, text: textOf(value), children: [] });
    else into.push({ name, text: '', children: Array.isArray(value) ? [] : below(value as JsonObject, depth + 1) });
  };
  const below = (value: JsonObject, depth: number): XmlElement[] => {
    const children: XmlElement[] = [];
    for (const key of Object.keys(value)) add(textOf(key), value[key], children, depth);
    return children;
  };
  return below(object, 1);
}
