import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What several records have in common is counted kind by kind, in the order of an index. */
export const sharedEvidence: Migration = {
  name: '0032-shared-evidence',
  async up(db) {
    await sql`drop index identity_evidence_value`.execute(db);
    await sql`create index identity_evidence_value on identity_evidence (kind, value, asset_id)`.execute(db);
  },
};
