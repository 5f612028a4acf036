import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../db/database.ts';
import type { Engine } from '../db/engine.ts';

/** Archived machines, and records merged into others, stay members and are not shown. Of the asset `a`. */
export const SHOWN = sql<boolean>`(a.merged_into is null and a.archived_at is null)`;

/** A table expression of whole numbers, so that any number of them is one parameter. */
export function numberRows(engine: Engine, rows: readonly (readonly number[])[], names: readonly string[]) {
  return engine.rowsFromJson(
    rows,
    names.map((name) => ({ name, type: 'integer' })),
  );
}

/** The same of one column, `wanted_id`. */
export const idRows = (engine: Engine, ids: readonly number[]): RawBuilder<unknown> =>
  numberRows(
    engine,
    ids.map((id) => [id]),
    ['wanted_id'],
  );

/** Deletes the rows of members that say nothing: neither computed nor decided by hand. */
export async function sweepMembers(trx: Executor, groupIds: readonly number[]): Promise<void> {
  if (groupIds.length === 0) return;
  await trx
    .deleteFrom('group_members')
    .where('group_id', 'in', groupIds)
    .where('computed', '=', 0)
    .where('manual', '=', 0)
    .execute();
}
