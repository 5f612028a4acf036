import { sql } from 'kysely';
import { idInScope, inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import type { BlacklistKind } from './blacklists.ts';

export type SuspicionQuery = {
  readonly kind?: 'duplicate' | 'clone' | undefined;
  readonly state: 'open' | 'ignored';
  readonly limit: number;
  readonly offset: number;
};

export type ReviewRepository = ReturnType<typeof createReviewRepository>;

/** What people look through: decisions, suspicions, blacklists. */
export function createReviewRepository({ kysely, engine }: Db) {
  return {
    async deviceIds(assetId: number) {
      return await kysely
        .selectFrom('device_ids')
        .select(['device_id as deviceId', 'first_seen_at as firstSeenAt'])
        .where('asset_id', '=', assetId)
        .orderBy('first_seen_at', 'desc')
        .execute();
    },

    /** Newest first. */
    async decisions(assetId: number, limit: number) {
      return await kysely
        .selectFrom('identity_decisions')
        .selectAll()
        .where('asset_id', '=', assetId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
    },

    /** Suspicions of which both records still stand, newest first. */
    async suspicions(query: SuspicionQuery & { readonly assetId?: number | undefined }) {
      let matching = kysely
        .selectFrom('identity_suspicions as s')
        .innerJoin('assets as a', 'a.id', 's.asset_id')
        .innerJoin('assets as b', 'b.id', 's.other_id')
        .where('a.merged_into', 'is', null)
        .where('b.merged_into', 'is', null)
        .where(inScope())
        .where(idInScope(sql.ref('s.other_id')))
        .where('s.state', '=', query.state);
      const { kind, assetId } = query;
      if (kind !== undefined) matching = matching.where('s.kind', '=', kind);
      if (assetId !== undefined) {
        matching = matching.where((eb) => eb.or([eb('s.asset_id', '=', assetId), eb('s.other_id', '=', assetId)]));
      }
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      const items = await matching
        .selectAll('s')
        .orderBy('s.id', 'desc')
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** @returns Whether there was such a suspicion, of records that who asks may see. */
    async setSuspicionState(trx: Executor, id: number, state: 'open' | 'ignored'): Promise<boolean> {
      const result = await trx
        .updateTable('identity_suspicions')
        .set({ state })
        .where('id', '=', id)
        .where(idInScope(sql.ref('asset_id')))
        .where(idInScope(sql.ref('other_id')))
        .returning('id')
        .executeTakeFirst();
      return result !== undefined;
    },

    /** What somebody knows of pairs, whether or not they were suspected; `first` < `second`. */
    async setPairs(
      trx: Executor,
      pairs: readonly (readonly [first: number, second: number])[],
      state: 'open' | 'ignored',
      at: number,
    ): Promise<void> {
      for (const [asset_id, other_id] of pairs) {
        const { numUpdatedRows } = await trx
          .updateTable('identity_suspicions')
          .set({ state })
          .where('asset_id', '=', asset_id)
          .where('other_id', '=', other_id)
          .executeTakeFirst();
        if (numUpdatedRows > 0n || state === 'open') continue;
        await trx
          .insertInto('identity_suspicions')
          .values({ kind: 'duplicate', asset_id, other_id, at, evidence: '[]', state })
          .onConflict((conflict) => conflict.columns(['kind', 'asset_id', 'other_id']).doUpdateSet({ state }))
          .execute();
      }
    },

    /**
     * How many assets, of those that who asks may see, have each of some values in their last inventory, blacklisted or not, as
     * `spelling.ts` spells them but for what makers add.
     */
    async countByValue(kind: BlacklistKind, values: readonly string[]): Promise<Map<string, number>> {
      const wanted = engine.rowsFromJson(
        values.map((value) => [value]),
        [{ name: 'wanted_value', type: 'text' }],
      );
      const active = sql`a.merged_into is null and a.archived_at is null and ${inScope()}`;
      const there = sql`join assets a on a.id = s.asset_id and ${active}`;
      const found = {
        name: sql`select lower(a.name) as value, a.id as asset_id from assets a where ${active}`,
        uuid: sql`select upper(s.uuid) as value, s.asset_id from section_hardware s ${there}`,
        mac: sql`select lower(s.mac) as value, s.asset_id from section_networks s ${there}`,
        serial: sql`select upper(trim(s.system_serial)) as value, s.asset_id from section_bios s ${there}
          union all select upper(trim(s.board_serial)), s.asset_id from section_bios s ${there}
          union all select upper(trim(s.asset_tag)), s.asset_id from section_bios s ${there}
          union all select upper(trim(s.serial)), s.asset_id from section_storages s ${there}`,
      };
      const { rows } = await sql<{ value: string; assets: number }>`
        select f.value, count(distinct f.asset_id) as assets from (${found[kind]}) f
        where f.value in (select wanted_value from ${wanted}) group by f.value`.execute(kysely);
      return new Map(rows.map(({ value, assets }) => [value, Number(assets)]));
    },

    async changeBlacklist(trx: Executor, kind: BlacklistKind, value: string, listed: boolean): Promise<void> {
      await trx
        .insertInto('identity_blacklists')
        .values({ kind, value, listed: listed ? 1 : 0 })
        .onConflict((conflict) => conflict.columns(['kind', 'value']).doUpdateSet({ listed: listed ? 1 : 0 }))
        .execute();
      // What is blacklisted is no evidence any more, from this moment on.
      if (listed) {
        const kinds = kind === 'serial' ? ['serial', 'boardSerial', 'diskSerial', 'assetTag'] : [kind];
        await trx.deleteFrom('identity_evidence').where('kind', 'in', kinds).where('value', '=', value).execute();
      }
    },
  };
}
