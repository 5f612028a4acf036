import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { joined, type Sql } from './cell-test-sql.ts';
import type { CheckedSearch } from './check-search.ts';
import { assetCondition } from './condition-sql.ts';

/** Assets looked at together. */
export const ASSETS = 10;

/** Values in one statement; PostgreSQL allows 65,535 and SQLite 32,766. */
const VALUES = 5000;

/** Searches in one statement; SQLite takes 500 of them in any case. */
const SEARCHES = 50;

export type AssetIdsQuery = {
  readonly search: CheckedSearch;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly archived: 'exclude' | 'include' | 'only';
};

/** The number of a search among those asked, and an asset that it finds. */
export type Match = { readonly index: number; readonly assetId: number };

export type SearchRepository = ReturnType<typeof createSearchRepository>;

/** Which assets searches find. Pages of them are read as all lists are: see `fleet/asset-list-repository.ts`. */
export function createSearchRepository({ kysely, engine }: Db) {
  return {
    /** For whoever asks outside of a transaction. */
    executor: kysely as Executor,

    /** What a search asks of the asset `a`, for a statement that reads assets: names of ours, everything else a parameter. */
    condition: ({ root }: CheckedSearch, now: number): Sql => assetCondition(root, { engine, now, mode: 'fleet' }),

    /** The assets that a search finds, in no order; of the whole fleet, whoever asks. */
    async ids(executor: Executor, { search, now, archived }: AssetIdsQuery): Promise<number[]> {
      const asked = [sql<boolean>`a.merged_into is null`];
      if (archived === 'exclude' && !search.asksArchived) asked.push(sql<boolean>`a.archived_at is null`);
      if (archived === 'only') asked.push(sql<boolean>`a.archived_at is not null`);
      const found = assetCondition(search.root, { engine, now, mode: 'fleet' });
      const { rows } = await sql<{ id: number }>`select a.id as id from assets a
        where ${joined('and', asked)} and ${found}`.execute(executor);
      return rows.map(({ id }) => id);
    },

    /** Which of these searches find which of these assets, ten at most. */
    async matches(
      executor: Executor,
      searches: readonly CheckedSearch[],
      assetIds: readonly number[],
      now: number,
    ): Promise<Match[]> {
      if (assetIds.length > ASSETS) throw new Error(`At most ${ASSETS} assets can be looked at together`);
      // One text for one asset and one for several, so that engines compile each search twice at most. A list of numbers
      // rather than a join: every planner then begins with these assets.
      const padded =
        assetIds.length === 1 ? assetIds : Array.from({ length: ASSETS }, (_, i) => assetIds[i] ?? assetIds[0]);
      const found: Match[] = [];
      for (const chunk of chunks(searches)) {
        const parts = chunk.map(
          ({ search: { root }, index }) => sql`select ${sql.lit(index)} as number, a.id as id from assets a
            where a.id in (${sql.join(padded)}) and a.merged_into is null and
            ${assetCondition(root, { engine, now, mode: 'few' })}`,
        );
        const { rows } = await sql<{ number: number; id: number }>`${sql.join(parts, sql` union all `)}`.execute(
          executor,
        );
        for (const { number, id } of rows) found.push({ index: number, assetId: id });
      }
      return found;
    },
  };
}

/** Searches that fit into one statement together. */
function chunks(searches: readonly CheckedSearch[]): { search: CheckedSearch; index: number }[][] {
  const made: { search: CheckedSearch; index: number }[][] = [];
  let values = VALUES;
  for (const [index, search] of searches.entries()) {
    values += search.values + 1;
    const last = made.at(-1);
    if (last === undefined || values > VALUES || last.length >= SEARCHES) {
      made.push([{ search, index }]);
      values = search.values + 1;
    } else {
      last.push({ search, index });
    }
  }
  return made;
}
