import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  neutralEnvironment,
  type OcsServer,
  type Outcome,
  runOcsAgent,
  runProgram,
  startOcsServer,
  watchProcess,
} from '@muster/peers';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ApiClient, Page, Row } from './testing/api-client.ts';
import { file, journey, postgres, program } from './testing/journey.ts';
import { ocsServerNeeds } from './testing/ocs-needs.ts';
import { loadGenerator, serverProgram } from './testing/paths.ts';
import { type EngineName, type RunningServer, serverForThisTest } from './testing/server.ts';
import { enginesOnSmallDisks, smallDisk } from './testing/small-disk.ts';

const needs = [...ocsServerNeeds, program('ocsinventory-agent'), file(loadGenerator)];

/** Computers of the load generator; one at a time, for the OCS server loses some of several at once. */
const COMPUTERS = 60;
const COMPARED = 50;

/** Column of theirs → column of ours, compared as texts. What is not here is compared by counts. */
const FIELDS: Readonly<Record<string, { readonly table: string; readonly columns: Readonly<Record<string, string>> }>> =
  {
    hardware: {
      table: 'hardware',
      columns: {
        ...{ NAME: 'name', WORKGROUP: 'workgroup', USERDOMAIN: 'userDomain', OSNAME: 'osName', OSVERSION: 'osVersion' },
        ...{
          OSCOMMENTS: 'osComments',
          PROCESSORT: 'processorType',
          PROCESSORS: 'processorSpeed',
          PROCESSORN: 'processorCount',
        },
        ...{ MEMORY: 'memory', SWAP: 'swap', IPADDR: 'ipAddress', DNS: 'dns', DEFAULTGATEWAY: 'defaultGateway' },
        ...{
          USERID: 'userId',
          TYPE: 'type',
          DESCRIPTION: 'description',
          CHECKSUM: 'checksum',
          UUID: 'uuid',
          ARCH: 'architecture',
        },
        ...{
          LASTDATE: 'lastDate',
          WINCOMPANY: 'windowsCompany',
          WINOWNER: 'windowsOwner',
          WINPRODID: 'windowsProductId',
        },
      },
    },
    bios: {
      table: 'bios',
      columns: {
        ...{ SMANUFACTURER: 'systemManufacturer', SMODEL: 'systemModel', SSN: 'systemSerial', TYPE: 'type' },
        ...{ BMANUFACTURER: 'biosManufacturer', BVERSION: 'biosVersion', BDATE: 'biosDate', ASSETTAG: 'assetTag' },
        ...{ MMANUFACTURER: 'boardManufacturer', MMODEL: 'boardModel', MSN: 'boardSerial' },
      },
    },
    drives: {
      table: 'drives',
      columns: {
        ...{ LETTER: 'letter', TYPE: 'mountPoint', FILESYSTEM: 'fileSystem', TOTAL: 'total', FREE: 'free' },
        ...{ NUMFILES: 'fileCount', VOLUMN: 'device', CREATEDATE: 'createdOn' },
      },
    },
    memories: {
      table: 'memories',
      columns: {
        ...{ CAPTION: 'caption', DESCRIPTION: 'description', CAPACITY: 'capacity', PURPOSE: 'purpose', TYPE: 'type' },
        ...{ SPEED: 'speed', NUMSLOTS: 'slot', SERIALNUMBER: 'serial' },
      },
    },
    storages: {
      table: 'storages',
      columns: {
        ...{ MANUFACTURER: 'manufacturer', NAME: 'name', MODEL: 'model', DESCRIPTION: 'description', TYPE: 'type' },
        ...{ DISKSIZE: 'size', SERIALNUMBER: 'serial', FIRMWARE: 'firmware' },
      },
    },
    controllers: {
      table: 'controllers',
      columns: {
        ...{ MANUFACTURER: 'manufacturer', NAME: 'name', CAPTION: 'caption', DESCRIPTION: 'description' },
        ...{ VERSION: 'version', TYPE: 'revision' },
      },
    },
    cpus: {
      table: 'cpus',
      columns: {
        ...{ MANUFACTURER: 'manufacturer', TYPE: 'name', SERIALNUMBER: 'serial', SPEED: 'speed', CORES: 'cores' },
        ...{ L2CACHESIZE: 'level2Cache', CPUARCH: 'architecture', DATA_WIDTH: 'dataWidth', SOCKET: 'socket' },
        ...{ CURRENT_ADDRESS_WIDTH: 'addressWidth', LOGICAL_CPUS: 'logicalCpus', CURRENT_SPEED: 'currentSpeed' },
      },
    },
    repositories: {
      table: 'repository',
      columns: {
        ...{ BASEURL: 'baseUrl', EXCLUDE: 'exclude', EXCLUDED: 'excluded', EXPIRE: 'expires', FILENAME: 'fileName' },
        ...{ MIRRORS: 'mirrors', NAME: 'name', PKGS: 'packageCount', REVISION: 'revision', SIZE: 'size', TAG: 'tag' },
        UPDATED: 'lastUpdated',
      },
    },
    networks: {
      table: 'networks',
      columns: {
        ...{ DESCRIPTION: 'name', TYPE: 'type', SPEED: 'speed', MTU: 'mtu', MACADDR: 'mac', STATUS: 'status' },
        ...{
          IPADDRESS: 'ip|ip6',
          IPMASK: 'mask|mask6',
          IPGATEWAY: 'gateway',
          IPSUBNET: 'subnet|subnet6',
          IPDHCP: 'dhcp',
        },
        VIRTUALDEV: 'virtual',
      },
    },
    videos: {
      table: 'videos',
      columns: { NAME: 'name', CHIPSET: 'chipset', MEMORY: 'memory', RESOLUTION: 'resolution' },
    },
    slots: {
      table: 'slots',
      columns: { NAME: 'name', DESCRIPTION: 'description', DESIGNATION: 'designation', STATUS: 'status' },
    },
    software: {
      table: `(SELECT s.ID, s.HARDWARE_ID, n.NAME, NULLIF(p.PUBLISHER, 'Unavailable') AS PUBLISHER,
      NULLIF(v.VERSION, 'Unavailable') AS VERSION, s.COMMENTS, s.FOLDER, s.FILENAME, s.FILESIZE, s.SOURCE, s.GUID, s.LANGUAGE,
      s.INSTALLDATE, s.BITSWIDTH FROM software s JOIN software_name n ON n.ID = s.NAME_ID
      JOIN software_publisher p ON p.ID = s.PUBLISHER_ID JOIN software_version v ON v.ID = s.VERSION_ID)`,
      columns: {
        ...{ NAME: 'name', PUBLISHER: 'publisher', VERSION: 'version', COMMENTS: 'comments', FOLDER: 'folder' },
        ...{ FILENAME: 'fileName', FILESIZE: 'fileSize', SOURCE: 'sourceCode', GUID: 'guid', LANGUAGE: 'language' },
        ...{ INSTALLDATE: 'installedAt', BITSWIDTH: 'bitsWidth' },
      },
    },
  };

let ocs: OcsServer;
const isPossible = needs.every((need) => need.isThere());

beforeAll(async () => {
  if (!isPossible) return;
  ocs = await startOcsServer({ admit: [] });
  await fill(ocs);
}, 900_000);

afterAll(async () => {
  if (isPossible) await ocs?.dispose();
});

for (const engine of ['sqlite', 'postgres'] satisfies EngineName[]) {
  const also = engine === 'postgres' ? [postgres] : [];
  journey(
    `an administrator moves from OCS Inventory: every count and every field of ${COMPARED} machines (${engine})`,
    { needs: [...needs, ...also] },
    async () => {
      const server = await serverForThisTest({ engine });
      const before = await migrate(server, '--dry-run');
      expect(before.code, before.stderr).toBe(0);
      expect((await server.api.assets()).total).toBe(0);

      // A power cut in the middle: whole machines, and the next run goes on.
      const machinesOf = async () => (await server.api.assets('&archived=include')).total;
      await killMigration(server, async () => (await machinesOf()) >= 10);
      const cut = await machinesOf();
      expect(cut).toBeGreaterThanOrEqual(10);
      expect(cut).toBeLessThanOrEqual(COMPUTERS);
      for (const { id } of (await server.api.assets('&archived=include')).items)
        await expectSameMachine(server.api, id);

      // Another one while the groups are made, which come behind the machines.
      await killMigration(server, async () => (await server.api.getJson<Page<Group>>('/groups?limit=1')).total > 0);
      const standing = await machinesOf();
      expect(standing).toBe(COMPUTERS + 1);

      const first = await migrate(server);
      expect(first.code, `${first.stdout}${first.stderr}`).toBe(0);
      const report = await readReport(server);
      expect(report.machines).toMatchObject({ created: 0, unchanged: standing, failed: 0 });
      await expectCounts(report);
      await expectAdminData(server.api);
      await expectGroups(server.api);
      await expectSettings(server.api);
      await expectUsers(server);
      await expectArchived(server.api);
      await expectNetworks(server.api);

      const { items, total } = await server.api.assets('&archived=include');
      expect(total).toBe(COMPUTERS + 1);
      for (const { id } of chosen(items)) await expectSameMachine(server.api, id);

      const once = await stateOf(server.api);
      const second = await migrate(server);
      expect(second.code, second.stdout).toBe(0);
      expect((await readReport(server)).machines).toMatchObject({ created: 0, updated: 0, unchanged: COMPUTERS + 1 });
      expect(await stateOf(server.api)).toEqual(once);
    },
  );
}

for (const engine of enginesOnSmallDisks) {
  journey(
    `a migration to a full disk says so, takes machines wholly or not at all, and goes on when there is room (${engine})`,
    { needs },
    async () => {
      const disk = await smallDisk(engine);
      const server = await serverForThisTest({ database: disk.database });
      // Room for some machines, then for none.
      for (const leaveKiB of [2_000, 100]) {
        await disk.fill(leaveKiB);
        const { code, stderr } = await migrate(server);
        expect(code).toBe(1);
        expect(stderr).toMatch(/^Cannot store anything: the disk is full \(.*\) \(DISK_FULL\)$/m);
        const { items, total } = await server.api.assets('&archived=include');
        expect(total).toBeLessThan(COMPUTERS);
        console.log(`migration with ${leaveKiB} KiB of room (${engine}): ${total} machines`);
        for (const { id } of items) await expectSameMachine(server.api, id);
      }

      await disk.makeRoom();
      const whole = await migrate(server);
      expect(whole.code, `${whole.stdout}${whole.stderr}`).toBe(0);
      await expectCounts(await readReport(server));
      await expectAdminData(server.api);
      await expectGroups(server.api);
      const { items, total } = await server.api.assets('&archived=include');
      expect(total).toBe(COMPUTERS + 1);
      for (const { id } of chosen(items).slice(0, 10)) await expectSameMachine(server.api, id);
    },
  );
}

journey('machines go on reporting to OCS, some to us already: the newer inventory stays', { needs }, async () => {
  const server = await serverForThisTest();
  // Machine 1 reports here before the first run: it is not made twice.
  await play(server.url, 'new', 1);
  const early = (await server.api.assets()).items[0];
  if (early === undefined) throw new Error('The machine that reported is not there');
  const first = await migrate(server);
  expect(first.code, first.stdout).toBe(0);
  const report = await readReport(server);
  expect(report.machines).toMatchObject({ created: COMPUTERS, reportHere: 1 });
  expect((await server.api.assets('&archived=include')).total).toBe(COMPUTERS + 1);
  const taken = await server.api.asset(early.id);
  expect(taken.lastInventoryAt).toBe(early.lastInventoryAt);
  expect(taken.tag).toMatch(/^SITE-/);

  // Two machines change and tell OCS; then the first of them reports here again.
  await play(ocs.url, 'changed', 2);
  await play(server.url, 'changed', 1);
  const late = await server.api.asset(early.id);
  expect(late.lastInventoryAt).not.toBe(early.lastInventoryAt);
  const [second] = await ocs.select(`SELECT JSON_OBJECT('deviceId', h.DEVICEID, 'software', COUNT(*)) FROM software s
    JOIN hardware h ON h.ID = s.HARDWARE_ID WHERE h.ID <> (SELECT ID FROM hardware WHERE DEVICEID = '${early.deviceId}')
    AND h.LASTCOME = (SELECT MAX(LASTCOME) FROM hardware) GROUP BY h.DEVICEID`);
  const again = await migrate(server);
  expect(again.code, again.stdout).toBe(0);
  expect((await readReport(server)).machines).toMatchObject({ created: 0, updated: 1, reportHere: 1 });
  const items = (await server.api.assets('&archived=include')).items;
  const updated = items.find(({ deviceId }) => deviceId === second?.deviceId);
  expect(updated?.softwareCount).toBe(second?.software);
  await expectSameMachine(server.api, updated?.id ?? -1);
  const { items: changes } = await server.api.changes(updated?.id ?? -1, 'limit=500&section=software');
  expect(changes.length).toBeGreaterThan(5);
  expect((await server.api.asset(early.id)).lastInventoryAt).toBe(late.lastInventoryAt);

  // The move is made: agents that OCS knew are the same machines here.
  await play(server.url, 'changed', 5);
  const after = (await server.api.assets('&archived=include')).items;
  expect(after).toHaveLength(COMPUTERS + 1);
  const moved = after.filter(({ lastInventoryAt }) => (lastInventoryAt ?? '') > (late.lastInventoryAt ?? ''));
  expect(moved).toHaveLength(5);
  for (const { tag } of moved) expect(tag).toMatch(/^SITE-/);
});

journey('a truncated OCS database is refused, and nothing is stored', { needs }, async () => {
  const server = await serverForThisTest();
  await ocs.execute(`DROP DATABASE IF EXISTS cut; CREATE DATABASE cut; GRANT ALL PRIVILEGES ON cut.* TO ocs@localhost;
    CREATE TABLE cut.hardware LIKE ocsweb.hardware; INSERT INTO cut.hardware SELECT * FROM ocsweb.hardware;
    CREATE TABLE cut.accountinfo LIKE ocsweb.accountinfo; CREATE TABLE cut.bios LIKE ocsweb.bios;
    CREATE TABLE cut.config LIKE ocsweb.config;`);
  const { code, stderr } = await migrate(server, '--database-name', 'cut');
  expect(code).toBe(1);
  expect(stderr).toMatch(/the OCS database is not whole: it lacks tables controllers, devices, .*software/);
  expect((await server.api.assets()).total).toBe(0);
});

journey('what an OCS database has wrong is told, and the rest is taken over', { needs }, async () => {
  const server = await serverForThisTest();
  const wrong = "('FREQUENCY', -7), ('PROLOG_FREQ', 0)";
  const right = await ocs.select(
    "SELECT JSON_OBJECT('NAME', NAME, 'IVALUE', IVALUE) FROM config WHERE NAME IN ('FREQUENCY', 'PROLOG_FREQ')",
  );
  await ocs.execute(`REPLACE INTO config (NAME, IVALUE) VALUES ${wrong};
    INSERT INTO hardware (ID, DEVICEID, NAME, LASTDATE, LASTCOME) VALUES (9001, 'a/b-2026-01-01-00-00-00', 'slash', NOW(), NOW());`);
  try {
    const { code, stdout } = await migrate(server);
    expect(code).toBe(1);
    expect(stdout).toMatch(/setting FREQUENCY: .*-7/);
    expect(stdout).toMatch(/setting PROLOG_FREQ: /);
    expect(stdout).toMatch(/machine 9001 \(slash\): .*DEVICE_ID_INVALID/);
    expect((await server.api.assets('&archived=include')).total).toBe(COMPUTERS + 1);
    const values = await settingsOf(server.api);
    expect(values.get('FREQUENCY')).toBe(0);
    expect(values.get('PROLOG_FREQ')).toBe(24);
  } finally {
    const values = right.map(({ NAME, IVALUE }) => `('${NAME}', ${IVALUE})`);
    await ocs.execute(`DELETE FROM hardware WHERE ID = 9001;
      DELETE FROM config WHERE NAME IN ('FREQUENCY', 'PROLOG_FREQ');
      INSERT INTO config (NAME, IVALUE) VALUES ${values.join(', ')};`);
  }
});

/** A site as it lives: agents have reported, and people have worked in the console. */
async function fill(server: OcsServer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-'));
  const agent = await runOcsAgent(server.url, folder, ['--force']);
  await rm(folder, { recursive: true, force: true });
  if (agent.code !== 0) throw new Error(`The agent ended with code ${agent.code}: ${agent.stderr}`);
  await play(server.url, 'new', COMPUTERS);
  await server.execute(SITE);
}

async function play(url: string, mode: 'new' | 'changed', n: number): Promise<void> {
  const base = url.endsWith('/ocsinventory') ? url : `${url}/ocsinventory`;
  const args = ['--url', base, '--mode', mode, '--n', String(n), '--concurrency', '1'];
  const load = await runProgram(process.execPath, [loadGenerator, ...args], { timeoutMs: 600_000 });
  if (load.code !== 0) throw new Error(`The load generator ended with code ${load.code}: ${load.stderr}`);
}

const SITE = `
  INSERT INTO accountinfo_config (ID, TYPE, NAME, ID_TAB, COMMENT, SHOW_ORDER, ACCOUNT_TYPE) VALUES
    (103, 0, 'Room', 1, 'Room of the machine', 103, 'COMPUTERS'), (104, 2, 'State', 1, 'State', 104, 'COMPUTERS'),
    (105, 5, 'Extras', 1, 'Extras', 105, 'COMPUTERS'), (106, 15, 'Price', 1, 'Price', 106, 'COMPUTERS'),
    (107, 14, 'Bought', 1, 'Bought on', 107, 'COMPUTERS'), (108, 1, 'Notes', 1, 'Notes', 108, 'COMPUTERS');
  ALTER TABLE accountinfo ADD COLUMN fields_103 VARCHAR(255), ADD COLUMN fields_104 VARCHAR(255),
    ADD COLUMN fields_105 VARCHAR(255), ADD COLUMN fields_106 INT(10), ADD COLUMN fields_107 DATE, ADD COLUMN fields_108 LONGTEXT;
  INSERT INTO config (NAME, IVALUE, TVALUE) VALUES ('ACCOUNT_VALUE_State_1', 1, 'In use'), ('ACCOUNT_VALUE_State_2', 2, 'In stock'),
    ('ACCOUNT_VALUE_Extras_1', 1, 'Dock'), ('ACCOUNT_VALUE_Extras_2', 2, 'Second screen'), ('ACCOUNT_VALUE_Extras_4', 4, 'Bag');
  UPDATE accountinfo SET TAG = CONCAT('SITE-', HARDWARE_ID MOD 3), fields_103 = CONCAT('Ré ', HARDWARE_ID, ' <&>'),
    fields_104 = 1 + HARDWARE_ID MOD 2, fields_105 = IF(HARDWARE_ID MOD 2 = 0, '1&&&4', '2'), fields_106 = HARDWARE_ID * 10,
    fields_107 = '2025-02-28', fields_108 = 'first line\\nsecond line';
  INSERT INTO hardware (ID, DEVICEID, NAME, DESCRIPTION, LASTDATE) VALUES
    (8001, '_SYSTEMGROUP_', 'Workshop', 'Machines of the workshop', NOW()), (8002, '_SYSTEMGROUP_', 'Computed', '', NOW());
  INSERT INTO \`groups\` (HARDWARE_ID, XMLDEF) VALUES (8001, NULL), (8002, '<xmldef><REQUEST>SELECT ID FROM hardware</REQUEST></xmldef>');
  INSERT INTO groups_cache (HARDWARE_ID, GROUP_ID, STATIC)
    SELECT ID, 8001, 1 FROM hardware WHERE DEVICEID NOT LIKE '\\_%' AND ID MOD 4 = 0;
  INSERT INTO groups_cache (HARDWARE_ID, GROUP_ID, STATIC)
    SELECT ID, 8002, IF(ID MOD 5 = 0, 2, 0) FROM hardware WHERE DEVICEID NOT LIKE '\\_%' AND ID MOD 3 = 0;
  REPLACE INTO config (NAME, IVALUE) VALUES ('FREQUENCY', 3), ('PROLOG_FREQ', 12), ('TRACE_DELETED', 1);
  INSERT INTO devices (HARDWARE_ID, NAME, IVALUE)
    SELECT ID, 'PROLOG_FREQ', 6 FROM hardware WHERE DEVICEID NOT LIKE '\\_%' AND ID MOD 10 = 0;
  INSERT INTO devices (HARDWARE_ID, NAME, IVALUE) VALUES (8001, 'FREQUENCY', 7);
  INSERT INTO regconfig (NAME, REGTREE, REGKEY, REGVALUE) VALUES ('Office', 2, 'SOFTWARE\\\\Example', '*');
  INSERT INTO subnet (NETID, NAME, ID, MASK, TAG) VALUES ('192.0.2.0', 'Office', 'Paris', '255.255.255.0', NULL),
    ('192.0.2.0', 'Workshop', 'Lyon', '255.255.255.0', 'SITE-1'), ('10.0.0.0', 'Plant é', NULL, '255.0.0.0', '');
  INSERT INTO netmap (IP, MAC, MASK, NETID, NAME, DATE) VALUES
    ('192.0.2.9', '02:00:00:00:00:09', '255.255.255.0', '192.0.2.0', 'printer', '2026-01-02 03:04:05'),
    ('192.0.2.10', '02-00-00-00-00-0A', '255.255.255.0', '192.0.2.0', '-', NOW()),
    ('10.1.2.3', '02:00:00:00:00:0b', '255.0.0.0', '10.0.0.0', NULL, NOW());
  INSERT INTO devicetype (NAME) VALUES ('printer'), ('switch');
  INSERT INTO network_devices (DESCRIPTION, TYPE, MACADDR, USER) VALUES ('Printer', 'printer', '02:00:00:00:00:09', 'admin'),
    ('Old camera', 'camera', '02:00:00:00:00:FF', 'ada');
  INSERT INTO blacklist_serials (SERIAL) VALUES ('SITE-DEFAULT-1');
  INSERT INTO operators (ID, FIRSTNAME, PASSWD, NEW_ACCESSLVL) VALUES ('ada', 'Ada', 'secret-hash', 'ladmin');
  UPDATE hardware SET ARCHIVE = 1 WHERE DEVICEID NOT LIKE '\\_%' AND ID MOD 20 = 0;
`;

const address = ({ user, name }: OcsServer['database'], database = name) => `mysql://${user}@localhost/${database}`;

function commandOf(server: RunningServer, options: readonly string[]): string[] {
  const i = options.indexOf('--database-name');
  const database = i < 0 ? ocs.database.name : options[i + 1];
  const own = i < 0 ? options : options.toSpliced(i, 2);
  return [
    ...[serverProgram, 'migrate-from-ocs', address(ocs.database, database), '--ocs-socket', ocs.database.socket],
    ...['--data', server.dataDir, ...(server.database === null ? [] : ['--database', server.database]), ...own],
  ];
}

const environment = () => ({ MUSTER_OCS_PASSWORD: ocs.database.password });

function migrate(server: RunningServer, ...options: string[]): Promise<Outcome> {
  return runProgram(process.execPath, commandOf(server, options), { env: environment(), timeoutMs: 600_000 });
}

/** Ends a migration as a power cut does, when it has come so far. */
async function killMigration(server: RunningServer, isFar: () => Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, commandOf(server, []), {
    env: neutralEnvironment(environment()),
    stdio: 'ignore',
  });
  watchProcess(child);
  const ended = new Promise((resolve) => child.once('close', resolve));
  while (child.exitCode === null && !(await isFar())) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  await ended;
}

type Report = {
  readonly machines: Readonly<Record<string, number>>;
  readonly counts: readonly { readonly what: string; readonly theirs: number; readonly ours: number }[];
  readonly kept: readonly { readonly table: string; readonly rows: number }[];
  readonly notes: readonly string[];
};

async function readReport({ dataDir }: RunningServer): Promise<Report> {
  const folder = join(dataDir, 'migration');
  const last = (await readdir(folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  return JSON.parse(await readFile(join(folder, last ?? ''), 'utf8')) as Report; // our own format
}

/** The report's figures against the tables themselves. */
async function expectCounts(report: Report): Promise<void> {
  const counted = Object.fromEntries(report.counts.map(({ what, theirs, ours }) => [what, { theirs, ours }]));
  expect(counted.hardware).toEqual({ theirs: COMPUTERS + 1, ours: COMPUTERS + 1 });
  for (const table of [
    'bios',
    'software',
    'drives',
    'networks',
    'storages',
    'controllers',
    'cpus',
    'videos',
    'memories',
    'slots',
    'printers',
  ]) {
    const [row] = await ocs.select(`SELECT JSON_OBJECT('n', COUNT(*)) FROM ${table}`);
    expect(counted[table]?.theirs, table).toBe(row?.n);
    expect(counted[table]?.ours, table).toBe(row?.n);
  }
  expect(Number(counted.software?.ours)).toBeGreaterThan(COMPUTERS * 100);
  for (const { what, theirs, ours } of report.counts) expect(ours, what).toBe(theirs);
  for (const [table, rows] of Object.entries({ subnet: 3, netmap: 3, network_devices: 2, devicetype: 2 })) {
    expect(counted[table], table).toEqual({ theirs: rows, ours: rows });
  }
  expect(report.kept).not.toContainEqual(expect.objectContaining({ table: 'subnet' }));
  expect(report.notes.join('\n')).toMatch(/group Computed: it was dynamic/);
  expect(JSON.stringify(report)).not.toContain('secret-hash');
}

async function theirId(api: ApiClient, id: number): Promise<number> {
  const { deviceId } = await api.asset(id);
  const [row] = await ocs.select(
    `SELECT JSON_OBJECT('ID', ID) FROM hardware WHERE DEVICEID = '${deviceId.replaceAll("'", "''")}'`,
  );
  return Number(row?.ID);
}

/** One machine, field by field: their tables and our API. */
async function expectSameMachine(api: ApiClient, id: number): Promise<void> {
  const asset = await api.asset(id);
  const ocsId = await theirId(api, id);
  for (const [section, { table, columns }] of Object.entries(FIELDS)) {
    const pairs = Object.keys(columns).map((column) => `'${column}', CAST(t.${column} AS CHAR)`);
    const key = table === 'hardware' ? 'ID' : 'HARDWARE_ID';
    const theirs = await ocs.select(
      `SELECT JSON_OBJECT(${pairs.join(', ')}) FROM ${table} t WHERE t.${key} = ${ocsId}`,
    );
    const ours = await api.allRows(id, section);
    expect(comparable(ours, Object.values(columns)), `${section} of ${asset.name}`).toEqual(
      comparable(theirs, Object.keys(columns)),
    );
  }
  const [machine] = await ocs.select(`SELECT JSON_OBJECT('agent', USERAGENT, 'archived', ARCHIVE IS NOT NULL,
    'at', UNIX_TIMESTAMP(LASTDATE)) FROM hardware WHERE ID = ${ocsId}`);
  expect(asset.agent).toBe(machine?.agent);
  expect(Date.parse(asset.lastInventoryAt ?? '')).toBe(Number(machine?.at) * 1000);
}

/** Rows in one order, every value as one text: 1 and true, a day and its midnight, nothing and an empty text are the same. */
function comparable(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows.map((row) => columns.map((column) => asText(cellOf(row, column))).join('\t')).sort();
}

const cellOf = (row: Row, column: string) =>
  column
    .split('|')
    .map((name) => row[name])
    .find((value) => value !== null && value !== undefined);

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value)
    .trim()
    .toLowerCase()
    .replace(/ 00:00:00$/, '')
    .replace(/^0000-00-00$/, '')
    .replace(/^(\d+) mbps$/, '$1')
    .replace(/^-1 mbps$/, '')
    .replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');
}

async function expectAdminData(api: ApiClient): Promise<void> {
  const { items } = await api.assets('&archived=include');
  for (const { id, tag } of chosen(items)) {
    const ocsId = await theirId(api, id);
    const [row] = await ocs.select(
      `SELECT JSON_OBJECT('TAG', TAG, 'Room', fields_103, 'Price', CAST(fields_106 AS CHAR), 'Bought', CAST(fields_107 AS CHAR),
        'Notes', fields_108) FROM accountinfo WHERE HARDWARE_ID = ${ocsId}`,
    );
    const { values } = await api.getJson<{ values: { name: string; shown: string | null }[] }>(
      `/assets/${id}/admin-data`,
    );
    const shown = Object.fromEntries(values.map((value) => [value.name, value.shown]));
    expect(shown).toMatchObject({
      ...row,
      State: ocsId % 2 === 0 ? 'In use' : 'In stock',
      Extras: ocsId % 2 === 0 ? 'Dock, Bag' : 'Second screen',
    });
    expect(tag).toBe(row?.TAG);
  }
}

type Group = { readonly id: number; readonly name: string; readonly kind: string; readonly members: number };

async function expectGroups(api: ApiClient): Promise<void> {
  const { items } = await api.getJson<{ items: Group[] }>('/groups?limit=100');
  for (const [number, name] of [
    [8001, 'Workshop'],
    [8002, 'Computed'],
  ] as const) {
    const group = items.find((one) => one.name === name);
    expect(group?.kind).toBe('static');
    for (const [how, wanted] of [
      ['included', '<> 2'],
      ['excluded', '= 2'],
    ] as const) {
      const rows = await ocs.select(`SELECT JSON_OBJECT('deviceId', h.DEVICEID) FROM groups_cache c
        JOIN hardware h ON h.ID = c.HARDWARE_ID WHERE c.GROUP_ID = ${number} AND c.STATIC ${wanted} AND h.ARCHIVE IS NULL`);
      const members = await api.getJson<{ items: { deviceId: string }[] }>(
        `/groups/${group?.id}/members?limit=500&how=${how}`,
      );
      const ids = (list: readonly Row[]) => list.map(({ deviceId }) => String(deviceId)).sort();
      expect(ids(members.items), `${how} in ${name}`).toEqual(ids(rows));
    }
  }
}

async function expectNetworks(api: ApiClient): Promise<void> {
  const networks = await api.getJson<Page<Row>>('/networks?named=yes');
  expect(networks.items).toMatchObject([
    { address: '192.0.2.0', mask: '255.255.255.0', name: 'Office', site: 'Paris', tag: '', identified: 1, unknown: 1 },
    { address: '10.0.0.0', mask: '255.0.0.0', name: 'Plant é', site: '', tag: '', identified: 0, unknown: 1 },
    { address: '192.0.2.0', name: 'Workshop', site: 'Lyon', tag: 'SITE-1', identified: 0, unknown: 0 },
  ]);
  const [machines] = await ocs.select(`SELECT JSON_OBJECT('n', COUNT(DISTINCT h.ID)) FROM networks n
    JOIN hardware h ON h.ID = n.HARDWARE_ID WHERE n.IPSUBNET = '10.0.0.0' AND h.ARCHIVE IS NULL`);
  expect(networks.items[1]?.inventoried).toBe(machines?.n);
  const [seen] = await ocs.select(
    "SELECT JSON_OBJECT('at', UNIX_TIMESTAMP(DATE)) FROM netmap WHERE MAC = '02:00:00:00:00:09'",
  );
  const identified = await api.getJson<Page<Row>>('/network-devices?state=identified');
  expect(identified.items).toMatchObject([
    {
      ...{ mac: '02:00:00:00:00:09', ip: '192.0.2.9', name: 'printer', type: 'printer', description: 'Printer' },
      ...{ identifiedBy: 'admin', identifiedAt: null, seenAt: new Date(Number(seen?.at) * 1000).toISOString() },
    },
    { mac: '02:00:00:00:00:ff', network: null, type: 'camera', description: 'Old camera', identifiedBy: 'ada' },
  ]);
  const unknown = await api.getJson<Page<Row>>('/network-devices?state=unknown');
  expect(unknown.items.map(({ mac }) => mac).sort()).toEqual(['02:00:00:00:00:0a', '02:00:00:00:00:0b']);
  const types = await api.getJson<{ items: Row[] }>('/device-types');
  expect(types.items.map(({ name }) => name)).toEqual(['camera', 'printer', 'switch']);
  const blacklists = await api.getJson<{ items: { kind: string; added: string[] }[] }>('/blacklists');
  expect(blacklists.items.find(({ kind }) => kind === 'serial')?.added).toContain('SITE-DEFAULT-1');
}

async function settingsOf(api: ApiClient): Promise<Map<string, unknown>> {
  const answer = await api.getJson<{ items?: { name: string; value: unknown }[] } | { name: string; value: unknown }[]>(
    '/settings',
  );
  const items = Array.isArray(answer) ? answer : (answer.items ?? []);
  return new Map(items.map(({ name, value }) => [name, value]));
}

async function expectSettings(api: ApiClient): Promise<void> {
  const values = await settingsOf(api);
  expect(values.get('FREQUENCY')).toBe(3);
  expect(values.get('PROLOG_FREQ')).toBe(12);
  expect(values.get('TRACE_DELETED')).toBe(true);

  const rows =
    await ocs.select(`SELECT JSON_OBJECT('deviceId', h.DEVICEID) FROM devices d JOIN hardware h ON h.ID = d.HARDWARE_ID
    WHERE d.NAME = 'PROLOG_FREQ'`);
  expect(rows.length).toBeGreaterThan(0);
  const own = new Set(rows.map(({ deviceId }) => deviceId));
  type Scoped = { items: { name: string; value: unknown }[] };
  for (const { id, deviceId } of (await api.assets('&archived=include')).items) {
    const { items } = await api.getJson<Scoped>(`/assets/${id}/settings`);
    expect(items.find(({ name }) => name === 'PROLOG_FREQ')?.value).toBe(own.has(deviceId) ? 6 : 12);
  }
  const { items } = await api.getJson<{ items: Group[] }>('/groups?limit=100');
  const workshop = items.find(({ name }) => name === 'Workshop');
  const ofGroup = await api.getJson<Scoped>(`/groups/${workshop?.id}/settings`);
  expect(ofGroup.items.find(({ name }) => name === 'FREQUENCY')?.value).toBe(7);

  const queries = await api.getJson<{ items: Row[] }>('/registry-queries');
  expect(queries.items).toEqual([
    expect.objectContaining({ name: 'Office', tree: 2, key: 'SOFTWARE\\Example', value: '*' }),
  ]);
}

/** Names without passwords: nobody can sign in as one of them. */
async function expectUsers({ dataDir, database }: RunningServer): Promise<void> {
  const where = ['--data', dataDir, ...(database === null ? [] : ['--database', database])];
  const { stdout } = await runProgram(process.execPath, [serverProgram, 'user', 'list', ...where]);
  for (const name of ['ada', 'admin']) expect(stdout).toMatch(new RegExp(`^${name} +no +0 `, 'm'));
}

async function expectArchived(api: ApiClient): Promise<void> {
  const rows = await ocs.select(
    "SELECT JSON_OBJECT('deviceId', DEVICEID) FROM hardware WHERE ARCHIVE IS NOT NULL AND DEVICEID NOT LIKE '\\_%'",
  );
  expect(rows.length).toBeGreaterThan(0);
  const { items } = await api.assets('&archived=only');
  expect(items.map(({ deviceId }) => deviceId).sort()).toEqual(rows.map(({ deviceId }) => deviceId).sort());
}

/** All that a second run must leave alone. */
async function stateOf(api: ApiClient) {
  const { items } = await api.assets('&archived=include&sort=id');
  const details = await Promise.all(chosen(items).map(({ id }) => api.asset(id)));
  const changes = await Promise.all(chosen(items).map(async ({ id }) => (await api.changes(id)).total));
  const groups = await api.getJson('/groups?limit=100');
  // When they were counted is another moment each time.
  const { items: networks } = await api.getJson<Page<Row>>('/networks');
  const devices = await api.getJson('/network-devices');
  return { items, details, changes, groups, networks, devices, settings: [...(await settingsOf(api))] };
}

/** The same fifty at every call, spread over all; the real agent's machine, which has the lowest number, among them. */
function chosen<T extends { readonly id: number }>(items: readonly T[]): T[] {
  const sorted = items.toSorted((a, b) => a.id - b.id);
  return [
    ...sorted.slice(0, 1),
    ...sorted
      .slice(1)
      .toSorted((a, b) => ((a.id * 7919) % 61) - ((b.id * 7919) % 61))
      .slice(0, COMPARED - 1),
  ];
}
