import { AppError, type SectionName, sections } from '@muster/protocol';
import { otherOf, withOther } from '../content/other-values.ts';
import type { SectionRows } from '../section-hashes.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import { type Dialect, toDialect } from './dialect.ts';
import { askCredentials, askGlpi, deliverGlpi } from './glpi-target.ts';
import { type Identity, ownState } from './identity.ts';
import { askXml, deliverXml } from './ocs-target.ts';
import type { Answer, Contact, Order, Session, Target } from './target.ts';

/** `kept`: an inventory that could not be delivered before. */
export type Outcome = 'sent' | 'kept one sent' | 'not wanted';

/**
 * One contact with a server, whatever its dialect: asks what it wants, and sends an inventory when one is wanted.
 *
 * The dialect is found out at the first contact, remembered, and found out anew when it no longer fits. An inventory
 * that was wanted and could not be delivered is kept, and sent at the next contact unless a newer one is.
 *
 * @throws {AppError} `SERVER_UNREACHABLE`, `SERVER_REFUSED`, `SERVER_ANSWER_UNREADABLE`, `CERTIFICATE_REFUSED`,
 * `PROXY_FAILED`, `LOGIN_REFUSED`, `TOKEN_REFUSED`, `INVENTORY_REFUSED`, `STATE_UNWRITABLE`.
 */
export async function contactTarget(target: Target, contact: Contact): Promise<Outcome> {
  const { state, deviceId } = ownState(await target.store.read(), contact.identity);
  const session = { target, contact, state, deviceId };
  const { order, session: asked } = await askOrForce(session);
  if (contact.noInventory === true) {
    target.log.info('The inventory task is switched off here');
    return 'not wanted';
  }
  if (!order.wanted && !contact.force) return await sendKept(asked, order);
  const unwanted = asked.state.unwanted.filter(isSectionName);
  const credentials = unwanted.includes('databasesServices') ? [] : await askCredentials(asked, order.params);
  const rows = without(await contact.collect(unwanted, credentials), unwanted);
  await deliver(asked, order.dialect, rows);
  return 'sent';
}

/** Asks a server what it wants, and does nothing about it. @throws {AppError} As `contactTarget`. */
export async function askTarget(
  target: Target,
  identity: Identity,
  tag: string | null,
): Promise<{ readonly order: Order; readonly prologFreqHours: number | null }> {
  const { state, deviceId } = ownState(await target.store.read(), identity);
  const nothing = { force: false, full: false, partialsBetweenFull: 0, httpdPort: null, collect: async () => ({}) };
  const session = { target, contact: { ...nothing, identity, tag }, state, deviceId };
  const { order, session: asked } = await ask(session, target.dialect ?? toDialect(state.dialect));
  return { order, prologFreqHours: asked.state.prologFreqHours };
}

type Asked = { readonly order: Order; readonly session: Session };

/** Whoever forces an inventory wants it sent, or kept, whatever becomes of the question. */
async function askOrForce(session: Session): Promise<Asked> {
  const { target, contact, state } = session;
  const known = target.dialect ?? toDialect(state.dialect);
  // An OCS agent that is forced asks nothing; there is nothing in the answers of these that an inventory needs.
  if (contact.force && known !== null && known !== 'glpi') {
    return { order: { dialect: known, wanted: true, refused: false, params: [] }, session };
  }
  try {
    return await ask(session, known);
  } catch (error) {
    if (!contact.force || !(error instanceof AppError)) throw error;
    if (error.code === 'SERVER_REFUSED') {
      return { order: { dialect: known ?? 'ocs', wanted: true, refused: false, params: [] }, session };
    }
    await keep(session, without(await contact.collect([], []), state.unwanted.filter(isSectionName)));
    throw error;
  }
}

async function ask(session: Session, known: Dialect | null): Promise<Asked> {
  const answer = known === 'glpi' ? await askGlpi(session) : await askXml(session, known);
  if (answer !== null) return await remember(session, answer);
  const { url, log } = session.target;
  log.info(`${withoutCredentials(url)} no longer speaks as it did: how it does is found out anew`);
  const anew = await askXml(session, null);
  if (anew !== null) return await remember(session, anew);
  throw new AppError('SERVER_ANSWER_UNREADABLE', {
    url: withoutCredentials(url),
    reason: 'it is in no language of inventory servers',
  });
}

async function remember(session: Session, answer: Answer): Promise<Asked> {
  const { target } = session;
  const { dialect } = answer.order;
  const state = { ...answer.state, dialect };
  if (toDialect(session.state.dialect) !== dialect) {
    target.log.info(`${withoutCredentials(target.url)} speaks ${LANGUAGES[dialect]}`);
  }
  if (JSON.stringify(state) !== JSON.stringify(session.state)) await target.store.write(state);
  return { order: answer.order, session: { ...session, state } };
}

const LANGUAGES: Readonly<Record<Dialect, string>> = {
  muster: 'the language of OCS, and is a Muster server',
  ocs: 'the language of OCS Inventory',
  fusion: 'the language of FusionInventory',
  glpi: 'the language of GLPI',
};

async function deliver(session: Session, dialect: Dialect, rows: SectionRows): Promise<void> {
  const { target } = session;
  const send = dialect === 'glpi' ? deliverGlpi : (s: Session, r: SectionRows) => deliverXml(s, r, dialect);
  try {
    const { state, sent } = await send(session, rows);
    await target.store.write(state);
    target.log.info(`${withoutCredentials(target.url)} accepted ${sent}`);
  } catch (error) {
    await keep(session, rows);
    throw error;
  }
  await target.undelivered.clear();
}

async function keep({ target, contact }: Session, rows: SectionRows): Promise<void> {
  const { log, undelivered } = target;
  try {
    await undelivered.write({ agentId: contact.identity.agentId, collectedAtMs: Date.now(), rows });
    log.info(`The inventory for ${withoutCredentials(target.url)} is kept until it can be delivered`);
  } catch (error) {
    log.warn((error as Error).message);
  }
}

/** The server believes that it has the newest; it has not. */
async function sendKept(session: Session, order: Order): Promise<Outcome> {
  const { target, contact, state } = session;
  const kept = order.refused ? null : await target.undelivered.read();
  if (kept === null || kept.agentId !== contact.identity.agentId) {
    target.log.info(`${withoutCredentials(target.url)} wants no inventory now`);
    return 'not wanted';
  }
  await deliver(session, order.dialect, without(kept.rows, state.unwanted.filter(isSectionName)));
  return 'kept one sent';
}

function without(rows: SectionRows, unwanted: readonly SectionName[]): SectionRows {
  const wanted = Object.entries(rows).filter(([name]) => !unwanted.some((other) => other === name));
  return withOther(Object.fromEntries(wanted), otherOf(rows));
}

const isSectionName = (name: string): name is SectionName => Object.hasOwn(sections, name);
