import { AppError, childText, writeXml, type XmlElement, type XmlOutput } from '@muster/protocol';
import { EVERY_BIT } from '../fleet/inventory-rules.ts';
import type { ComputersFilter, Page, Sort } from './computer-repository.ts';
import { type ComputerService, type OcsComputer, tablesOf, toOcsTime } from './computer-service.ts';
import { documentIn, type SoapParameter, textsOf } from './soap-envelope.ts';

/** Why a function refuses what it was given. Source: ocs-server §9.1. */
export type SoapRefusal =
  | 'BAD_KEY'
  | 'KEY_NOT_SUPPORTED'
  | 'VALUE_NOT_VALID'
  | 'BAD_CHECKSUM'
  | 'BAD_ID'
  | 'BAD_OFFSET'
  | 'BAD_REQUEST'
  | ('BAD_DATE' | 'BAD_DESCRIPTION' | 'BAD_MAC' | 'BAD_TYPE' | 'BAD_USER');

/** Values of one list of a request: each becomes a row of a table that the database is asked with. */
const MOST_VALUES = 10_000;

/** Bits of WANTED. */
const ACCOUNT_INFO = 1;

const SORTED: ReadonlySet<string> = new Set(['ID', 'LASTDATE', 'LASTCOME']);

type Question = {
  readonly filter: ComputersFilter;
  readonly sort: Sort;
  readonly page: Page;
  readonly isMeta: boolean;
  /** Bits of the sections wanted; null: all. */
  readonly mask: number | null;
  readonly wanted: number;
};

export const refusal = (code: SoapRefusal): string => toText({ name: 'RESULT', children: [leaf('ERROR', code)] });

/** `get_computers_V1`: the texts of the answer, or why there are none. */
export function getComputers(
  computers: ComputerService,
  parameter: SoapParameter | undefined,
  limit: number,
): AsyncIterable<string> | string {
  const question = parameter === undefined ? 'BAD_REQUEST' : readQuestion(parameter, limit);
  if (typeof question === 'string') return refusal(question);
  return answer(computers, question);
}

async function* answer(computers: ComputerService, question: Question): AsyncGenerator<string> {
  const { filter, sort, page, isMeta, mask, wanted } = question;
  yield '<COMPUTERS>\n';
  const parts = { tables: isMeta ? [] : tablesOf(mask), accountInfo: !isMeta && (wanted & ACCOUNT_INFO) !== 0 };
  for await (const computer of computers.read(filter, sort, page, parts)) {
    yield toText({ name: 'COMPUTER', children: isMeta ? metaOf(computer) : inventoryOf(computer) });
  }
  yield '</COMPUTERS>\n';
}

function metaOf({ asset }: OcsComputer): XmlOutput[] {
  return [
    leaf('CHECKSUM', String(asset.checksum)),
    leaf('DATABASEID', String(asset.id)),
    leaf('DEVICEID', asset.device_id),
    leaf('LASTCOME', toOcsTime(asset.last_contact_at)),
    leaf('LASTDATE', toOcsTime(asset.last_inventory_at)),
    leaf('NAME', asset.name),
    leaf('TAG', asset.tag ?? ''),
  ];
}

function inventoryOf({ accountInfo, tables }: OcsComputer): XmlOutput[] {
  const entries = accountInfo?.map(({ name, value }) => ({ name: 'ENTRY', text: value, attributes: { Name: name } }));
  const rows = tables.flatMap(({ table, rows }) =>
    rows.map((row) => ({
      name: table.element,
      children: Object.entries(row).map(([name, text]) => leaf(name, text)),
    })),
  );
  return [...(entries === undefined ? [] : [{ name: 'ACCOUNTINFO', children: entries }]), ...rows];
}

const leaf = (name: string, text: string): XmlOutput => ({ name, text });

/** An element as a text of its own, without the declaration of a document. */
export const toText = (element: XmlOutput): string => writeXml(element).replace(/^<\?xml[^>]*\?>\n/, '');

function readQuestion(parameter: SoapParameter, limit: number): Question | SoapRefusal {
  const request = requestIn(parameter);
  if (request === null || (childText(request, 'ENGINE') ?? '').toUpperCase() !== 'FIRST') return 'BAD_REQUEST';
  const asked = (childText(request, 'ASKING_FOR') ?? 'INVENTORY').toUpperCase();
  if (asked !== 'INVENTORY' && asked !== 'META') return 'BAD_REQUEST';
  const checksum = wholeNumber(request, 'CHECKSUM');
  const wanted = wholeNumber(request, 'WANTED') ?? 0;
  if (checksum === 'wrong') return 'BAD_CHECKSUM';
  if (wanted === 'wrong') return 'BAD_REQUEST';
  const page = wholeNumber(request, 'OFFSET');
  const first = wholeNumber(request, 'BEGIN');
  if (page === 'wrong' || first === 'wrong') return 'BAD_OFFSET';
  const filter = filterIn(request);
  if (typeof filter === 'string') return filter;
  const sort = (childText(request, 'SORT_BY') ?? '').toUpperCase();
  const mask = checksum === null ? null : bits(checksum);
  return {
    // Nothing wanted: of all computers nothing.
    filter: mask === null || mask === 0 ? filter : { ...filter, changed: mask },
    sort: {
      field: SORTED.has(sort) ? sort : 'LASTCOME',
      descending: /^desc$/i.test(childText(request, 'SORT_DIR') ?? ''),
    },
    page: { limit, offset: page === null ? (first ?? 0) : page * limit },
    isMeta: asked === 'META',
    mask,
    wanted: wanted % 2 ** 31,
  };
}

function requestIn(parameter: SoapParameter): XmlElement | null {
  try {
    const request = documentIn(parameter);
    return request.name === 'REQUEST' ? request : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function filterIn(request: XmlElement): ComputersFilter | SoapRefusal {
  const lists = ['ID', 'EXCLUDE_ID', 'TAG', 'EXCLUDE_TAG', 'USERID'].map((name) => textsOf(request, name));
  const [ids = [], notIds = [], tags = [], notTags = [], users = []] = lists;
  const isBoth = (one: readonly string[], other: readonly string[]) => one.length > 0 && other.length > 0;
  if (isBoth(ids, notIds) || isBoth(tags, notTags)) return 'BAD_REQUEST';
  if (lists.some((list) => list.length > MOST_VALUES)) return 'BAD_REQUEST';
  const numbers = idsIn([...ids, ...notIds]);
  if (numbers === null) return 'BAD_ID';
  return {
    ...(ids.length > 0 && { ids: numbers }),
    ...(notIds.length > 0 && { notIds: numbers }),
    ...(tags.length > 0 && { tags }),
    ...(notTags.length > 0 && { notTags }),
    ...(users.length > 0 && { users }),
  };
}

/** Ids of computers; null where one is none. */
export function idsIn(texts: readonly string[]): number[] | null {
  return texts.every((text) => /^\d{1,15}$/.test(text)) ? texts.map(Number) : null;
}

/** Null where nothing is said. */
function wholeNumber(request: XmlElement, name: string): number | null | 'wrong' {
  const text = childText(request, name);
  if (text === null) return null;
  return /^\d{1,10}$/.test(text) ? Number(text) : 'wrong';
}

/** The bits that mean something; bitwise operators see 32 of them. */
export const bits = (value: number) => (value % 2 ** 31) & EVERY_BIT;
