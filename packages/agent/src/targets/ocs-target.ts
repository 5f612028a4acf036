import {
  AppError,
  decodeInventoryReply,
  decodePrologReply,
  decodeText,
  encodeProlog,
  encodeXmlInventory,
  sections,
} from '@muster/protocol';
import { toRow } from '../define-collector.ts';
import type { Log } from '../log.ts';
import { hashSections, type SectionRows, toChecksum } from '../section-hashes.ts';
import type { AccountField, Store, TargetState } from '../state.ts';
import { toInventory } from '../tasks/inventory.ts';
import type { HttpClient } from '../transport/http-client.ts';
import { withoutCredentials } from '../transport/http-client.ts';

export type OcsTarget = {
  readonly url: string;
  readonly client: HttpClient;
  readonly store: Store<TargetState>;
  readonly log: Log;
};

export type Contact = {
  readonly deviceId: string;
  /** Send an inventory without asking. */
  readonly force: boolean;
  /** Label from the command line; what the server says wins. */
  readonly tag: string | null;
  /** Called only when an inventory is wanted. */
  readonly collect: () => Promise<SectionRows>;
};

/**
 * One contact with a server that speaks the protocol of OCS: PROLOG, and the inventory when the answer is SEND.
 *
 * @returns What came of it.
 * @throws {AppError} `SERVER_UNREACHABLE`, `SERVER_REFUSED`, `SERVER_ANSWER_UNREADABLE`, `STATE_UNWRITABLE`.
 * Source: agent-protocols §1.3.
 */
export async function contactOcs(target: OcsTarget, contact: Contact): Promise<'sent' | 'not wanted'> {
  const { log } = target;
  if (!contact.force && !(await isWanted(target, contact))) {
    log.info(`${withoutCredentials(target.url)} wants no inventory now`);
    return 'not wanted';
  }
  const state = await target.store.read();
  const rows = await contact.collect();
  const hashes = hashSections(rows);
  const account = withTag(state.accountInfo, contact.tag);
  const inventory = toInventory(
    { ...rows, ...toAccountSection(account) },
    {
      deviceId: contact.deviceId,
      // Said until an inventory was accepted under the new name.
      oldDeviceId: state.reportedDeviceId === contact.deviceId ? null : state.reportedDeviceId,
      tag: account.find(({ name }) => name === 'TAG')?.value ?? null,
      checksum: toChecksum(state.sectionHashes, hashes),
    },
  );
  const reply = await exchange(target, encodeXmlInventory(inventory, 'ocs'), decodeInventoryReply);
  await target.store.write({
    ...state,
    reportedDeviceId: contact.deviceId,
    sectionHashes: { ...state.sectionHashes, ...hashes },
    accountInfo: reply.response === 'ACCOUNT_UPDATE' ? toFields(reply.account) : state.accountInfo,
  });
  log.info(`${withoutCredentials(target.url)} accepted the inventory`);
  return 'sent';
}

async function isWanted(target: OcsTarget, { deviceId }: Contact): Promise<boolean> {
  const reply = await exchange(target, encodeProlog({ deviceId }), decodePrologReply).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'SERVER_REFUSED' && error.details.status === 400) {
      target.log.warn(
        'An OCS Inventory server answers only agents it knows: see its EXT_USERAGENTS_FILE_PATH, or --user-agent',
      );
    }
    throw error;
  });
  const state = await target.store.read();
  if (reply.prologFreq !== null && reply.prologFreq !== state.prologFreqHours) {
    await target.store.write({ ...state, prologFreqHours: reply.prologFreq });
  }
  for (const { name } of reply.options)
    target.log.debug(`Option ${name} of the server is not supported by this version`);
  return reply.response === 'SEND';
}

async function exchange<T>({ url, client }: OcsTarget, request: string, decode: (reply: string) => T): Promise<T> {
  const reply = await client.post(url, request);
  try {
    return decode(decodeText(reply));
  } catch (error) {
    const details = { url: withoutCredentials(url), reason: (error as Error).message };
    throw new AppError('SERVER_ANSWER_UNREADABLE', details, { cause: error });
  }
}

/** The label from the command line counts only as long as the server has given none. Source: agent-protocols §1.5. */
function withTag(known: readonly AccountField[], tag: string | null): readonly AccountField[] {
  if (tag === null || known.some(({ name }) => name === 'TAG')) return known;
  return [...known, { name: 'TAG', value: tag }];
}

function toAccountSection(account: readonly AccountField[]): SectionRows {
  return account.length === 0 ? {} : { accountInfo: account.map((field) => toRow(sections.accountInfo, field)) };
}

function toFields(account: Readonly<Record<string, string>>): AccountField[] {
  return Object.entries(account).map(([name, value]) => ({ name, value }));
}
