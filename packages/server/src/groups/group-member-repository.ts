import { sql } from 'kysely';
import { idInScope, inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { isMember } from '../db/group-membership.ts';
import { contains } from '../db/like.ts';
import { SHOWN } from './group-sql.ts';

/** How an asset belongs to a group, or does not. */
export type How = 'computed' | 'included' | 'excluded';

export type MembersQuery = {
  readonly limit: number;
  readonly offset: number;
  /** Absent: the members, however they became so. */
  readonly how?: How | undefined;
  /** Text that the name, the user, the serial number or the address contains. */
  readonly q?: string | undefined;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
};

export type GroupMemberRepository = ReturnType<typeof createGroupMemberRepository>;

/** Who belongs to groups. */
export function createGroupMemberRepository({ kysely, engine }: Db) {
  return {
    /** The groups that an asset is a member of; one look into an index. */
    async idsOf(assetId: number): Promise<number[]> {
      const rows = await kysely
        .selectFrom('group_members as m')
        .select('m.group_id as groupId')
        .where('m.asset_id', '=', assetId)
        .where(idInScope(sql.ref('m.asset_id')))
        .where(isMember('m'))
        .orderBy('m.group_id')
        .execute();
      return rows.map(({ groupId }) => groupId);
    },

    /** One page of those that belong to a group, or that are kept out of it. */
    async members(groupId: number, { limit, offset, how, q = '', sort }: MembersQuery) {
      const wanted = {
        computed: sql<boolean>`(m.computed = 1 and m.manual = 0)`,
        included: sql<boolean>`m.manual = 1`,
        excluded: sql<boolean>`m.manual = 2`,
      };
      let matching = kysely
        .selectFrom('group_members as m')
        .innerJoin('assets as a', 'a.id', 'm.asset_id')
        .where('m.group_id', '=', groupId)
        .where(how === undefined ? isMember('m') : wanted[how])
        .where(SHOWN)
        .where(inScope());
      if (q !== '') {
        const cells = (['name', 'user_name', 'serial', 'ip'] as const).map((name) => sql.ref(`a.${name}`));
        matching = matching.where(({ or }) => or(cells.map((cell) => contains(engine, cell, q))));
      }
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      let sorted = matching.select(['m.asset_id as assetId', 'm.manual', 'm.computed']);
      for (const { column, descending } of sort) {
        const cell = sql.ref(`a.${column}`);
        sorted = sorted
          .orderBy(sql`case when ${cell} is null then 1 else 0 end`)
          .orderBy(cell, descending ? 'desc' : 'asc');
      }
      const items = await sorted.orderBy('m.asset_id', 'desc').limit(limit).offset(offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** All members that lists show; of the whole fleet, whoever asks. */
    async memberIds(groupId: number): Promise<number[]> {
      const rows = await kysely
        .selectFrom('group_members as m')
        .innerJoin('assets as a', 'a.id', 'm.asset_id')
        .select('m.asset_id as assetId')
        .where('m.group_id', '=', groupId)
        .where(isMember('m'))
        .where(SHOWN)
        .orderBy('m.asset_id')
        .execute();
      return rows.map(({ assetId }) => assetId);
    },
  };
}
