import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Actions on many assets: what is to be done, how far it is, and what each asset was before. */
export const massActions: Migration = {
  name: '0028-mass-actions',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const time = sql.raw(types.time);
    const flag = sql.raw(types.flag);
    const integer = sql.raw(types.integer);
    const statements = [
      sql`create table mass_actions (
        id ${autoId}, action text not null, parameters text not null, summary text not null, state text not null,
        actor text not null, address text, created_at ${time} not null, finished_at ${time},
        total ${integer} not null, changed ${integer} not null, unchanged ${integer} not null, refused ${integer} not null,
        is_cancelled ${flag} not null, error text, undo_of ${reference} unique)`,
      sql`create index mass_actions_state on mass_actions (state, id)`,
      // No foreign key to assets: those that were deleted stay in the result.
      sql`create table mass_action_targets (
        action_id ${reference} not null references mass_actions (id) on delete cascade,
        asset_id ${reference} not null, name text not null, state ${integer} not null,
        reason text, detail text, before text, after text,
        primary key (action_id, asset_id)) ${sql.raw(clustered)}`,
      sql`create index mass_action_targets_state on mass_action_targets (action_id, state, asset_id)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
