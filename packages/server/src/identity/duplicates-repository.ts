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

const methodNames = Object.keys(duplicateMethods) as DuplicateMethod[]; // safe: the object's own keys

export type DuplicateGroup = { readonly values: readonly string[]; readonly assetIds: readonly number[] };

export type DuplicatesRepository = ReturnType<typeof createDuplicatesRepository>;

/** Records that have identifying values in common; blacklisted values are not among the evidence. */
export function createDuplicatesRepository({ kysely, engine }: Db) {
  /**
   * Values of a kind that several records have, and those records. Nearly all values are of one record: an index counts them, and only
   * the others are looked at. Planners take an equality for rare, as these are, and look them up instead of reading everything again.
   */
  const several = (kind: EvidenceKind) => sql`(select e.kind, e.value, e.asset_id
    from (select value from identity_evidence where kind = ${kind} group by value
      having case when count(*) > 1 then 1 else 0 end = 1) d
    join identity_evidence e on e.kind = ${kind} and e.value = d.value)`;

  /** One row for each value, or pair of values, and record that has it; of the first kind only values that several records have. */
  const pairs = (kinds: readonly [EvidenceKind, ...EvidenceKind[]]) => pairsOf(kinds, sql`${several(kinds[0])} e`);

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
  const shared = (
    method: DuplicateMethod,
    isAnyIgnored: boolean,
    found: RawBuilder<unknown> = pairs(duplicateMethods[method]),
  ) => {
    const counted = sql`select v1, v2, count(*) as records from (${found}) p group by v1, v2 having count(*) > 1`;
    if (!isAnyIgnored) return sql`select c.v1, c.v2, c.records from (${counted}) c`;
    // Few pairs are ignored, and looked up one by one.
    const any = pairsOf(duplicateMethods[method], sql`identity_evidence e`);
    return sql`
      select c.v1, c.v2, c.records from (${counted}) c
      left join (
        select a.v1, a.v2, count(*) as pairs
        from (select distinct asset_id, other_id from identity_suspicions where state = 'ignored') s
        join (${any}) a on a.asset_id = s.asset_id
        join (${any}) b on b.asset_id = s.other_id and b.v1 = a.v1 and b.v2 = a.v2
        group by a.v1, a.v2) i on i.v1 = c.v1 and i.v2 = c.v2
      where c.records * (c.records - 1) / 2 > coalesce(i.pairs, 0)`;
  };

  async function isAnyIgnored(): Promise<boolean> {
    const { rows } = await sql`select 1 from identity_suspicions where state = 'ignored' limit 1`.execute(kysely);
    return rows.length > 0;
  }

  return {
    /** Groups of records, and the records in them, of each method. */
    async counts(): Promise<{ method: DuplicateMethod; groups: number; records: number }[]> {
      const ignored = await isAnyIgnored();
      // Several methods begin with the same kind: what records share of it is found once.
      const first = new Set(Object.values(duplicateMethods).map(([kind]) => kind));
      const found = [...first].map((kind) => sql`${sql.ref(`of_${kind}`)} as materialized ${several(kind)}`);
      const parts = methodNames.map((method) => {
        const kinds = duplicateMethods[method];
        const rows = shared(method, ignored, pairsOf(kinds, sql`${sql.ref(`of_${kinds[0]}`)} e`));
        return sql`select ${sql.lit(method)} as method, count(*) as groups, coalesce(sum(records), 0) as records
          from (${rows}) s`;
      });
      const { rows } = await sql<{ method: DuplicateMethod; groups: number; records: number }>`
        with ${sql.join(found)} ${sql.join(parts, sql` union all `)}`.execute(kysely);
      const byMethod = new Map(rows.map((row) => [row.method, row]));
      return methodNames.map((method) => {
        const { groups = 0, records = 0 } = byMethod.get(method) ?? {};
        return { method, groups: Number(groups), records: Number(records) };
      });
    },

    /** How many groups a method finds. */
    async count(method: DuplicateMethod): Promise<number> {
      const { rows } = await sql<{ groups: number }>`
        select count(*) as groups from (${shared(method, await isAnyIgnored())}) s`.execute(kysely);
      return Number(rows[0]?.groups ?? 0);
    },

    /** One page of the groups, the largest first. */
    async list(method: DuplicateMethod, page: { limit: number; offset: number }): Promise<DuplicateGroup[]> {
      const { rows: groups } = await sql<{ v1: string; v2: string }>`
        ${shared(method, await isAnyIgnored())} order by c.records desc, c.v1, c.v2 limit ${page.limit} offset ${page.offset}`.execute(
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
