import { AppError } from '../errors.ts';
import { isObject, readJsonObject } from './json-tree.ts';

/** Who serves a task, such as `{ server: 'glpi', version: '10.0.16' }`. */
export type TaskServer = {
  readonly server: string;
  readonly version: string;
  /** Categories to leave out of inventories, as GLPI names them. Absent: the server does not say. */
  readonly noCategory?: readonly string[];
  /** What the server has credentials for. */
  readonly params?: readonly TaskParams[];
};

/** Credentials that may be asked for by `get_params`. */
export type TaskParams = {
  readonly category: string;
  readonly paramsId: string;
  /** Such as `mysql`. */
  readonly use: readonly string[];
};

/** One way into a database, or whatever it is for. */
export type Credential = Readonly<Record<string, string>>;

export type ContactReply = {
  readonly status: 'ok' | 'pending' | 'error';
  /** Hours until the next contact; may have decimals. */
  readonly expiration: number;
  readonly message: string | null;
  readonly tasks: Readonly<Record<string, TaskServer>>;
  /** Tasks that the agent shall not run. */
  readonly disabled: readonly string[];
};

/** Answer to a contact, and to the XML PROLOG of an agent that sends `GLPI-Agent-ID`. */
export function encodeContactReply(reply: {
  expiration: number;
  tasks?: Readonly<Record<string, TaskServer>>;
  disabled?: readonly string[];
  message?: string | null;
}): string {
  return JSON.stringify({
    status: 'ok',
    expiration: expirationText(reply.expiration),
    ...(reply.message ? { message: reply.message } : {}),
    ...(reply.tasks === undefined ? {} : { tasks: reply.tasks }),
    ...(reply.disabled === undefined || reply.disabled.length === 0 ? {} : { disabled: reply.disabled }),
  });
}

/** Answer to everything else. `expiration` is in hours. */
export function encodeStatusReply(reply: {
  status: 'ok' | 'pending' | 'error';
  expiration?: number | null;
  message?: string | null;
}): string {
  return JSON.stringify({
    status: reply.status,
    ...(reply.message ? { message: reply.message.slice(0, 250) } : {}),
    ...(reply.expiration === undefined || reply.expiration === null
      ? {}
      : { expiration: expirationText(reply.expiration) }),
  });
}

/** What an agent says first. */
export function encodeContact(contact: {
  deviceId: string;
  name: string;
  version: string;
  tag?: string | null;
  installedTasks: readonly string[];
  enabledTasks: readonly string[];
  /** Port at which the agent may be woken. */
  httpdPort?: number | null;
}): string {
  return JSON.stringify({
    action: 'contact',
    deviceid: contact.deviceId,
    name: contact.name,
    version: contact.version,
    ...(contact.tag ? { tag: contact.tag } : {}),
    'installed-tasks': contact.installedTasks,
    'enabled-tasks': contact.enabledTasks,
    ...(contact.httpdPort ? { 'httpd-port': contact.httpdPort } : {}),
  });
}

/** Asks for the credentials that a contact announced. */
export function encodeGetParams(ask: {
  deviceId: string;
  name: string;
  version: string;
  paramsId: string;
  use: string;
}): string {
  const { deviceId, name, version, paramsId, use } = ask;
  return JSON.stringify({ action: 'get_params', deviceid: deviceId, name, version, params_id: paramsId, use });
}

/**
 * What is known of the asked; none is no error.
 *
 * @throws AppError JSON_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG (status `error`)
 */
export function decodeGetParamsReply(text: string): Credential[] {
  const { status, message, credentials } = readJsonObject(text);
  if (status === 'error')
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: `the server says "${String(message).slice(0, 250)}"` });
  if (!Array.isArray(credentials)) return [];
  return credentials.filter(isObject).map((credential) => {
    const texts = Object.entries(credential).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : [],
    );
    return Object.fromEntries(texts);
  });
}

/** @throws AppError JSON_NOT_WELL_FORMED, MESSAGE_SHAPE_WRONG */
export function decodeContactReply(text: string): ContactReply {
  const reply = readJsonObject(text);
  const { status, message } = reply;
  if (status !== 'ok' && status !== 'pending' && status !== 'error') {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'its status is not ok, pending or error' });
  }
  return {
    status,
    expiration: expirationHours(reply.expiration, status),
    message: typeof message === 'string' && message !== '' ? message : null,
    tasks: tasksOf(reply.tasks),
    disabled: namesOf(reply.disabled),
  };
}

/** A plain number is hours, an integer or not; agents read fractions only with a unit, hence minutes or seconds. */
function expirationText(hours: number): number | string {
  if (Number.isInteger(hours)) return hours;
  const seconds = Math.max(1, Math.round(hours * 3600));
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

const HOURS: Readonly<Record<string, number>> = { s: 1 / 3600, m: 1 / 60, h: 1, d: 24, '': 1 };

function expirationHours(value: unknown, status: string): number {
  const match = /^(\d{1,9}(?:\.\d+)?)([smhd]?)$/.exec(String(value ?? ''));
  if (match !== null) return Number(match[1]) * (HOURS[match[2] ?? ''] ?? 1);
  if (status === 'ok' && value !== undefined) {
    throw new AppError('MESSAGE_SHAPE_WRONG', { reason: 'its expiration is not a number of hours' });
  }
  return 24;
}

function tasksOf(value: unknown): Record<string, TaskServer> {
  if (!isObject(value)) return {};
  const tasks = Object.entries(value).flatMap(([name, task]) =>
    isObject(task) && typeof task.server === 'string'
      ? [[name.toLowerCase(), toTaskServer(task, task.server)] as const]
      : [],
  );
  return Object.fromEntries(tasks);
}

function toTaskServer(task: Readonly<Record<string, unknown>>, server: string): TaskServer {
  const params = Array.isArray(task.params) ? task.params.filter(isObject).flatMap(toParams) : [];
  return {
    server,
    version: typeof task.version === 'string' ? task.version : '',
    ...(task['no-category'] === undefined ? {} : { noCategory: namesOf(task['no-category']) }),
    ...(params.length === 0 ? {} : { params }),
  };
}

/** `{category, params_id: "3", "use[3]": "mysql"}`; several uses are a list. */
function toParams(params: Readonly<Record<string, unknown>>): TaskParams[] {
  const id = params.params_id;
  const { category } = params;
  if (typeof category !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return [];
  return [{ category: category.toLowerCase(), paramsId: String(id), use: namesOf(params[`use[${id}]`]) }];
}

function namesOf(value: unknown): string[] {
  const names = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return names.flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [name.trim().toLowerCase()] : []));
}
