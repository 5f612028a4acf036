import { describe, expect, test } from 'vitest';
import { linuxDatabases } from '../../collectors/linux/databases.ts';
import { linuxDatabasesServices } from '../../collectors/linux/databases-services.ts';
import type { Capture } from '../../host/capture-host.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { readCredentials } from './database-server.ts';
import { parseAnswer as parseMongodb } from './mongodb.ts';
import { parseAnswer as parseMysql } from './mysql.ts';
import { parseInventory, parseOratab } from './oracle.ts';
import { parseAnswer as parsePostgresql } from './postgresql.ts';

process.env.TZ = 'UTC';

const stat = (pid: number, name: string, parent = 1) =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194304 1 0 0 0 1 1 0 0 20 0 1 0 4242 1024 10 0\n`;

/** A machine on which PostgreSQL runs, with a child. */
const machine: Capture = {
  files: {
    '/proc/stat': 'btime 1700000000\n',
    '/proc/20/stat': stat(20, 'postgres'),
    '/proc/20/status': 'Uid:\t110\t110\t110\t110\n',
    '/proc/20/cmdline': '/usr/lib/postgresql/15/bin/postgres\0-D\0/var/lib/postgresql/15/main\0',
    '/proc/21/stat': stat(21, 'postgres', 20),
    '/proc/21/status': 'Uid:\t110\t110\t110\t110\n',
    '/proc/21/cmdline': 'postgres: checkpointer\0',
    '/proc/net/tcp':
      '  sl  local_address rem_address   st\n   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   110        0 777 1 0\n',
    '/var/lib/postgresql/15/main/PG_VERSION': '15\n',
  },
  folders: { '/proc': ['20', '21', 'net', 'stat'] },
  links: { '/proc/20/exe': '/usr/lib/postgresql/15/bin/postgres', '/proc/20/fd/7': 'socket:[777]' },
};

describe('PostgreSQL', () => {
  test('is known from its process where it lets nobody in: once, with its port', async () => {
    expect(await linuxDatabasesServices.collect(replayHost(machine))).toMatchObject([
      {
        name: 'PostgreSQL',
        version: '15',
        port: 5432,
        path: '/var/lib/postgresql/15/main',
        active: true,
        startedAt: '2023-11-14 22:14:02',
      },
    ]);
    expect(await linuxDatabases.collect(replayHost(machine))).toBeNull();
  });

  test('tells its databases to root, each with the server it belongs to', async () => {
    const answer = 'server\t15.3\t2023-11-14 22:14:03.1+00\t\t\ndatabase\tshop\t10485760\t2023-11-15 00:00:00+00\t\n';
    const host = { ...replayHost(machine), run: async (program: string) => (program === 'psql' ? answer : null) };
    expect(await linuxDatabasesServices.collect(host)).toMatchObject([{ version: '15.3', size: 10 }]);
    const [database] = (await linuxDatabases.collect(host)) ?? [];
    expect(database).toMatchObject({ name: 'shop', size: 10, createdAt: '2023-11-15 00:00:00' });
    expect(database?.parentKey).toContain('PostgreSQL');
  });

  test('warnings and errors are no databases', () => {
    expect(parsePostgresql('psql: error: connection refused\n')).toMatchObject({ version: null, databases: [] });
  });
});

test('MySQL: NULL is nothing, and the start is computed from its own clock', () => {
  const answer = `version\t10.11.6-MariaDB\nport\t3306\ndatadir\t/var/lib/mysql/\nUptime\t60\nnow\t2026-11-20 10:01:00
database\tshop\t55394605\t2015-05-19 15:39:23\tNULL\ndatabase\tempty\tNULL\tNULL\tNULL\n`;
  expect(parseMysql(answer)).toMatchObject({
    version: '10.11.6-MariaDB',
    startedAt: '2026-11-20 10:00:00',
    size: 52,
    databases: [
      { name: 'shop', size: 52, createdAt: '2015-05-19 15:39:23', updatedAt: null },
      { name: 'empty', size: null },
    ],
  });
  expect(parseMysql('ERROR 1045 (28000): Access denied\n')).toMatchObject({ version: null, databases: [], size: null });
});

test('MongoDB: what stands before the answer is no part of it', () => {
  const answer = 'MongoDB shell\n{"version":"7.0.1","databases":[{"name":"admin","sizeOnDisk":1048576}]}\n';
  expect(parseMongodb(answer)).toMatchObject({ version: '7.0.1', size: 1, databases: [{ name: 'admin', size: 1 }] });
  expect(parseMongodb('{"version": broken')).toMatchObject({ version: null, databases: [] });
});

test('Oracle: homes that were removed are left out', () => {
  const xml = '<HOME NAME="a" LOC="/u01/a" TYPE="O"/><HOME NAME="b" LOC="/u01/b" REMOVED="T"/>';
  expect(parseInventory(xml)).toEqual(['/u01/a']);
  expect([...parseOratab('# comment\nORCL:/u01/a:Y\n*:/u01/b:N\n')]).toEqual([['ORCL', '/u01/a']]);
});

describe('credentials', () => {
  const path = '/etc/muster-agent/databases.json';
  const files = { [path]: '[{"type":"mssql","user":"sa","password":"secret"}]' };
  const read = async (mode: number, content = files[path]) => {
    const said: string[] = [];
    const host = { ...replayHost({ files: { [path]: content ?? '' }, stats: { [path]: { mode } } }) };
    return { found: await readCredentials({ ...host, report: (t) => said.push(t) }), said };
  };

  test('are used if only root may read them', async () => {
    expect(await read(0o600)).toMatchObject({ found: [{ type: 'mssql', user: 'sa' }], said: [] });
  });

  test('are not used if others may read them, or when they are damaged, and that is said without them', async () => {
    for (const { found, said } of [await read(0o644), await read(0o600, '[{"password":"secret"')]) {
      expect(found).toEqual([]);
      expect(said).toHaveLength(1);
      expect(said.join()).not.toContain('secret');
    }
  });
});
