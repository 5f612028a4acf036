import type { Db } from '../../db/database.ts';

/** A computer that never reported. @returns Its id. */
export async function insertAsset(db: Db, deviceId: string, at: number): Promise<number> {
  const { id } = await db.kysely
    .insertInto('assets')
    .values({
      kind: 'computer',
      device_id: deviceId,
      name: deviceId,
      agent_family: 'ocs',
      first_seen_at: at,
      last_contact_at: at,
      fidelity: 1,
      quality: 0,
      software_count: 0,
      other_truncated: 0,
    } as never) // columns of other rooms have defaults
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
