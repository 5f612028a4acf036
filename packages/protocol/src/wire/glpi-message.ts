import { AppError } from '../errors.ts';
import type { Inventory, OtherValue } from '../inventory.ts';
import { LIMITS } from '../limits.ts';
import { checkDeviceId } from './device-id.ts';
import { NO_AGENT } from './json-inventory.ts';
import { isObject, type JsonObject, jsonTree, readJsonObject } from './json-tree.ts';
import { readSections } from './read-sections.ts';
import { planFor } from './section-plan.ts';
import { withoutIllegal } from './text.ts';
import { childText, type XmlElement } from './xml.ts';

/** A message of an agent that speaks the JSON protocol of GLPI. */
export type GlpiMessage =
  | {
      readonly action: 'contact';
      readonly deviceId: string;
      /** Name of the program, such as `GLPI-Agent`. */
      readonly name: string | null;
      readonly version: string | null;
      readonly tag: string | null;
      readonly installedTasks: readonly string[];
      readonly enabledTasks: readonly string[];
      /** Port of the agent's own HTTP server. The settings beside it hold secrets and are not kept. */
      readonly httpdPort: number | null;
    }
  | {
      readonly action: 'inventory';
      readonly deviceId: string;
      readonly inventory: Inventory;
      /** Number of the network job that asked for it. */
      readonly jobId: number | null;
    }
  | {
      readonly action: 'get_params';
      readonly deviceId: string;
      readonly name: string | null;
      readonly version: string | null;
      readonly paramsId: string | null;
      readonly use: readonly string[];
    }
  | {
      readonly action: 'other';
      readonly name: string;
      readonly deviceId: string | null;
      readonly jobId: number | null;
      /** What `netdiscovery` and `netinventory` found: about another device than the one that sends it. */
      readonly inventory: Inventory | null;
    };

/**
 * @throws AppError JSON_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG, MESSAGE_TOO_DEEP, MESSAGE_TOO_MANY_ROWS, DEVICE_ID_MISSING,
 * DEVICE_ID_INVALID
 */
export function decodeGlpiMessage(text: string): GlpiMessage {
  const message = readJsonObject(text);
  const action = actionOf(message);
  const id = optionalText(message, 'deviceid');
  switch (action) {
    case 'contact':
      return {
        action,
        deviceId: checkDeviceId(id),
        name: optionalText(message, 'name'),
        version: optionalText(message, 'version'),
        tag: optionalText(message, 'tag'),
        installedTasks: textList(message, 'installed-tasks'),
        enabledTasks: textList(message, 'enabled-tasks'),
        httpdPort: optionalInteger(message, 'httpd-port'),
      };
    case 'inventory': {
      const deviceId = checkDeviceId(id);
      const inventory = readInventory(message, deviceId);
      return { action, deviceId, inventory, jobId: optionalInteger(message, 'jobid') };
    }
    case 'get_params':
      return {
        action,
        deviceId: checkDeviceId(id),
        name: optionalText(message, 'name'),
        version: optionalText(message, 'version'),
        paramsId: optionalText(message, 'params_id'),
        use: textList(message, 'use'),
      };
    default: {
      const deviceId = id === null ? null : checkDeviceId(id);
      const isFinding = (action === 'netdiscovery' || action === 'netinventory') && deviceId !== null;
      const inventory = isFinding && 'content' in message ? readInventory(message, deviceId) : null;
      return { action: 'other', name: action, deviceId, jobId: optionalInteger(message, 'jobid'), inventory };
    }
  }
}

/** A document without action is an inventory if it has content. Source: glpi-fusion-server §3.3. */
function actionOf(message: JsonObject): string {
  const action = optionalText(message, 'action') ?? optionalText(message, 'query');
  if (action !== null) return action.slice(0, 64).toLowerCase();
  if (Object.hasOwn(message, 'content')) return 'inventory';
  throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'it has neither an action nor a content' });
}

/** Properties of the document that are not data about the machine. */
const ENVELOPE = new Set(['action', 'query', 'deviceid', 'itemtype', 'partial', 'tag', 'jobid', 'content']);

function readInventory(message: JsonObject, deviceId: string): Inventory {
  if (!Object.hasOwn(message, 'content') || !isObject(message.content)) {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'the content of an inventory is not an object' });
  }
  const partial = message.partial ?? false;
  if (typeof partial !== 'boolean')
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: '"partial" is not true or false' });
  const tree = jsonTree(message);
  const content = tree.find((e) => e.name === 'content')?.children ?? [];
  let agent: string | null = null as string | null;
  let oldDeviceId: string | null = null as string | null;
  const handled = (path: string, { text, children }: XmlElement) => {
    if (children.length > 0 || text === '') return false;
    // What encodeJsonInventory() writes where an agent never said its name, as the schema demands one.
    if (path === 'versionclient' && agent === null) agent = text === NO_AGENT ? null : text;
    else if (path === 'old_deviceid' && oldDeviceId === null) oldDeviceId = text;
    else return false;
    return true;
  };
  const read = readSections(content, planFor('json'), { handled });
  const hardware = content.find((e) => e.name === 'hardware');
  const beside = tree.filter((e) => !ENVELOPE.has(e.name)).flatMap((e) => besideContent(e, e.name));
  const other = [...beside, ...read.other].slice(0, LIMITS.otherValues);
  return {
    deviceId,
    dialect: 'glpi',
    agent: agent ?? (hardware === undefined ? null : childText(hardware, 'versionclient')),
    itemType: optionalText(message, 'itemtype') ?? 'Computer',
    partial,
    tag: optionalText(message, 'tag'),
    oldDeviceId,
    checksum: null,
    sections: read.sections,
    other,
    otherTruncated: read.otherTruncated || other.length < beside.length + read.other.length,
  };
}

function besideContent({ text, children }: XmlElement, path: string): OtherValue[] {
  const own = text === '' ? [] : [{ section: '', row: 0, path, value: text }];
  return [...own, ...children.flatMap((c) => besideContent(c, `${path}/${c.name}`))];
}

/** Text, or a number meant as one; null where it is missing or empty. */
function optionalText(message: JsonObject, key: string): string | null {
  const value = Object.hasOwn(message, key) ? message[key] : undefined;
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: `"${key}" is not a text` });
  }
  return withoutIllegal(String(value)).trim().slice(0, 1024) || null;
}

function optionalInteger(message: JsonObject, key: string): number | null {
  const text = optionalText(message, key);
  const value = text === null || !/^-?\d{1,15}$/.test(text) ? null : Number(text);
  if (text !== null && value === null)
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: `"${key}" is not an integer` });
  return value;
}

/** A list of texts, or one text alone. */
function textList(message: JsonObject, key: string): string[] {
  const value = Object.hasOwn(message, key) ? message[key] : undefined;
  if (value === undefined || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.length > 100 || !items.every((item) => typeof item === 'string')) {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: `"${key}" is not a list of at most 100 texts` });
  }
  return items.map((item) => withoutIllegal(String(item)).trim().slice(0, 255)).filter((item) => item !== '');
}
