import {
  AppError,
  decodeGlpiMessage,
  decodeXmlRequest,
  type Inventory,
  type Row,
  type Section,
  sections,
} from '@muster/protocol';
import type { SectionRows } from '../section-hashes.ts';
import { withOther } from './other-values.ts';

/** Stands for the device id that a whole document has. */
const NOBODY = 'content-2000-01-01-00-00-00';

/**
 * Reads content as an inventory has it, without what stands around: XML with `CONTENT`, or JSON, with or without `content`.
 *
 * @throws {AppError} `CONTENT_UNUSABLE`, whose reason names no values.
 */
export function readContent(text: string, from: string): Inventory {
  try {
    return text.trimStart().startsWith('<') ? readXmlContent(text, from) : readJsonContent(text, from);
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONTENT_UNUSABLE') throw error;
    throw new AppError('CONTENT_UNUSABLE', {
      from,
      reason: error instanceof AppError ? error.message : 'it is no JSON',
    });
  }
}

function readXmlContent(text: string, from: string): Inventory {
  const [, content] = /<CONTENT\b[^>]*>([\s\S]*)<\/CONTENT>/.exec(text) ?? [];
  const whole = `<?xml version="1.0" encoding="UTF-8"?>
<REQUEST><DEVICEID>${NOBODY}</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT>${content ?? ''}</CONTENT></REQUEST>`;
  const request = decodeXmlRequest(whole);
  if (content === undefined || request.query !== 'INVENTORY' || !('inventory' in request))
    throw new AppError('CONTENT_UNUSABLE', { from, reason: 'it has no element CONTENT' });
  return request.inventory;
}

function readJsonContent(text: string, from: string): Inventory {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('CONTENT_UNUSABLE', { from, reason: 'it is no object of sections' });
  const content = 'content' in value && typeof value.content === 'object' ? value.content : value;
  const message = decodeGlpiMessage(
    JSON.stringify({
      action: 'inventory',
      deviceid: NOBODY,
      itemtype: 'Computer',
      content: { versionclient: '', ...content },
    }),
  );
  if (message.action !== 'inventory') throw new AppError('CONTENT_UNUSABLE', { from, reason: 'it is no inventory' });
  // Our own inventories have the names of XML.
  const other = message.inventory.other.map((value) => ({
    ...value,
    section: value.section.toUpperCase(),
    path: value.path.toUpperCase(),
  }));
  return { ...message.inventory, other };
}

const all: Readonly<Record<string, Section>> = sections;

/** Lists are made longer; of sections with one row the given values win; what no section knows goes along as it is. */
export function mergeContent(rows: SectionRows, { sections: more, other }: Inventory): SectionRows {
  const merged: Record<string, readonly Row[]> = { ...(rows as Readonly<Record<string, readonly Row[]>>) };
  for (const [name, added] of Object.entries(more)) {
    const had = merged[name] ?? [];
    const isSingle = all[name]?.rows === 'one' && had.length > 0;
    merged[name] = isSingle ? [{ ...had[0], ...withoutNulls(added[0] ?? {}) }] : [...had, ...added];
  }
  return withOther({ ...rows, ...merged }, other);
}

const withoutNulls = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
