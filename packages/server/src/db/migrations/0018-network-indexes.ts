import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Machines are found by the network they are on and by the address of their cards: a few rows a machine. */
export const networkIndexes: Migration = {
  name: '0018-network-indexes',
  async up(db, { name: engine }) {
    // What agents say may be of any length. A tree of PostgreSQL holds no more than 2,700 bytes; its hashes answer "equal" of all.
    const method = engine === 'postgres' ? sql`using hash` : sql``;
    for (const column of ['mac', 'subnet', 'subnet6']) {
      const name = sql.ref(column);
      await sql`create index ${sql.ref(`section_networks_${column}`)} on section_networks ${method} (${name})
        where ${name} is not null`.execute(db);
    }
  },
};
