import { type RawBuilder, sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import type { EvidenceKind } from './spelling.ts';

/** The comparisons of the manual's page of duplicates: what records have to have in common. */
export const duplicateMethods = {
  'name+serial': ['name', 'serial'],
  'name+mac': ['name', 'mac'],
  'mac+serial': ['mac', 'serial'],
  name: ['name'],
  serial: ['serial'],
  mac: ['mac'],
  uuid: ['uuid'],
} as const satisfies Record<string, readonly EvidenceKind[]>;

export type DuplicateMethod = keyof typeof duplicateMethods;

export type DuplicateGroup = { readonly values: readonly string[]; readonly assetIds: readonly number[] };

export type DuplicatesRepository = ReturnType<typeof createDuplicatesRepository>;

/** Records that have identifying values in common; blacklisted values are not among the evidence. */
export function createDuplicatesRepository({ kysely, engine }: Db) {
  /** One row for each value, or pair of values, and record that has it; of the first kind only values that several records have. */
  function pairs(kinds: readonly EvidenceKind[]) {
    // Nearly all values are of one record: an index counts them, and only the others are looked at.
    const [first] = kinds;
    return pairsOf(
      kinds,
      sql`(select value from identity_evidence where kind = ${first} group by value having count(*) > 1) d
        join identity_evidence e on e.kind = ${first} and e.value = d.value`,
    );
  }

  function pairsOf([first, second]: readonly EvidenceKind[], from: RawBuilder<unknown>) {
    const record = sql`join assets a on a.id = e.asset_id and a.merged_into is null and a.archived_at is null
      and ${inScope()}`;
    return second === undefined
      ? sql`select e.value as v1, '' as v2, e.asset_id from ${from} ${record} where e.kind = ${first}`
      : sql`select e.value as v1, f.value as v2, e.asset_id from ${from} ${record}
          join identity_evidence f on f.asset_id = e.asset_id and f.kind = ${second} where e.kind = ${first}`;
  }

  /**
   * Values that several records have. A pair of them that somebody ignored is none, so that a value drops out when all of its
   * pairs are ignored.
   */
  const shared = (method: DuplicateMethod) => {
    const found = pairs(duplicateMethods[method]);
    // Few pairs are ignored, and looked up one by one.
    const any = pairsOf(duplicateMethods[method], sql`identity_evidence e`);
    return sql`
      select c.v1, c.v2, c.records from (
        select v1, v2, count(*) as records from (${found}) p group by v1, v2 having count(*) > 1) c
      left join (
        select a.v1, a.v2, count(*) as pairs
        from (select distinct asset_id, other_id from identity_suspicions where state = 'ignored') s
        join (${any}) a on a.asset_id = s.asset_id
        join (${any}) b on b.asset_id = s.other_id and b.v1 = a.v1 and b.v2 = a.v2
        group by a.v1, a.v2) i on i.v1 = c.v1 and i.v2 = c.v2
      where c.records * (c.records - 1) / 2 > coalesce(i.pairs, 0)`;
  };

  return {
    /** Groups of records, and the records in them, by method. */
    async count(method: DuplicateMethod): Promise<{ groups: number; records: number }> {
      const { rows } = await sql<{ groups: number; records: number }>`
        select count(*) as groups, coalesce(sum(records), 0) as records from (${shared(method)}) s`.execute(kysely);
      return { groups: Number(rows[0]?.groups ?? 0), records: Number(rows[0]?.records ?? 0) };
    },

    /** One page of the groups, the largest first. */
    async list(method: DuplicateMethod, page: { limit: number; offset: number }): Promise<DuplicateGroup[]> {
      const { rows: groups } = await sql<{ v1: string; v2: string }>`
        ${shared(method)} order by c.records desc, c.v1, c.v2 limit ${page.limit} offset ${page.offset}`.execute(
        kysely,
      );
      if (groups.length === 0) return [];
      const wanted = engine.rowsFromJson(
        groups.map(({ v1, v2 }) => [v1, v2]),
        [
          { name: 'w1', type: 'text' },
          { name: 'w2', type: 'text' },
        ],
      );
      const { rows } = await sql<{ v1: string; v2: string; asset_id: number }>`
        select p.v1, p.v2, p.asset_id from (${pairs(duplicateMethods[method])}) p
        join (select * from ${wanted}) w on w.w1 = p.v1 and w.w2 = p.v2 order by p.asset_id`.execute(kysely);
      return groups.map(({ v1, v2 }) => ({
        values: v2 === '' ? [v1] : [v1, v2],
        assetIds: rows.filter((row) => row.v1 === v1 && row.v2 === v2).map((row) => row.asset_id),
      }));
    },
  };
}
