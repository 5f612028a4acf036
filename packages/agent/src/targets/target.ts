import { AppError, childText, decodeText, readXml, type SectionName, type TaskParams } from '@muster/protocol';
import type { Credentials } from '../linux/databases/database-server.ts';
import { withoutSecrets } from '../log/without-secrets.ts';
import type { Log } from '../log.ts';
import type { SectionRows } from '../section-hashes.ts';
import type { Store, TargetState } from '../state.ts';
import { expectSuccess, type HttpClient, type HttpReply, withoutCredentials } from '../transport/http-client.ts';
import { type Dialect, isJson } from './dialect.ts';
import type { Identity } from './identity.ts';
import type { UndeliveredStore } from './undelivered.ts';

/** A server, and what is remembered about it. */
export type Target = {
  readonly url: string;
  readonly client: HttpClient;
  readonly store: Store<TargetState>;
  readonly undelivered: UndeliveredStore;
  readonly log: Log;
  /** Null: found out. */
  readonly dialect: Dialect | null;
  /** The name this agent presents itself by was chosen by somebody: no other is tried. */
  readonly isNamed: boolean;
};

/** What a contact is to do, the same for every server. */
export type Contact = {
  readonly identity: Identity;
  /** The inventory task is switched off here: nothing is sent, whatever the server wants. */
  readonly noInventory?: boolean;
  /** Send an inventory without asking. */
  readonly force: boolean;
  /** The whole inventory, where a partial one would do. */
  readonly full: boolean;
  /** Partial inventories between two full ones, for servers that take them. */
  readonly partialsBetweenFull: number;
  /** Label from the configuration; what the server says wins. */
  readonly tag: string | null;
  /** Port at which this agent may be woken; null when it listens to nobody. */
  readonly httpdPort: number | null;
  /** Called only when an inventory is wanted. The sections need not be collected; they are not sent. */
  readonly collect: (unwanted: readonly SectionName[], credentials: readonly Credentials[]) => Promise<SectionRows>;
};

/** What a server said about what it wants. */
export type Order = {
  readonly dialect: Dialect;
  readonly wanted: boolean;
  /** The inventory task is switched off there: nothing is sent, unless somebody insists. */
  readonly refused: boolean;
  /** What the server has credentials for, on request. */
  readonly params: readonly TaskParams[];
};

/** What one contact knows: the target, what is to be done, and what is remembered as it is now. */
export type Session = {
  readonly target: Target;
  readonly contact: Contact;
  readonly deviceId: string;
  readonly state: TargetState;
};

/** What a server wants, and what is remembered of its answer. */
export type Answer = { readonly order: Order; readonly state: TargetState };

/** Sends a message, and says so where somebody looks for what is exchanged. */
export async function exchange(
  { url, client, log }: Target,
  text: string | null,
  options: { contentType?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<HttpReply> {
  if (text !== null) log.debug(() => `To ${withoutCredentials(url)}:\n${withoutSecrets(text)}`);
  const reply = await client.request({ url, ...(text === null ? {} : { text }), ...options });
  log.debug(() => {
    const document = Buffer.from(reply.body).toString('utf8', 0, 65_536);
    return `From ${withoutCredentials(url)}: ${reply.status}\n${withoutSecrets(document)}`;
  });
  warnOfClock({ url, client, log }, reply);
  return reply;
}

/** Certificates, schedules and the dates of inventories depend on it. */
const SKEW_WARNED_MS = 3_600_000;
const warned = new WeakSet<HttpClient>();

/** Once a run. */
function warnOfClock({ url, client, log }: Pick<Target, 'url' | 'client' | 'log'>, { headers }: HttpReply): void {
  const skewMs = Date.now() - Date.parse(headers.date ?? '');
  if (warned.has(client) || !(Math.abs(skewMs) > SKEW_WARNED_MS)) return;
  warned.add(client);
  const hours = Math.round(Math.abs(skewMs) / 3_600_000);
  log.warn(
    `The clock of this machine is ${hours} h ${skewMs > 0 ? 'ahead of' : 'behind'} that of ${withoutCredentials(url)}`,
  );
}

/** @throws {AppError} `SERVER_REFUSED` when the reply is not a 2xx, with what the server says about it. */
export function requireSuccess({ url, log }: Target, reply: HttpReply): void {
  const said = reply.status > 299 ? saidBy(reply) : null;
  if (said !== null) log.warn(`${withoutCredentials(url)} says: ${said}`);
  expectSuccess(url, reply);
}

/** The error that a server tells in its body, in JSON or XML. */
export function saidBy({ body }: HttpReply): string | null {
  try {
    const text = decodeText(body);
    if (!isJson(body)) return childText(readXml(text), 'ERROR')?.slice(0, 250) ?? null;
    const { message } = JSON.parse(text) as { message?: unknown }; // safe: only looked at
    return typeof message === 'string' && message !== '' ? message.slice(0, 250) : null;
  } catch {
    return null; // a web page, or nothing
  }
}

/** Reads a reply. @throws {AppError} `SERVER_ANSWER_UNREADABLE`, with the reason. */
export function readReply<T>({ url }: Target, { body }: HttpReply, decode: (text: string) => T): T {
  try {
    return decode(decodeText(body));
  } catch (error) {
    const details = { url: withoutCredentials(url), reason: (error as Error).message };
    throw new AppError('SERVER_ANSWER_UNREADABLE', details, { cause: error });
  }
}
