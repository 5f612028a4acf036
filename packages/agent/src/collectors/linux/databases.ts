import { rowKeys, sections } from '@muster/protocol';
import { defineCollector, toRow } from '../../define-collector.ts';
import { readDatabaseServers } from '../../linux/databases/read-database-servers.ts';

/** Databases of the servers that let the agent look. */
export const linuxDatabases = defineCollector({
  name: 'linux/databases',
  section: sections.databases,
  platforms: ['linux'],
  asksPrograms: true,
  timeoutMs: 60_000,
  async collect(host) {
    const servers = await readDatabaseServers(host);
    const keys = rowKeys(
      sections.databasesServices,
      servers.map(({ service }) => toRow(sections.databasesServices, service)),
    );
    const rows = servers.flatMap(({ databases }, at) =>
      databases.map((database) => ({ ...database, parentKey: keys[at] ?? '' })),
    );
    return rows.length === 0 ? null : rows;
  },
});
