import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const device = (n: number) => `pc-${n}-2026-11-20-08-00-00`;
const request = (query: string, deviceId: string, inner = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><DEVICEID>${deviceId}</DEVICEID><QUERY>${query}</QUERY>${inner}</REQUEST>`;
const CONTENT =
  '<CONTENT><HARDWARE><NAME>pc</NAME></HARDWARE><DRIVES><TYPE>/</TYPE><TOTAL>10</TOTAL></DRIVES></CONTENT>';
const HOUR = 3_600_000;

describe.each(enginesUnderTest())('agents that report, on $name', ({ create }) => {
  let now: number;
  let server: TestApp;
  let dispose: () => Promise<void>;
  const folder = mkdtempSync(join(tmpdir(), 'muster-prolog-'));

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    const made = await create();
    dispose = made.dispose;
    server = await createTestApp({ db: made.db, clock: () => now, data: folder });
  });
  afterEach(async () => {
    await server.close();
    await dispose();
    rmSync(join(folder, 'inventories'), { recursive: true, force: true });
  });

  async function post(text: string, remoteAddress = '192.0.2.7') {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/ocsinventory',
      payload: deflateSync(text),
      headers: { 'user-agent': 'OCS-NG_unified_unix_agent_v2.10.0' },
      remoteAddress,
    });
    const body = reply.rawPayload.length === 0 ? '' : inflateSync(reply.rawPayload).toString();
    return { status: reply.statusCode, code: reply.headers['muster-error'], text: body, headers: reply.headers };
  }
  const prolog = async (n: number, from?: string) => (await post(request('PROLOG', device(n)), from)).text;
  const inventory = (n: number, from?: string, content = CONTENT) =>
    post(request('INVENTORY', device(n), content), from);
  const set = (name: string, value: unknown) => server.services.settings.set(name, value);
  const assets = async () => {
    const headers = { authorization: server.authorization };
    return (await server.app.inject({ url: '/api/v1/assets?sort=id', headers })).json();
  };
  const assetId = async (n: number) =>
    (await assets()).items.find((item: { deviceId: string }) => item.deviceId === device(n))?.id as number;

  test('are logged with the codes of OCS Inventory, if that is wanted', async () => {
    const logged = () =>
      server.lines
        .map((line) => JSON.parse(line) as { activity?: number; deviceId?: string; ip?: string })
        .flatMap(({ activity, deviceId, ip }) => (activity === undefined ? [] : [[activity, deviceId, ip]]));
    await inventory(1);
    expect(logged()).toEqual([]);
    await set('LOGLEVEL', true);
    await prolog(2);
    await inventory(2);
    await set('FREQUENCY', 3);
    await prolog(2);
    await set('FREQUENCY', -1);
    await prolog(2);
    await inventory(2);
    expect(logged()).toEqual([100, 104, 103, 101, 102, 106, 104, 107].map((code) => [code, device(2), '192.0.2.7']));
  });

  test('follow the FREQUENCY, PROLOG_FREQ and INVENTORY_ON_STARTUP of their own machine', async () => {
    await inventory(1);
    await inventory(2);
    const scope = { kind: 'asset', id: await assetId(1) } as const;
    now += HOUR;
    expect(await prolog(1)).toMatch(/<RESPONSE>SEND/);
    await server.services.settings.setFor(scope, 'FREQUENCY', 2);
    await server.services.settings.setFor(scope, 'PROLOG_FREQ', 6);
    await server.services.settings.setFor(scope, 'INVENTORY_ON_STARTUP', false);
    const own = await prolog(1);
    expect(own).toMatch(/<RESPONSE>STOP/);
    expect(own).toMatch(/<PROLOG_FREQ>6</);
    expect(own).toMatch(/<INVENTORY_ON_STARTUP>0/);
    const others = await prolog(2);
    expect(others).toMatch(/<RESPONSE>SEND/);
    expect(others).toMatch(/<PROLOG_FREQ>24</);
    await server.services.settings.setFor(scope, 'FREQUENCY', -1);
    expect((await inventory(1)).code).toBe('INVENTORY_DISABLED');
    await server.services.settings.setFor(scope, 'FREQUENCY', 0);
    await set('FREQUENCY', -1);
    expect(await prolog(1)).toMatch(/<RESPONSE>STOP/);
  });

  test('lose a section that they leave out when their checksum says so and is believed', async () => {
    const printer = '<PRINTERS><NAME>lp</NAME></PRINTERS>';
    const told = (checksum: number, more = '') =>
      `<CONTENT><HARDWARE><NAME>pc</NAME><CHECKSUM>${checksum}</CHECKSUM></HARDWARE>${more}</CONTENT>`;
    const printers = async () => {
      const headers = { authorization: server.authorization };
      const url = `/api/v1/assets/${await assetId(1)}/sections/printers`;
      return (await server.app.inject({ url, headers })).json().total;
    };
    await inventory(1, undefined, told(1_572_863, printer));
    await inventory(1, undefined, told(1));
    expect(await printers()).toBe(1);
    await set('INVENTORY_DIFF', false);
    await inventory(1, undefined, told(8193));
    expect(await printers()).toBe(1);
    await set('INVENTORY_DIFF', true);
    await inventory(1, undefined, told(8193));
    expect(await printers()).toBe(0);
  });

  test('have a software list that can become empty, details that are kept current, and clocks that nobody believes', async () => {
    const headers = { authorization: server.authorization };
    const rows = async (section: string) =>
      (await server.app.inject({ url: `/api/v1/assets/${await assetId(1)}/sections/${section}`, headers })).json();
    const told = (software: string) =>
      `<CONTENT><HARDWARE><NAME>pc</NAME><LASTDATE>2099-01-01 00:00:00</LASTDATE></HARDWARE>${software}</CONTENT>`;
    const bash = (folder: string) =>
      `<SOFTWARES><NAME>bash</NAME><VERSION>5</VERSION><FOLDER>${folder}</FOLDER></SOFTWARES>`;
    await inventory(1, undefined, told(bash('/old')));
    await inventory(1, undefined, told(bash('/new')));
    expect((await rows('software')).items).toMatchObject([{ name: 'bash', folder: '/new' }]);
    await inventory(1, undefined, told('<SOFTWARES></SOFTWARES>'));
    expect((await rows('software')).total).toBe(0);
    // A machine whose clock is far ahead is asked again when it is due by ours.
    expect((await rows('hardware')).items[0].lastDate).toMatch(/^2099/);
    expect((await assets()).items[0].lastInventoryAt).toBe('2026-11-20T00:00:00.000Z');
    await set('FREQUENCY', 1);
    expect(await prolog(1)).toMatch(/<RESPONSE>STOP/);
    now += 25 * HOUR;
    expect(await prolog(1)).toMatch(/<RESPONSE>SEND/);
  });

  test('keep the last person who used the machine when a service makes the inventory', async () => {
    const headers = { authorization: server.authorization };
    const told = (user: string) => `<CONTENT><HARDWARE><NAME>pc</NAME><USERID>${user}</USERID></HARDWARE></CONTENT>`;
    await inventory(1, undefined, told('ada'));
    await inventory(1, undefined, told('SYSTEM'));
    const url = `/api/v1/assets/${await assetId(1)}`;
    expect((await server.app.inject({ url, headers })).json().user).toBe('ada');
    expect((await server.app.inject({ url: `${url}/sections/hardware`, headers })).json().items[0].userId).toBe('ada');
    await inventory(1, undefined, told('grace'));
    expect((await server.app.inject({ url, headers })).json().user).toBe('grace');
  });

  test('are shown by the address that they contact from, if it is one of their own', async () => {
    const card = (ip: string) => `<NETWORKS><DESCRIPTION>${ip}</DESCRIPTION><IPADDRESS>${ip}</IPADDRESS></NETWORKS>`;
    const content = `<CONTENT><HARDWARE><NAME>pc</NAME><IPADDR>10.0.0.5</IPADDR></HARDWARE>${card('10.0.0.5')}${card('192.0.2.7')}</CONTENT>`;
    await inventory(1, '192.0.2.7', content);
    expect((await assets()).items[0].ip).toBe('192.0.2.7');
    await inventory(1, '198.51.100.1', content); // behind address translation
    expect((await assets()).items[0].ip).toBe('10.0.0.5');
  });

  test('accumulate what changed until somebody takes note of it', async () => {
    const { kysely } = server.db;
    const checksum = async () =>
      (await kysely.selectFrom('assets').select('checksum').executeTakeFirstOrThrow()).checksum;
    const drive = (total: number) =>
      `<CONTENT><HARDWARE><NAME>pc</NAME></HARDWARE><DRIVES><TYPE>/</TYPE><TOTAL>${total}</TOTAL></DRIVES></CONTENT>`;
    await inventory(1, undefined, drive(1));
    expect(await checksum()).toBe(4_194_303);
    await kysely.updateTable('assets').set({ checksum: 0 }).execute();
    await inventory(1, undefined, drive(1));
    expect(await checksum()).toBe(1);
    await inventory(1, undefined, drive(2));
    expect(await checksum()).toBe(513);
    await inventory(1, undefined, drive(2));
    expect(await checksum()).toBe(513);
  });

  test('are counted, and the mean of days between their contacts is known', async () => {
    await inventory(1);
    const { db } = server;
    for (let i = 0; i < 3; i += 1) {
      now += 12 * HOUR;
      await prolog(1);
    }
    const row = await db.kysely.selectFrom('assets').select(['fidelity', 'quality', 'agent']).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ fidelity: 4, agent: 'OCS-NG_unified_unix_agent_v2.10.0' });
    expect(row.quality).toBeCloseTo(0.5, 5);
  });

  test('with INVENTORY_SESSION_ONLY send inventories only after they were asked, but for trusted addresses', async () => {
    await set('INVENTORY_SESSION_ONLY', true);
    expect(await inventory(1)).toMatchObject({ status: 403, code: 'INVENTORY_NOT_ASKED' });
    expect((await assets()).total).toBe(0);
    await prolog(1);
    now += 599_000;
    expect((await inventory(1)).status).toBe(200);
    expect((await inventory(1)).status).toBe(403); // the session ended with its inventory
    await prolog(1);
    now += 600_000;
    expect((await inventory(1)).status).toBe(403); // too old
    await set('SESSION_VALIDITY_TIME', 0);
    expect((await inventory(1)).status).toBe(200);
    await set('TRUSTED_IP', ['198.51.100.0/24']);
    expect((await inventory(2, '198.51.100.9')).status).toBe(200);
    expect((await inventory(3, '198.51.101.9')).status).toBe(403);
  });

  test('which never come back leave no sessions behind', async () => {
    await set('INVENTORY_SESSION_ONLY', true);
    await prolog(1);
    now += 25 * HOUR;
    await prolog(2);
    const rows = await server.db.kysely.selectFrom('prolog_sessions').select('device_id').execute();
    expect(rows).toEqual([{ device_id: device(2) }]);
  });

  test('bring one new machine an address and time, when the flood filter is on', async () => {
    await set('INVENTORY_FILTER_ON', true);
    await set('INVENTORY_FILTER_FLOOD_IP', true);
    const at = (n: number) => inventory(n, '203.0.113.5');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => at(i + 1)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 403)]);
    expect(answers.find(({ status }) => status === 403)?.code).toBe('INVENTORY_FLOOD');
    expect((await assets()).total).toBe(1);
    const [known] = (await assets()).items;
    const n = Number(/^pc-(\d+)-/.exec(known.deviceId)?.[1]);
    expect((await at(n)).status).toBe(200); // a known machine
    expect((await inventory(50, '203.0.113.6')).status).toBe(200); // another address
    now += 301_000;
    expect((await at(60)).status).toBe(200);
    await set('TRUSTED_IP', ['203\\.0\\.113\\.\\d+']);
    expect((await at(61)).status).toBe(200);
    expect((await at(62)).status).toBe(200);
    // PROLOG tells them before they collect anything.
    await set('TRUSTED_IP', []);
    await set('PROLOG_FILTER_ON', true);
    expect(await prolog(70, '203.0.113.5')).toMatch(/<RESPONSE>STOP/);
    expect(await prolog(71, '203.0.113.77')).toMatch(/<RESPONSE>SEND/);
  });

  test('tell new addresses with NOTIFY, which is no inventory', async () => {
    const networks = `<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>02:00:00:00:00:0A</MACADDR>
      <IPADDRESS>192.0.2.7</IPADDRESS><IPMASK>255.255.255.0</IPMASK></NETWORKS>`;
    await inventory(1, '192.0.2.7', CONTENT.replace('</CONTENT>', `${networks}</CONTENT>`));
    await server.db.kysely.updateTable('assets').set({ checksum: 0 }).execute();
    const before = (await assets()).items[0];
    now += HOUR;
    const iface = (mac: string) =>
      `<IFACE><IP>192.0.2.99</IP><MASK>255.255.255.0</MASK><MAC>${mac}</MAC><GW>192.0.2.1</GW></IFACE>`;
    const notice = `<TYPE>IP</TYPE>${iface('02:00:00:00:00:0A')}${iface('02:00:00:00:00:FF')}<HARDWARE><IPADDR>192.0.2.99</IPADDR></HARDWARE>`;
    const reply = await post(request('NOTIFY', device(1), notice), '192.0.2.99');
    expect(reply).toMatchObject({ status: 200, text: '' });
    expect(reply.headers['content-length']).toBe('0');
    expect(server.lines.join('\n')).toMatch(/02:00:00:00:00:ff/);
    const [after] = (await assets()).items;
    expect(after).toMatchObject({ ip: '192.0.2.99', lastInventoryAt: before.lastInventoryAt });
    const headers = { authorization: server.authorization };
    const rows = (await server.app.inject({ url: `/api/v1/assets/${after.id}/sections/networks`, headers })).json();
    expect(rows.items).toMatchObject([{ name: 'eth0', ip: '192.0.2.99', gateway: '192.0.2.1' }]);
    const { checksum } = await server.db.kysely.selectFrom('assets').select('checksum').executeTakeFirstOrThrow();
    expect(checksum).toBe(4096 + 1);
    const changes = (await server.app.inject({ url: `/api/v1/assets/${after.id}/changes`, headers })).json();
    expect(changes.items.map((item: { section: string }) => item.section)).toContain('networks');
    // The next inventory with the same addresses finds nothing new.
    expect((await post(request('NOTIFY', device(9), notice))).status).toBe(200);
    expect((await assets()).total).toBe(1);
  });

  test('send results of packages and of SNMP scans, which are kept as they came', async () => {
    await inventory(1);
    const download = `<REQUEST DEVICEID="${device(1)}" ERR="SUCCESS" ID="1668000001" QUERY="DOWNLOAD" />`;
    expect(await post(download)).toMatchObject({ status: 200, text: '' });
    const snmp = request('SNMP', device(1), '<CONTENT><snmp_printer><Name>prn</Name></snmp_printer></CONTENT>');
    expect(await post(snmp)).toMatchObject({ status: 200, text: '' });
    expect((await post(download.replace(device(1), device(2)))).status).toBe(200);
    const kept = await server.db.kysely.selectFrom('kept_messages').select(['query', 'body']).orderBy('id').execute();
    expect(kept).toEqual([
      { query: 'DOWNLOAD', body: download },
      { query: 'SNMP', body: snmp },
    ]);
    for (let i = 0; i < 60; i += 1) await post(download.replace('SUCCESS', `ERR_${i}`));
    const newest = await server.db.kysely
      .selectFrom('kept_messages')
      .select('body')
      .where('query', '=', 'DOWNLOAD')
      .orderBy('id')
      .execute();
    expect(newest).toHaveLength(50);
    expect(newest.at(-1)?.body).toContain('ERR_59');
  });

  test('are told that there is no update', async () => {
    const reply = await post(request('UPDATE', device(1), '<PLATFORM>WINDOWS</PLATFORM>'));
    expect(reply).toMatchObject({ status: 200, text: expect.stringMatching(/<RESPONSE>NO_UPDATE</) });
  });

  test('have their inventories copied, where that is wanted', async () => {
    await inventory(1);
    expect(existsSync(join(folder, 'inventories'))).toBe(false);
    await set('GENERATE_OCS_FILES', true);
    await inventory(1);
    await inventory(1);
    const id = await assetId(1);
    const files = () => readdirSync(join(folder, 'inventories')).sort();
    expect(files()).toEqual([`${id}-1.ocs`, `${id}.ocs`]);
    const copy = inflateSync(readFileSync(join(folder, 'inventories', `${id}.ocs`))).toString();
    expect(copy).toBe(request('INVENTORY', device(1), CONTENT));
    await set('GENERATE_OCS_FILES_SNMP', true);
    await post(request('SNMP', device(1), '<CONTENT></CONTENT>'));
    expect(files()).toEqual([`${id}-1.ocs`, `${id}-SNMP.ocs`, `${id}.ocs`]);
    rmSync(join(folder, 'inventories', `${id}-SNMP.ocs`));
    await set('OCS_FILES_FORMAT', 'XML');
    await set('OCS_FILES_OVERWRITE', true);
    await inventory(1);
    await inventory(1);
    expect(files()).toEqual([`${id}-1.ocs`, `${id}.ocs`, `${id}.xml`]);
    expect(readFileSync(join(folder, 'inventories', `${id}.xml`), 'utf8')).toBe(copy);
  });
});
