import { type Host, once } from '../../host/host.ts';
import { settleAll } from '../../settle-all.ts';
import type { DatabaseServer } from './database-server.ts';
import { readDb2 } from './db2.ts';
import { readMongodb } from './mongodb.ts';
import { readMssql } from './mssql.ts';
import { readMysql } from './mysql.ts';
import { readOracle } from './oracle.ts';
import { readPostgresql } from './postgresql.ts';
import { readRedis } from './redis.ts';

const READERS: Readonly<Record<string, (host: Host) => Promise<DatabaseServer[]>>> = {
  postgresql: readPostgresql,
  mysql: readMysql,
  mongodb: readMongodb,
  oracle: readOracle,
  db2: readDb2,
  mssql: readMssql,
  redis: readRedis,
};

/** Database servers that run here. */
export function readDatabaseServers(host: Host): Promise<readonly DatabaseServer[]> {
  return once(host, 'database servers', async () => {
    const found = await settleAll(
      host,
      Object.fromEntries(Object.entries(READERS).map(([name, read]) => [name, read(host)])),
    );
    return found.flat();
  });
}
