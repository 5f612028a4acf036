import { AppError } from '../errors.ts';
import { childrenNamed, childText, readXml, writeXml, type XmlElement, type XmlOutput } from './xml.ts';

/** One `OPTION` of a PROLOG reply: a job for the agent, such as `DOWNLOAD` or `IPDISCOVER`. */
export type PrologOption = {
  readonly name: string;
  /** `PARAM` and, for network jobs, `RANGEIP`, `DEVICE`, `AUTHENTICATION`, in their order. */
  readonly params: readonly PrologParam[];
};

export type PrologParam = {
  /** Absent: `PARAM`. */
  readonly element?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
};

/** `response`: an inventory is wanted only for `SEND`. Null: the server did not say. */
export type PrologReply = {
  readonly response: 'SEND' | 'STOP' | 'OTHER' | null;
  /** Hours until the next contact; may have decimals. */
  readonly prologFreq: number | null;
  readonly inventoryOnStartup: boolean | null;
  readonly options: readonly PrologOption[];
};

/** What the server answers to an inventory. `account`: the agent replaces its administrative values by these. */
export type InventoryReply = {
  readonly response: 'ACCOUNT_UPDATE' | 'NO_ACCOUNT_UPDATE' | null;
  readonly account: Readonly<Record<string, string>>;
};

/** `token` marks agents of the FusionInventory family, whose own sends 12345678. */
export function encodeProlog({ deviceId, token }: { deviceId: string; token?: string | null }): string {
  const children = [leaf('DEVICEID', deviceId), leaf('QUERY', 'PROLOG')];
  if (token !== undefined && token !== null) children.push(leaf('TOKEN', token));
  return writeXml({ name: 'REQUEST', children });
}

/**
 * A PROLOG reply is never empty and its frequency never 0: a FusionInventory agent would give up, or call without pause.
 * Source: agent-protocols §2.3.
 */
export function encodePrologReply(reply: PrologReply): string {
  const children: XmlOutput[] = [];
  if (reply.prologFreq !== null) {
    children.push(leaf('PROLOG_FREQ', String(reply.prologFreq > 0 ? reply.prologFreq : 1)));
  }
  children.push(leaf('RESPONSE', reply.response ?? 'STOP'));
  if (reply.inventoryOnStartup !== null) {
    children.push(leaf('INVENTORY_ON_STARTUP', reply.inventoryOnStartup ? '1' : '0'));
  }
  for (const { name, params } of reply.options) {
    const made = params.map(({ element = 'PARAM', attributes, text = '' }) => ({ name: element, attributes, text }));
    children.push({ name: 'OPTION', children: [leaf('NAME', name), ...made] });
  }
  return writeXml({ name: 'REPLY', children });
}

/** @throws AppError XML_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG (also for `REPLY/ERROR`, whose text is the reason) */
export function decodePrologReply(text: string): PrologReply {
  const root = readReply(text);
  const response = childText(root, 'RESPONSE')?.toUpperCase();
  const startup = childText(root, 'INVENTORY_ON_STARTUP');
  return {
    response: response === 'SEND' || response === 'STOP' || response === 'OTHER' ? response : null,
    prologFreq: positive(childText(root, 'PROLOG_FREQ')),
    inventoryOnStartup: startup === null ? null : startup !== '0',
    options: childrenNamed(root, 'OPTION').flatMap((option) => {
      const name = childText(option, 'NAME');
      return name === null ? [] : [{ name: name.toUpperCase(), params: paramsOf(option) }];
    }),
  };
}

/**
 * The answer to an inventory, as each family of agents expects it.
 *
 * OCS agents replace their administrative values by `account`; others only look whether a `REPLY` came.
 */
export function encodeInventoryReply(reply: {
  dialect: 'ocs' | 'fusion';
  account?: Readonly<Record<string, string>> | null;
}): string {
  if (reply.dialect === 'fusion') return writeXml({ name: 'REPLY', children: [leaf('RESPONSE', 'SEND')] });
  if (reply.account === undefined || reply.account === null) {
    return writeXml({ name: 'REPLY', children: [leaf('RESPONSE', 'NO_ACCOUNT_UPDATE')] });
  }
  const pairs = Object.entries(reply.account).map(([key, value]) => ({
    name: 'ACCOUNTINFO',
    children: [leaf('KEYNAME', key), leaf('KEYVALUE', value)],
  }));
  return writeXml({ name: 'REPLY', children: [leaf('RESPONSE', 'ACCOUNT_UPDATE'), ...pairs] });
}

/** `<REPLY/>` without content: the answer to network results. Never to PROLOG. */
export function encodeEmptyReply(): string {
  return writeXml({ name: 'REPLY' });
}

/** @throws AppError XML_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG (also for `REPLY/ERROR`, whose text is the reason) */
export function decodeInventoryReply(text: string): InventoryReply {
  const root = readReply(text);
  const response = childText(root, 'RESPONSE');
  const account: [string, string][] = childrenNamed(root, 'ACCOUNTINFO').flatMap((pair) => {
    const key = childText(pair, 'KEYNAME');
    const value = childText(pair, 'KEYVALUE');
    return key === null || value === null ? [] : [[key, value]];
  });
  return {
    response: response === 'ACCOUNT_UPDATE' || response === 'NO_ACCOUNT_UPDATE' ? response : null,
    account: Object.fromEntries(account),
  };
}

/** What agents of the FusionInventory and GLPI families show in their log. */
export function encodeErrorReply(message: string): string {
  return writeXml({ name: 'REPLY', children: [leaf('ERROR', message.slice(0, 250))] });
}

const leaf = (name: string, text: string): XmlOutput => ({ name, text });

function readReply(text: string): XmlElement {
  const root = readXml(text);
  if (root.name !== 'REPLY') {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'its root element is not REPLY' });
  }
  const error = childText(root, 'ERROR');
  if (error !== null) throw new AppError('MESSAGE_SHAPE_WRONG', { reason: `the server says "${error.slice(0, 250)}"` });
  return root;
}

/** Attributes and elements below a PARAM are the same to an agent. */
function paramsOf(option: XmlElement): PrologParam[] {
  return option.children
    .filter((c) => c.name !== 'NAME')
    .map((c) => ({
      element: c.name,
      attributes: Object.fromEntries(c.children.map((a) => [a.name, a.text])),
      text: c.text,
    }));
}

function positive(text: string | null): number | null {
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) && value > 0 ? value : null;
}
