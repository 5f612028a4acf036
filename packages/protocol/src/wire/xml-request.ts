import { AppError } from '../errors.ts';
import type { Dialect, Inventory, OtherValue } from '../inventory.ts';
import { LIMITS } from '../limits.ts';
import { checkDeviceId } from './device-id.ts';
import { readOcsAddresses } from './ocs-addresses.ts';
import { readOcsControllers } from './ocs-controllers.ts';
import { readSections } from './read-sections.ts';
import { planFor } from './section-plan.ts';
import { child, childText, readXml, type XmlElement } from './xml.ts';

/** A message of an agent that speaks XML. */
export type XmlRequest =
  | { readonly query: 'PROLOG'; readonly deviceId: string; readonly token: string | null }
  | { readonly query: 'INVENTORY'; readonly deviceId: string; readonly inventory: Inventory }
  | {
      /** A message that is neither: `name` is its QUERY, `content` its CONTENT, or the whole message where it has none. */
      readonly query: 'OTHER';
      readonly name: string;
      readonly deviceId: string | null;
      readonly content: XmlElement;
    };

/**
 * @throws AppError XML_NOT_WELL_FORMED, XML_DOCTYPE_REFUSED, MESSAGE_TOO_DEEP, MESSAGE_TOO_MANY_ROWS, MESSAGE_SHAPE_WRONG,
 * QUERY_MISSING, DEVICE_ID_MISSING, DEVICE_ID_INVALID
 */
export function decodeXmlRequest(text: string): XmlRequest {
  const root = readXml(text);
  if (root.name.toUpperCase() !== 'REQUEST') {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'its root element is not REQUEST' });
  }
  const query = childText(root, 'QUERY');
  if (query === null) throw new AppError('QUERY_MISSING');
  const content = child(root, 'CONTENT');
  const deviceId = childText(root, 'DEVICEID') ?? (content === null ? null : childText(content, 'DEVICEID'));
  switch (query.toUpperCase()) {
    case 'PROLOG':
      return { query: 'PROLOG', deviceId: checkDeviceId(deviceId), token: childText(root, 'TOKEN') };
    case 'INVENTORY':
      return { query: 'INVENTORY', deviceId: checkDeviceId(deviceId), inventory: readInventory(root, deviceId) };
    default:
      return {
        query: 'OTHER',
        name: query.slice(0, 64),
        deviceId: deviceId === null ? null : checkDeviceId(deviceId),
        content: content ?? root,
      };
  }
}

/** Elements of REQUEST that are not data about the machine. */
const ENVELOPE = new Set(['QUERY', 'DEVICEID', 'TOKEN', 'CONTENT']);

function readInventory(root: XmlElement, deviceId: string | null): Inventory {
  const contents = root.children.filter((c) => c.name === 'CONTENT');
  if (contents.length === 0) throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'an INVENTORY has no CONTENT' });
  const elements = contents.length === 1 ? (contents[0]?.children ?? []) : contents.flatMap((c) => c.children);
  const dialect = dialectOf(root, elements);
  const head = { agent: null as string | null, oldDeviceId: null as string | null };
  const handled = (path: string, { text, children }: XmlElement) => {
    if (children.length > 0 || text === '') return false;
    if (path === 'DEVICEID') return text === deviceId;
    if (path === 'VERSIONCLIENT' && head.agent === null) head.agent = text;
    else if (path === 'OLD_DEVICEID' && head.oldDeviceId === null) head.oldDeviceId = text;
    else return false;
    return true;
  };
  const read = readSections(elements, planFor(dialect === 'ocs' ? 'ocs' : 'fusion'), { handled });
  const beside = [...besideContent(root, deviceId), ...contents.flatMap((c) => textBeside(c))];
  const hardware = elements.find((e) => e.name === 'HARDWARE');
  const other = beside.length === 0 ? read.other : [...beside, ...read.other].slice(0, LIMITS.otherValues);
  return {
    deviceId: checkDeviceId(deviceId),
    dialect,
    agent: head.agent ?? (hardware === undefined ? null : childText(hardware, 'VERSIONCLIENT')),
    itemType: 'Computer',
    partial: false,
    tag: tagOf(elements),
    oldDeviceId: head.oldDeviceId,
    checksum: hardware === undefined ? null : checksumOf(hardware),
    sections: dialect === 'ocs' ? readOcsControllers(readOcsAddresses(read.sections)) : read.sections,
    other,
    otherTruncated: read.otherTruncated || other.length < beside.length + read.other.length,
  };
}

/** Only FusionInventory and GLPI agents say who they are in the document. Source: agent-protocols §1.5, §2.5. */
function dialectOf(root: XmlElement, elements: readonly XmlElement[]): Dialect {
  const named = elements.some(
    (e) => e.name === 'VERSIONCLIENT' || (e.name === 'HARDWARE' && child(e, 'VERSIONCLIENT') !== null),
  );
  return named || child(root, 'TOKEN') !== null ? 'fusion' : 'ocs';
}

function checksumOf(hardware: XmlElement): number | null {
  const text = childText(hardware, 'CHECKSUM') ?? '';
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}

function tagOf(elements: readonly XmlElement[]): string | null {
  for (const element of elements) {
    if (element.name !== 'ACCOUNTINFO') continue;
    if (childText(element, 'KEYNAME')?.toUpperCase() === 'TAG') return childText(element, 'KEYVALUE');
  }
  return null;
}

/** What stands in REQUEST beside CONTENT. */
function besideContent(root: XmlElement, deviceId: string | null): OtherValue[] {
  const beside: OtherValue[] = textBeside(root);
  const add = (path: string, { text, children }: XmlElement) => {
    if (text !== '') beside.push({ section: '', row: 0, path, value: text });
    for (const c of children) add(`${path}/${c.name}`, c);
  };
  for (const c of root.children) {
    const isKnown = ENVELOPE.has(c.name) && (c.name !== 'DEVICEID' || c.text === deviceId || c.text === '');
    if (!isKnown) add(c.name, c);
  }
  return beside;
}

function textBeside({ name, text }: XmlElement): OtherValue[] {
  return text === '' ? [] : [{ section: '', row: 0, path: name, value: text }];
}
