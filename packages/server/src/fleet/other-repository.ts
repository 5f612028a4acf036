import type { OtherValue } from '@muster/protocol';
import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { contains } from '../db/like.ts';
import type { RowsQuery } from './section-repository.ts';

export type OtherRepository = ReturnType<typeof createOtherRepository>;

/** What agents sent and no section defines: replaced as a whole by each inventory that brings something else. */
export function createOtherRepository({ kysely, engine }: Db) {
  return {
    async replace(trx: Executor, assetId: number, values: readonly OtherValue[]): Promise<void> {
      await trx.deleteFrom('other_values').where('asset_id', '=', assetId).execute();
      if (values.length === 0) return;
      const rows = engine.rowsFromJson(
        values.map(({ section, row, path, value }) => [assetId, section, row, path, value]),
        [
          { name: 'asset_id', type: 'reference' },
          { name: 'section', type: 'text' },
          { name: 'row_number', type: 'integer' },
          { name: 'path', type: 'text' },
          { name: 'value', type: 'text' },
        ],
      );
      await sql`insert into other_values (asset_id, section, row_number, path, value) select * from ${rows}`.execute(
        trx,
      );
    },

    async moveAll(trx: Executor, from: number, to: number): Promise<void> {
      await trx.updateTable('other_values').set({ asset_id: to }).where('asset_id', '=', from).execute();
    },

    async list(executor: Executor, assetId: number): Promise<OtherValue[]> {
      return await executor
        .selectFrom('other_values')
        .select(['section', 'row_number as row', 'path', 'value'])
        .where('asset_id', '=', assetId)
        .orderBy('id')
        .execute();
    },

    async page(assetId: number, query: RowsQuery): Promise<{ items: OtherValue[]; total: number }> {
      let matching = kysely.selectFrom('other_values').where('asset_id', '=', assetId);
      if (query.q !== undefined && query.q !== '') {
        const text = query.q;
        const cells = (['section', 'path', 'value'] as const).map((name) => sql.ref(name));
        matching = matching.where(({ or }) => or(cells.map((cell) => contains(engine, cell, text))));
      }
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      const items = await matching
        .select(['section', 'row_number as row', 'path', 'value'])
        .orderBy('id')
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      return { items, total: counted?.total ?? 0 };
    },
  };
}
