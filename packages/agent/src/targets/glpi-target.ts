import {
  AppError,
  type ContactReply,
  type Credential,
  decodeContactReply,
  decodeGetParamsReply,
  decodeInventoryReply,
  decodePrologReply,
  encodeContact,
  encodeGetParams,
  encodeJsonInventory,
  encodeProlog,
  type TaskParams,
} from '@muster/protocol';
import type { Credentials } from '../linux/databases/database-server.ts';
import type { SectionRows } from '../section-hashes.ts';
import type { TargetState } from '../state.ts';
import { toInventory } from '../tasks/inventory.ts';
import { type HttpReply, withoutCredentials } from '../transport/http-client.ts';
import { VERSION } from '../version.ts';
import { sectionsOfCategories } from './categories.ts';
import { isJson } from './dialect.ts';
import { toGlpiFormat } from './glpi-format.ts';
import { toContent } from './partial.ts';
import { awaitAnswer } from './pending.ts';
import { type Answer, exchange, readReply, requireSuccess, type Session, type Target } from './target.ts';

/** Tasks of this version that a GLPI server may ask for. */
const TASKS = ['inventory'];

/**
 * Sends a CONTACT.
 *
 * @returns Null when the server does not speak as a GLPI does.
 * @throws {AppError} As `contactTarget`.
 * Source: agent-protocols §3.2.
 */
export async function askGlpi(session: Session): Promise<Answer | null> {
  const { contact, deviceId } = session;
  const text = encodeContact({
    deviceId,
    name: 'Muster-Agent',
    version: VERSION,
    tag: contact.tag,
    installedTasks: TASKS,
    enabledTasks: TASKS,
    httpdPort: contact.httpdPort,
  });
  const reply = await exchangeJson(session, text);
  const isOther = !isJson(reply.body) && (reply.status < 500 || reply.status > 599) && reply.status !== 401;
  if (isOther) return null;
  return await readAnswer(session, reply);
}

/** The JSON that a GLPI answers to the PROLOG of an agent which does not know it yet. */
export async function readFirstAnswer(session: Session, reply: HttpReply): Promise<Answer | null> {
  const { status } = readReply(session.target, reply, decodeContactReply);
  // "Pending" means here: come in at the other door.
  return status === 'pending' ? await askGlpi(session) : await readAnswer(session, reply);
}

async function readAnswer(session: Session, reply: HttpReply): Promise<Answer> {
  const { target, state } = session;
  requireSuccess(target, reply);
  const answer = readReply(target, reply, decodeContactReply);
  if (answer.message !== null)
    target.log.info(`${withoutCredentials(target.url)} says: ${answer.message.slice(0, 250)}`);
  if (answer.status === 'error') throw refused(target, answer);
  const { noCategory } = answer.tasks.inventory ?? {};
  const next: TargetState = {
    ...state,
    prologFreqHours: answer.expiration > 0 ? answer.expiration : state.prologFreqHours,
    unwanted: noCategory === undefined ? state.unwanted : sectionsOfCategories(noCategory),
  };
  const refusedTask = answer.disabled.includes('inventory');
  const wanted = answer.status === 'ok' && !refusedTask && (await isWanted(session, answer));
  const params = answer.tasks.inventory?.params ?? [];
  return { order: { dialect: 'glpi', wanted, refused: refusedTask, params }, state: next };
}

/** What the server itself takes is wanted; of what a plugin takes, the plugin is asked. */
async function isWanted(session: Session, { tasks }: ContactReply): Promise<boolean> {
  const { inventory } = tasks;
  if (inventory?.server === 'glpi') return true;
  if (inventory === undefined && Object.keys(tasks).length > 0) return false;
  const { target, deviceId } = session;
  // Without the id of the agent, so that the plugin answers and not GLPI. Source: agent-protocols §3.4.
  const text = encodeProlog({ deviceId, token: '12345678' });
  const reply = await exchange(target, text, { contentType: 'application/x-compress-zlib' });
  requireSuccess(target, reply);
  return readReply(target, reply, decodePrologReply).response === 'SEND';
}

/** More than any server has; each is a request. */
const CREDENTIALS_LIMIT = 20;
const THIS_MACHINE = /^(localhost|127\.[\d.]+|::1)?$/i;

/**
 * Asks for the credentials that a server announced, for databases of this machine. Without them the inventory is sent all
 * the same.
 *
 * Source: agent-protocols §3.3.
 */
export async function askCredentials(session: Session, params: readonly TaskParams[]): Promise<Credentials[]> {
  const { target, contact, deviceId } = session;
  const wanted = params
    .filter(({ category }) => category === 'database')
    .flatMap(({ paramsId, use }) => use.map((each) => ({ paramsId, use: each })));
  const found: Credentials[] = [];
  for (const { paramsId, use } of wanted.slice(0, CREDENTIALS_LIMIT)) {
    const text = encodeGetParams({ deviceId, name: 'Muster-Agent', version: VERSION, paramsId, use });
    try {
      // Not by exchange(): what comes back is in no log.
      const headers = { 'GLPI-Agent-ID': contact.identity.agentId };
      const contentType = 'application/x-compress-zlib';
      const reply = await target.client.request({ url: target.url, text, contentType, headers });
      requireSuccess(target, reply);
      const given = readReply(target, reply, decodeGetParamsReply).slice(0, CREDENTIALS_LIMIT);
      found.push(...given.flatMap((each) => toCredentials(each, use)));
    } catch (error) {
      target.log.warn(`No credentials for ${use}: ${(error as Error).message}`);
    }
  }
  return found;
}

function toCredentials(given: Credential, use: string): Credentials[] {
  const { type, login, password, host = '' } = given;
  if (type !== 'login_password' || !THIS_MACHINE.test(host)) return [];
  return [
    {
      type: given.use ?? use,
      ...(login === undefined ? {} : { user: login }),
      ...(password === undefined ? {} : { password }),
    },
  ];
}

/**
 * Sends an inventory in JSON; only what changed, where that is enough.
 *
 * @throws {AppError} As `contactTarget`.
 * Source: agent-protocols §3.3.
 */
export async function deliverGlpi(session: Session, rows: SectionRows): Promise<{ state: TargetState; sent: string }> {
  const { target, contact, deviceId, state } = session;
  const isSameDevice = state.reportedDeviceId === deviceId;
  const limit = contact.full || !isSameDevice ? 0 : contact.partialsBetweenFull;
  const { rows: content, partial, hashes } = toContent(rows, state, limit);
  const head = {
    deviceId,
    oldDeviceId: isSameDevice ? null : state.reportedDeviceId,
    tag: contact.tag,
    checksum: 0, // JSON has none
  };
  const inventory = { ...toInventory(content, head), dialect: 'glpi' as const, partial };
  const reply = await exchangeJson(session, toGlpiFormat(encodeJsonInventory(inventory)));
  requireSuccess(target, reply);
  const prologFreqHours = readAccepted(target, reply) ?? state.prologFreqHours;
  return {
    sent: partial ? 'what has changed since the last inventory' : 'the inventory',
    state: {
      ...state,
      dialect: 'glpi',
      prologFreqHours,
      reportedDeviceId: deviceId,
      contentHashes: hashes,
      partials: partial ? state.partials + 1 : 0,
    },
  };
}

/** Hours until the next contact, if the server says. @throws {AppError} `SERVER_REFUSED`, `SERVER_ANSWER_UNREADABLE`. */
function readAccepted(target: Target, reply: HttpReply): number | null {
  if (!isJson(reply.body)) {
    readReply(target, reply, decodeInventoryReply); // some answer XML to everything
    return null;
  }
  const { status, RESPONSE, expiration } = readReply(
    target,
    reply,
    (text) => JSON.parse(text) as Record<string, unknown>,
  );
  if (status === undefined && RESPONSE !== undefined) return null;
  const answer = readReply(target, reply, decodeContactReply);
  if (answer.status === 'error') throw refused(target, answer);
  return expiration !== undefined && answer.expiration > 0 ? answer.expiration : null;
}

function refused({ url }: Target, { message }: ContactReply): AppError {
  const reason = message === null ? 'it answers with an error' : `it says "${message.slice(0, 250)}"`;
  return new AppError('INVENTORY_REFUSED', { url: withoutCredentials(url), reason });
}

/** Sends JSON; waits for an answer that is not ready. */
async function exchangeJson({ target, contact }: Session, text: string): Promise<HttpReply> {
  const contentType = 'application/x-compress-zlib';
  const headers = { 'GLPI-Agent-ID': contact.identity.agentId };
  const first = await exchange(target, text, { contentType, headers });
  return awaitAnswer(first, (more) => exchange(target, null, { contentType, headers: { ...headers, ...more } }));
}
