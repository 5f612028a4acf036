import { type RawBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { idInScope, tagInScope } from '../db/asset-scope.ts';

/** Active machines that report the address `mac` of a table. SQLite keeps the order of a cross join: the few cards first. */
export const machinesWith = (table: string): RawBuilder<unknown> =>
  sql`from section_networks i cross join assets a where i.mac = ${sql.ref(`${table}.mac`)}
    and a.id = i.asset_id and a.archived_at is null and a.merged_into is null`;

/**
 * Whether who is being answered may see the sighting `s`: on its network is a machine that they may see, and the device is no machine that
 * they may not see.
 */
export function seenInScope(): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`(exists (select 1 from network_counts a where a.address = s.network and a.inventoried > 0
    and (s.tag = '' or a.tag = s.tag) and ${tagInScope(sql.ref('a.tag'))})
    and (s.asset_id is null or ${idInScope(sql.ref('s.asset_id'))}))`;
}

/** Whether they may see the network `n`: one of their TAG, or one with a machine that they may see. */
export function networkInScope(): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  return sql<boolean>`((n.tag <> '' and ${tagInScope(sql.ref('n.tag'))}) or exists (
    select 1 from network_counts a where a.address = n.address and a.inventoried > 0
    and (n.tag = '' or a.tag = n.tag) and ${tagInScope(sql.ref('a.tag'))}))`;
}
