import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import type { Executor } from './database.ts';

/** Ids asked for by one statement. SQLite and PostgreSQL take at least 32,766 parameters. */
const CHUNK = 10_000;

/** Whether who is being answered may see the asset `a`. The one place where a scope becomes SQL: every list and every record asks it. */
export function inScope(): RawBuilder<boolean> {
  return tagInScope(sql.ref('a.tag'));
}

/** The same of another table's TAG, of which null and empty are one. */
export function tagInScope(tag: RawBuilder<unknown>): RawBuilder<boolean> {
  const scope = currentScope();
  if (scope === 'everything') return sql<boolean>`1 = 1`;
  if (scope.tags.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`coalesce(${tag}, '') in (${sql.join(scope.tags)})`;
}

/** Whether the record of this number is among those that who is being answered may see; for a limited scope alone worth its price. */
export function idInScope(id: RawBuilder<unknown>): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`${id} in (select a.id from assets a where ${inScope()})`;
}

/**
 * Of numbers that somebody names, those of assets that they may see: another's are then as unknown as numbers of nothing, whatever the
 * caller says of those. Who sees everything gets all of them back, unasked.
 */
export async function visibleIds(executor: Executor, ids: readonly number[]): Promise<number[]> {
  if (currentScope() === 'everything') return [...ids];
  const seen = new Set<number>();
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK);
    const query = executor.selectFrom('assets as a').select('a.id').where('a.id', 'in', some).where(inScope());
    for (const { id } of await query.execute()) seen.add(id);
  }
  return ids.filter((id) => seen.has(id));
}
