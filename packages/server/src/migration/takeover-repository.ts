import { createHash } from 'node:crypto';
import { type SectionName, sections } from '@muster/protocol';
import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { sectionTable } from '../db/section-table.ts';
import type { OcsRow } from './ocs-database.ts';
import type { TakeoverTables } from './takeover-tables.ts';

export type Taken = TakeoverTables['ocs_ids'];
export type TakenKind =
  | ('machine' | 'group' | 'setting' | 'override' | 'registry' | 'user')
  | ('network' | 'deviceType' | 'device' | 'blacklist.mac' | 'blacklist.serial');

/** How many rows one statement writes or asks for. */
const CHUNK = 500;

export type TakeoverRepository = ReturnType<typeof createTakeoverRepository>;

/** What was taken over of one OCS database. */
export function createTakeoverRepository({ kysely, engine }: Db, source: string) {
  const ofKind = (kind: TakenKind) =>
    kysely.selectFrom('ocs_ids').where('ocs_ids.source', '=', source).where('ocs_ids.kind', '=', kind);

  return {
    /** Their number → what it became. */
    async find(kind: TakenKind, ids: readonly string[]): Promise<Map<string, Taken>> {
      const found = new Map<string, Taken>();
      for (let start = 0; start < ids.length; start += CHUNK) {
        const rows = await ofKind(kind)
          .selectAll()
          .where('ocs_id', 'in', ids.slice(start, start + CHUNK))
          .execute();
        for (const row of rows) found.set(row.ocs_id, row);
      }
      return found;
    },

    /** Whether a record here is already one of theirs. */
    async isTaken(assetId: number): Promise<boolean> {
      return (await ofKind('machine').selectAll().where('our_id', '=', assetId).executeTakeFirst()) !== undefined;
    },

    async save(
      taken: Pick<Taken, 'ocs_id' | 'our_id' | 'stamp'> & Partial<Pick<Taken, 'taken_at' | 'detail'>>,
      kind: TakenKind,
      executor: Executor = kysely,
    ): Promise<void> {
      const values = {
        our_id: taken.our_id,
        stamp: taken.stamp,
        taken_at: taken.taken_at ?? null,
        detail: taken.detail ?? '{}',
      };
      await executor
        .insertInto('ocs_ids')
        .values({ source, kind, ocs_id: taken.ocs_id, ...values })
        .onConflict((conflict) => conflict.columns(['source', 'kind', 'ocs_id']).doUpdateSet(values))
        .execute();
    },

    /** @returns How many of the rows are kept now, those of earlier runs among them. */
    async keep(table: string, rows: readonly OcsRow[], seen: Map<string, number>): Promise<number> {
      const kept = rows.map((row) => {
        const text = JSON.stringify(row);
        const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
        const before = seen.get(hash) ?? 0;
        seen.set(hash, before + 1);
        return [source, table, before === 0 ? hash : `${hash}#${before}`, text];
      });
      const names = ['source', 'table_name', 'row_key', 'row'];
      const given = engine.rowsFromJson(
        kept,
        names.map((name) => ({ name, type: 'text' as const })),
      );
      const columns = sql.join(names.map((name) => sql.ref(name)));
      await sql`insert into ocs_kept (${columns}) select ${columns} from ${given} where true
        on conflict (source, table_name, row_key) do nothing`.execute(kysely);
      return kept.length;
    },

    /** Machines whose inventory here is still the one that was taken over: those that can be compared. */
    async comparable(ids: readonly string[]): Promise<Taken[]> {
      if (ids.length === 0) return [];
      return await ofKind('machine')
        .innerJoin('assets', 'assets.id', 'ocs_ids.our_id')
        .selectAll('ocs_ids')
        .whereRef('assets.last_inventory_at', '=', 'ocs_ids.taken_at')
        .where('assets.merged_into', 'is', null)
        .where('ocs_ids.ocs_id', 'in', [...ids])
        .execute();
    },

    /** Who was put into a group, or out of it, by hand; archived and merged ones too. */
    async decidedMembers(groupId: number): Promise<Set<number>> {
      const rows = await kysely
        .selectFrom('group_members')
        .select('asset_id')
        .where('group_id', '=', groupId)
        .where('manual', '<>', 0)
        .execute();
      return new Set(rows.map((row) => row.asset_id));
    },

    /** Those of the assets that are still records of their own. */
    async present(assetIds: readonly number[]): Promise<number[]> {
      if (assetIds.length === 0) return [];
      const rows = await kysely
        .selectFrom('assets')
        .select('id')
        .where('id', 'in', [...assetIds])
        .where('merged_into', 'is', null)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Those of the assets whose administrative data are known here. */
    async countAccounts(assetIds: readonly number[]): Promise<number> {
      if (assetIds.length === 0) return 0;
      const counted = await kysely
        .selectFrom('admin_states')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('asset_id', 'in', [...assetIds])
        .executeTakeFirst();
      return Number(counted?.n ?? 0);
    },

    /** Rows of a section that assets have. */
    async countRows(section: SectionName, assetIds: readonly number[]): Promise<number> {
      if (assetIds.length === 0) return 0;
      const wanted = engine.rowsFromJson(
        assetIds.map((id) => [id]),
        [{ name: 'wanted_id', type: 'reference' }],
      );
      const { rows } = await sql<{
        n: number;
      }>`select count(*) as n from ${sql.table(sectionTable(sections[section]).name)}
        where asset_id in (select wanted_id from ${wanted})`.execute(kysely);
      return Number(rows[0]?.n ?? 0);
    },

    /** Unknown sections that assets have: rows of `other` by the name of their element. */
    async countOther(element: string, assetIds: readonly number[]): Promise<number> {
      if (assetIds.length === 0) return 0;
      const wanted = engine.rowsFromJson(
        assetIds.map((id) => [id]),
        [{ name: 'wanted_id', type: 'reference' }],
      );
      const { rows } = await sql<{ n: number }>`select count(*) as n from (
        select distinct asset_id, row_number from other_values
        where section = ${element} and asset_id in (select wanted_id from ${wanted})) as found`.execute(kysely);
      return Number(rows[0]?.n ?? 0);
    },
  };
}
