import { sql } from 'kysely';
import { inScope } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import { contains, isLike, literal } from '../db/like.ts';
import { titleInScope } from '../db/software-scope.ts';

export type FoundUser = { readonly name: string; readonly count: number };
export type FoundTitle = { readonly id: number; readonly name: string; readonly publisher: string };

export type QuickSearchRepository = ReturnType<typeof createQuickSearchRepository>;

/** Names that contain a text, whatever its case; those that begin with it first. */
export function createQuickSearchRepository({ kysely, engine }: Db) {
  const begins = (cell: string, text: string) => isLike(engine, sql.ref(cell), `${literal(text)}%`);

  return {
    /** Who used computers last, with the number of those. */
    async users(text: string, limit: number): Promise<FoundUser[]> {
      const { rows } = await sql<FoundUser>`select user_name as name, count(*) as count from assets a
        where ${contains(engine, sql.ref('user_name'), text)}
        and kind = 'computer' and merged_into is null and archived_at is null and ${inScope()}
        group by user_name
        order by case when ${begins('user_name', text)} then 0 else 1 end, 2 desc, 1
        limit ${limit}`.execute(kysely);
      return rows;
    },

    /** Software titles, the shortest names first: nearest to what was typed. */
    async titles(text: string, limit: number): Promise<FoundTitle[]> {
      const { rows } = await sql<FoundTitle>`select id, name, publisher from software_titles
        where ${contains(engine, sql.ref('name'), text)} and ${titleInScope(sql.ref('software_titles.id'))}
        order by case when ${begins('name', text)} then 0 else 1 end, length(name), name, id
        limit ${limit}`.execute(kysely);
      return rows;
    },
  };
}
