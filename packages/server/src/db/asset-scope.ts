import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';

/** Whether who is being answered may see the asset `a`. The one place where a scope becomes SQL: every list and every record asks it. */
export function inScope(): RawBuilder<boolean> {
  const scope = currentScope();
  if (scope === 'everything') return sql<boolean>`1 = 1`;
  if (scope.tags.length === 0) return sql<boolean>`1 = 0`;
  return sql<boolean>`coalesce(a.tag, '') in (${sql.join(scope.tags)})`;
}
