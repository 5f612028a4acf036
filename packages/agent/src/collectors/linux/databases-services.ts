import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { readDatabaseServers } from '../../linux/databases/read-database-servers.ts';

/** Database servers that run. */
export const linuxDatabasesServices = defineCollector({
  name: 'linux/databases-services',
  section: sections.databasesServices,
  platforms: ['linux'],
  asksPrograms: true,
  timeoutMs: 60_000,
  async collect(host) {
    const servers = await readDatabaseServers(host);
    return servers.length === 0 ? null : servers.map(({ service }) => service);
  },
});
