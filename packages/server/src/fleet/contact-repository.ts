import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { prepared } from '../db/prepared.ts';
import type { StoredAsset } from './asset-repository.ts';
import type { ContactTables } from './contact-tables.ts';

/** Messages of one kind kept for one machine; the oldest make room. */
const KEPT_FOR_A_MACHINE = 50;

/** Messages kept in all; the oldest make room. */
const KEPT_IN_ALL = 20_000;

export type KeptMessage = Omit<ContactTables['kept_messages'], 'id'>;

/** A contact of a machine. */
export type NotedContact = {
  readonly deviceId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sourceIp: string | null;
  /** Null leaves what is known, also here and below. */
  readonly agentId: string | null;
  readonly agent: string | null;
  /** A label that the server has is the server's. */
  readonly tag: string | null;
};

const DAY_MS = 86_400_000;

export type ContactRepository = ReturnType<typeof createContactRepository>;

/** What contacts leave behind beside the asset itself. */
export function createContactRepository({ kysely, engine }: Db) {
  /** FIDELITY counts contacts, QUALITY is the mean of days between two of them. Source: OCS protocol. */
  const note = prepared<NotedContact, StoredAsset>((param) => {
    const at = param('at');
    const days = sql`(case when ${at} > last_contact_at then (${at} - last_contact_at) * 1.0 / ${sql.lit(DAY_MS)} else 0 end)`;
    return sql<StoredAsset>`update assets set last_contact_at = ${at}, source_ip = ${param('sourceIp')},
      fidelity = fidelity + 1,
      quality = case when fidelity > 1 then (${days} + quality * fidelity) / (fidelity + 1) else ${days} end,
      agent_id = coalesce(${param('agentId')}, agent_id), agent = coalesce(${param('agent')}, agent),
      tag = coalesce(tag, ${param('tag')})
      where id = (
        select a.id from device_ids d join assets reported on reported.id = d.asset_id
        join assets a on a.id = coalesce(reported.merged_into, reported.id)
        where d.device_id = ${param('deviceId')} order by a.last_contact_at desc limit 1)
      returning *`.compile(kysely);
  });

  return {
    /**
     * Notes a contact in one statement: of clones that share a device id, for the one that reported last.
     *
     * @returns The asset with it; undefined for a machine that is not known yet.
     */
    async noteContact(contact: NotedContact): Promise<StoredAsset | undefined> {
      const { rows } = await note(kysely, contact);
      return rows[0];
    },

    /** The asset, locked until the transaction ends. */
    async lockAsset(trx: Executor, id: number): Promise<StoredAsset | undefined> {
      const query = trx.selectFrom('assets').selectAll().where('id', '=', id);
      return await (engine.rowLocks ? query.forUpdate() : query).executeTakeFirst();
    },

    async openSession(deviceId: string, at: number): Promise<void> {
      await kysely
        .insertInto('prolog_sessions')
        .values({ device_id: deviceId, opened_at: at })
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ opened_at: at }))
        .execute();
    },

    /** When the session of a machine was opened. */
    async sessionOpenedAt(deviceId: string): Promise<number | undefined> {
      const row = await kysely
        .selectFrom('prolog_sessions')
        .select('opened_at')
        .where('device_id', '=', deviceId)
        .executeTakeFirst();
      return row?.opened_at;
    },

    async closeSession(deviceId: string): Promise<void> {
      await kysely.deleteFrom('prolog_sessions').where('device_id', '=', deviceId).execute();
    },

    /** Forgets the sessions that were opened before. */
    async sweepSessions(before: number): Promise<void> {
      await kysely.deleteFrom('prolog_sessions').where('opened_at', '<', before).execute();
    },

    /** When the newest machine of this address was first seen, if after `since`. */
    async newestFrom(address: string, since: number): Promise<number | null> {
      const row = await kysely
        .selectFrom('assets')
        .select((eb) => eb.fn.max('first_seen_at').as('at'))
        .where('first_seen_at', '>', since)
        .where('source_ip', '=', address)
        .executeTakeFirst();
      return row?.at ?? null;
    },

    async keepMessage(message: KeptMessage): Promise<void> {
      await kysely.transaction().execute(async (trx) => {
        const { id } = await trx.insertInto('kept_messages').values(message).returning('id').executeTakeFirstOrThrow();
        const surplus = await trx
          .selectFrom('kept_messages')
          .select('id')
          .where('asset_id', '=', message.asset_id)
          .where('query', '=', message.query)
          .orderBy('id', 'desc')
          .offset(KEPT_FOR_A_MACHINE)
          .limit(KEPT_FOR_A_MACHINE)
          .execute();
        const ids = surplus.map((row) => row.id);
        if (ids.length > 0) await trx.deleteFrom('kept_messages').where('id', 'in', ids).execute();
        await trx
          .deleteFrom('kept_messages')
          .where('id', '<=', id - KEPT_IN_ALL)
          .execute();
      });
    },

    /** Oldest first. */
    async keptMessages(assetId: number): Promise<(KeptMessage & { readonly id: number })[]> {
      return await kysely
        .selectFrom('kept_messages')
        .selectAll()
        .where('asset_id', '=', assetId)
        .orderBy('id')
        .execute();
    },

    /** Makes the messages of one asset those of another. @returns Their ids. */
    async moveMessages(trx: Executor, from: number, to: number): Promise<number[]> {
      const rows = await trx.selectFrom('kept_messages').select('id').where('asset_id', '=', from).execute();
      await trx.updateTable('kept_messages').set({ asset_id: to }).where('asset_id', '=', from).execute();
      return rows.map((row) => row.id);
    },

    async giveMessages(trx: Executor, ids: readonly number[], to: number): Promise<void> {
      for (let i = 0; i < ids.length; i += 500) {
        const some = ids.slice(i, i + 500);
        await trx.updateTable('kept_messages').set({ asset_id: to }).where('id', 'in', some).execute();
      }
    },
  };
}
