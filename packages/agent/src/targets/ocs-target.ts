import { decodeInventoryReply, decodePrologReply, encodeProlog, encodeXmlInventory, sections } from '@muster/protocol';
import { toRow } from '../define-collector.ts';
import { hashSections, type SectionRows, toChecksum } from '../section-hashes.ts';
import type { AccountField, TargetState } from '../state.ts';
import { toInventory } from '../tasks/inventory.ts';
import { type Dialect, dialectOf, isJson } from './dialect.ts';
import { readFirstAnswer } from './glpi-target.ts';
import { type Answer, exchange, readReply, requireSuccess, type Session, saidBy } from './target.ts';

/** FusionInventory agents send this one, always; servers of theirs take those without for old agents of OCS. */
const FUSION_TOKEN = '12345678';

/**
 * A name that every OCS server answers. They ask it of a PROLOG only, so that what they store of an inventory is our own.
 *
 * Source: ocs-server §1.8.1.
 */
const KNOWN_NAME = 'OCS-NG_unified_unix_agent_v2.0';

type XmlDialect = Exclude<Dialect, 'glpi'>;

/**
 * Sends a PROLOG, which also finds out how an unknown server speaks; JSON in return is the answer of a GLPI.
 *
 * @returns Null when the server is not what it was.
 * @throws {AppError} As `contactTarget`.
 * Source: agent-protocols §1.3, §2.3, §3.2.
 */
export async function askXml(session: Session, known: XmlDialect | null): Promise<Answer | null> {
  const { target } = session;
  const { reply, knownAs } = await sendProlog(session, known);
  const dialect = reply.status > 299 ? known : dialectOf(target.url, reply, known);
  if (known === 'muster' && dialect !== 'muster') return null;
  requireSuccess(target, reply);
  if (dialect === 'glpi') return await readFirstAnswer(session, reply);
  // Asked as GLPI agents ask, our server answers them; that was only to learn whose it is.
  if (dialect === 'muster' && isJson(reply.body)) return await askXml(session, 'muster');
  const prolog = readReply(target, reply, decodePrologReply);
  for (const { name } of prolog.options)
    target.log.debug(`Option ${name} of the server is not supported by this version`);
  return {
    order: { dialect: dialect ?? 'ocs', wanted: prolog.response === 'SEND', refused: false, params: [] },
    state: { ...session.state, knownAs, prologFreqHours: prolog.prologFreq ?? session.state.prologFreqHours },
  };
}

async function sendProlog(session: Session, known: XmlDialect | null) {
  const { target, contact, deviceId, state } = session;
  const { agentId } = contact.identity;
  const text = encodeProlog({ deviceId, token: known === 'fusion' ? FUSION_TOKEN : null });
  const send = (knownAs: string | null) =>
    exchange(target, text, {
      contentType: contentTypeFor(known),
      headers: {
        // A GLPI that has come into this place answers it in JSON.
        ...(known === 'muster' ? { 'Muster-Agent-ID': agentId } : { 'GLPI-Agent-ID': agentId }),
        ...(knownAs === null ? {} : { 'User-Agent': knownAs }),
      },
    });
  const knownAs = target.isNamed ? null : state.knownAs;
  const reply = await send(knownAs);
  // With a page of the web server, or nothing; who has another reason says it.
  const isUnknownName = reply.status === 400 && saidBy(reply) === null && (known === null || known === 'ocs');
  if (!isUnknownName || knownAs !== null) return { reply, knownAs };
  if (target.isNamed) {
    target.log.warn(`${AN_OCS_SERVER}: see its EXT_USERAGENTS_FILE_PATH, or leave out --user-agent`);
    return { reply, knownAs };
  }
  target.log.info(
    `${AN_OCS_SERVER}: it is asked as "${KNOWN_NAME}", unless its EXT_USERAGENTS_FILE_PATH names this one`,
  );
  const second = await send(KNOWN_NAME);
  return second.status > 299 ? { reply, knownAs } : { reply: second, knownAs: KNOWN_NAME };
}

const AN_OCS_SERVER = 'An OCS Inventory server answers only agents it knows';

/** OCS looks at the bytes; GLPI at the type, and so does FusionInventory. */
function contentTypeFor(dialect: XmlDialect | null): string {
  return dialect === 'ocs' || dialect === 'muster' ? 'application/x-compress' : 'application/x-compress-zlib';
}

/**
 * Sends an inventory in XML; administrative data is kept in the agent and sent back each time.
 *
 * @throws {AppError} As `contactTarget`.
 * Source: agent-protocols §1.5, §2.5.
 */
export async function deliverXml(
  session: Session,
  rows: SectionRows,
  dialect: XmlDialect,
): Promise<{ state: TargetState; sent: string }> {
  const { target, contact, deviceId, state } = session;
  const hashes = hashSections(rows);
  const account = withTag(state.accountInfo, contact.tag);
  const inventory = toInventory(
    { ...rows, ...toAccountSection(account) },
    {
      deviceId,
      // Said until an inventory was accepted under the new name.
      oldDeviceId: state.reportedDeviceId === deviceId ? null : state.reportedDeviceId,
      tag: account.find(({ name }) => name === 'TAG')?.value ?? null,
      checksum: toChecksum(state.sectionHashes, hashes),
    },
  );
  const reply = await exchange(target, encodeXmlInventory(inventory, dialect === 'fusion' ? 'fusion' : 'ocs'), {
    contentType: contentTypeFor(dialect),
    headers: dialect === 'muster' ? { 'Muster-Agent-ID': contact.identity.agentId } : {},
  });
  requireSuccess(target, reply);
  const { response, account: given } = readReply(target, reply, decodeInventoryReply);
  return {
    sent: 'the inventory',
    state: {
      ...state,
      // Only servers of OCS say anything of administrative data.
      dialect: dialect === 'fusion' && response !== null ? 'ocs' : dialect,
      reportedDeviceId: deviceId,
      sectionHashes: { ...state.sectionHashes, ...hashes },
      accountInfo: response === 'ACCOUNT_UPDATE' ? toFields(given) : state.accountInfo,
    },
  };
}

/** The label from the command line counts only as long as the server has given none. Source: agent-protocols §1.5. */
function withTag(known: readonly AccountField[], tag: string | null): readonly AccountField[] {
  if (tag === null || known.some(({ name }) => name === 'TAG')) return known;
  return [...known, { name: 'TAG', value: tag }];
}

function toAccountSection(account: readonly AccountField[]): SectionRows {
  return account.length === 0 ? {} : { accountInfo: account.map((field) => toRow(sections.accountInfo, field)) };
}

/** More, and longer ones, than any server has: they are kept, and sent back each time. */
const FIELDS_LIMIT = 500;
const FIELD_LENGTH = 4096;

function toFields(account: Readonly<Record<string, string>>): AccountField[] {
  return Object.entries(account)
    .slice(0, FIELDS_LIMIT)
    .map(([name, value]) => ({ name: name.slice(0, FIELD_LENGTH), value: value.slice(0, FIELD_LENGTH) }));
}
