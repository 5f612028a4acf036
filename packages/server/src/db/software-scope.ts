import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from './asset-scope.ts';

/**
 * Whether some machine that who is being answered may see has a title: names of software tell what the machines of others have. For who
 * sees everything it costs nothing, and holds also of titles that no machine has any more.
 */
export function titleInScope(titleId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`exists (select 1 from software_releases known
    join section_software had on had.release_id = known.id join assets a on a.id = had.asset_id
    where known.title_id = ${titleId} and a.merged_into is null and ${inScope()})`;
}

/** The same of a release. */
export function releaseInScope(releaseId: RawBuilder<unknown>): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`exists (select 1 from section_software had join assets a on a.id = had.asset_id
    where had.release_id = ${releaseId} and a.merged_into is null and ${inScope()})`;
}
