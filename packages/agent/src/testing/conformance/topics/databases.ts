import { sections } from '@muster/protocol';
import { decodeOutput } from '../../../host/decode-output.ts';
import type { DatabaseServer } from '../../../linux/databases/database-server.ts';
import { parseDatabase, parseDirectory, parseInstalled, toServer as toDb2 } from '../../../linux/databases/db2.ts';
import { parseAnswer as parseMongodb } from '../../../linux/databases/mongodb.ts';
import { parseAnswer as parseMssql, toServer as toMssql } from '../../../linux/databases/mssql.ts';
import { parseAnswer as parseMysql } from '../../../linux/databases/mysql.ts';
import {
  parseInventoryFolder,
  parseAnswer as parseOracle,
  toServer as toOracle,
} from '../../../linux/databases/oracle.ts';
import { parseAnswer as parsePostgresql } from '../../../linux/databases/postgresql.ts';
import type { CorpusCase } from '../../corpus.ts';
import { type Topic, textOf, toFields, whole } from '../conformance.ts';

const SERVICE = ['NAME', 'TYPE', 'MANUFACTURER', 'VERSION', 'PORT', 'SIZE', 'IS_ACTIVE', 'LAST_BOOT_DATE'];
const DATABASE = ['NAME', 'SIZE', 'IS_ACTIVE', 'CREATION_DATE', 'UPDATE_DATE'];

const fieldsOf = ({ service, databases }: DatabaseServer) => ({
  ...toFields(sections.databasesServices, service, SERVICE),
  ...(databases.length === 0 ? {} : { DATABASES: databases.map((row) => toFields(sections.databases, row, DATABASE)) }),
});

/** The corpus has an answer for each question; we ask all at once. The first line of the answer whose name has all words. */
function answer(given: CorpusCase, ...words: readonly string[]): string {
  const at = given.inputNames.findIndex((name) => words.every((word) => name.includes(word)));
  return at === -1 ? '' : (decodeOutput(given.inputs[at] ?? Buffer.alloc(0)).split('\n', 1)[0] ?? '').trim();
}

const linesOf = (given: CorpusCase, word: string) => {
  const at = given.inputNames.findIndex((name) => name.includes(word));
  return decodeOutput(given.inputs[at] ?? Buffer.alloc(0))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
};

export const databases: Topic = {
  topic: 'databases',
  checks: {
    postgresql: whole((given) => {
      const rows = linesOf(given, 'select-datnameoid').map((line) => {
        const [name = '', oid] = line.split(',');
        const kilobytes = Number.parseInt(answer(given, `database_size${name}`), 10);
        const made = answer(given, `filebase${oid}pg_version`);
        return ['database', name, kilobytes * 1024, made, answer(given, `filebase${oid}modification`)].join('\t');
      });
      const server = ['server', answer(given, 'server_version'), answer(given, 'start_time'), '', ''].join('\t');
      const { version, startedAt, size, databases: found } = parsePostgresql([server, ...rows].join('\n'));
      const service = { name: 'PostgreSQL', type: 'postgresql', manufacturer: 'PostgreSQL', port: 5432, active: true };
      return [fieldsOf({ service: { ...service, version, startedAt, size }, databases: found })];
    }),
    mysql: whole((given) => {
      const rows = linesOf(given, 'show-databases').map((name) => {
        const of = (word: string) => answer(given, word, `schema-${name}`);
        return ['database', name, of('data_length'), of('mincreate_time'), of('maxupdate_time')].join('\t');
      });
      const started = answer(given, 'date_subnow');
      const told = [answer(given, 'like-version'), 'Uptime\t0', `now\t${started}`, ...rows].join('\n');
      const { version, startedAt, size, databases: found } = parseMysql(told);
      const service = { name: 'MariaDB', type: 'mysql', manufacturer: 'MariaDB', port: 3306, active: true };
      const row = { ...service, version: version?.replace(/-.*/, '') ?? null, startedAt, size };
      return [fieldsOf({ service: row, databases: found })];
    }),
    mongodb: whole((given) => {
      const startedMs = Number(answer(given, 'uptimemillis'));
      const list = JSON.parse(answer(given, 'listdatabases')) as unknown;
      const told = JSON.stringify({ version: answer(given, 'db-version'), startedMs, databases: list });
      const { version, startedAt, size, databases: found } = parseMongodb(`a warning\n${told}\n`);
      const service = { name: 'MongoDB', type: 'mongodb', manufacturer: 'MongoDB', port: 27_017, active: true };
      return [fieldsOf({ service: { ...service, version, startedAt, size }, databases: found })];
    }),
    mssql: whole((given) => {
      const rows = linesOf(given, 'namecreate_datestate')
        .filter((line) => line.includes(';'))
        .map((line) => {
          const [name = '', created, state] = line.split(';');
          const size = answer(given, `use-${name.toLowerCase()}-exec`).split(';')[1] ?? '';
          const updated = answer(given, `use-${name.toLowerCase()}-select`);
          return ['database', name, created, state, Number.parseFloat(size), updated].join(';');
        });
      const version = `version;${answer(given, 'productversion')};${answer(given, 'select-version')}`;
      const started = `started;${answer(given, 'start_time')}`;
      const told = parseMssql([version, started, ...rows].join('\n'));
      return [fieldsOf(toMssql(told, { program: null, port: 1433, startedAt: null }))];
    }),
    oracle: whole((given) => {
      const told = [
        `instance,${answer(given, 'instance_name')}`,
        `database,${answer(given, 'select-name')}`,
        `size,${answer(given, 'select-bytes')}`,
        `updated,${answer(given, 'select-timestamp')}`,
      ];
      if (given.inputNames.length === 1) return []; // it let nobody in
      return [fieldsOf(toOracle(parseOracle(told.join('\n')), { instance: '', home: null, port: 1521 }))];
    }),
    'oracle-inst-loc': whole((given) => [parseInventoryFolder(textOf(given))]),
    db2: whole((given) => {
      const [instance = ''] = linesOf(given, 'db2ilist');
      const snapshot = linesOf(given, 'snapshot-for-dbm').join('\n');
      const found = parseDirectory(linesOf(given, 'list-db-directory').join('\n')).map((name) => {
        const parts = ['dbsize_info', 'min-create_time', 'max-alter_time'].flatMap((word) => linesOf(given, word));
        return parseDatabase(parts.join('\n'), name);
      });
      const installed = parseInstalled(linesOf(given, 'db2ls').join('\n'));
      const seen = { instance, snapshot, installed, databases: found, port: 50_000, path: null, startedAt: null };
      return [fieldsOf(toDb2(seen))];
    }),
  },
  differences: [
    {
      parser: 'db2',
      cases: ['db2-linux-11.5.6.0'],
      fields: ['LAST_BOOT_DATE'],
      reason: 'DB2 writes the month first: it was started on September 2nd, the day before it was asked.',
    },
    {
      parser: 'oracle-inst-loc',
      reason: 'The list of installations that this file leads to is not in the corpus.',
    },
    {
      parser: 'db2',
      cases: ['db2-connect-failure'],
      fields: ['SIZE', 'DATABASES'],
      reason: 'A database that does not let us in is known by name, and its size is unknown rather than 0.',
    },
  ],
};
