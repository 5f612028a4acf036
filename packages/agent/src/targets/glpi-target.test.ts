import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { decodeXmlRequest } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEW_TARGET } from '../state.ts';
import { AGENT_ID, DEVICE_ID, machineOf, someRows } from '../testing/contact-one.ts';
import { type Answer, raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';

let server: TestServer;
let folder: string;
let machine: ReturnType<typeof machineOf>;

beforeEach(async () => {
  server = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  machine = machineOf(folder, server.url);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** As a GLPI packs its answers. */
const json =
  (value: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/x-compress-zlib', ...headers });
    response.end(deflateSync(JSON.stringify(value)));
  };
const NATIVE = { server: 'glpi', version: '10.0.16' };
const CONTACT = json({ status: 'ok', expiration: 24, message: '', tasks: { inventory: NATIVE }, disabled: ['deploy'] });
const ACCEPTED = json({ status: 'ok', expiration: 12, message: 'Device imported' });

type Document = {
  readonly action: string;
  readonly deviceid: string;
  readonly partial?: boolean;
  readonly tag?: string;
  readonly content: Readonly<Record<string, unknown>>;
};
const sent = (at: number) => JSON.parse(server.received[at]?.text ?? '') as Document; // the tests look at the fields
const queries = () => server.received.map(({ text }) => /PROLOG|contact|inventory/.exec(text)?.[0] ?? 'poll');
const knowing = () => machine.store.write({ ...NEW_TARGET, dialect: 'glpi' });

test('is found out by an answer in JSON, remembered, and spoken to in JSON', async () => {
  server.answer(CONTACT, ACCEPTED, CONTACT, ACCEPTED);
  expect(await machine.contact({ tag: 'Paris' })).toBe('sent');
  expect(await machine.contact({ tag: 'Paris' })).toBe('sent');
  expect(queries()).toEqual(['PROLOG', 'inventory', 'contact', 'inventory']);
  expect(sent(2)).toMatchObject({
    action: 'contact',
    deviceid: DEVICE_ID,
    tag: 'Paris',
    'enabled-tasks': ['inventory'],
  });
  expect(sent(1)).toMatchObject({ deviceid: DEVICE_ID, tag: 'Paris', content: { bios: { ssn: 'PF-TEST01' } } });
  expect(await machine.store.read()).toMatchObject({ dialect: 'glpi', prologFreqHours: 12 });
  for (const { headers } of server.received) {
    expect(headers).toMatchObject({ 'glpi-agent-id': AGENT_ID, 'content-type': 'application/x-compress-zlib' });
  }
});

test('that answers "pending" to the first question is asked at once in JSON', async () => {
  server.answer(json({ status: 'pending', expiration: 0 }), CONTACT, ACCEPTED);
  expect(await machine.contact()).toBe('sent');
  expect(queries()).toEqual(['PROLOG', 'contact', 'inventory']);
});

test('is asked again for answers that are not ready, to a contact and to an inventory', async () => {
  await knowing();
  const wait = json({ status: 'pending', expiration: '0s' }, 202, { 'GLPI-Request-ID': '7810DAAA' });
  server.answer(wait, CONTACT, wait, wait, ACCEPTED);
  expect(await machine.contact()).toBe('sent');
  expect(queries()).toEqual(['contact', 'poll', 'inventory', 'poll', 'poll']);
  expect(server.received[1]?.headers).toMatchObject({ 'glpi-request-id': '7810DAAA', 'glpi-agent-id': AGENT_ID });
});

test('that puts off for hours is left alone until then', async () => {
  await knowing();
  server.answer(json({ status: 'pending', expiration: 6 }));
  expect(await machine.contact()).toBe('not wanted');
  expect(await machine.store.read()).toMatchObject({ prologFreqHours: 6 });
});

test.each([
  ['30m', 0.5],
  ['2d', 48],
  [8, 8],
])('%j until the next contact', async (expiration, hours) => {
  await knowing();
  server.answer(json({ status: 'ok', expiration, tasks: { inventory: NATIVE }, disabled: 'inventory' }));
  expect(await machine.contact()).toBe('not wanted');
  expect(await machine.store.read()).toMatchObject({ prologFreqHours: hours });
});

test('that switched inventories off gets one only by force, and never one that was kept', async () => {
  await knowing();
  const off = json({ status: 'ok', expiration: 24, tasks: { inventory: NATIVE }, disabled: ['inventory'] });
  server.answer(off, off, ACCEPTED);
  await machine.undelivered.write({ agentId: AGENT_ID, collectedAtMs: Date.now(), rows: someRows });
  expect(await machine.contact()).toBe('not wanted');
  expect(await machine.contact({ force: true })).toBe('sent');
});

test.each([
  { name: 'the plugin', tasks: { inventory: { server: 'glpiinventory', version: '1.3.5' } } },
  { name: 'nobody that it names', tasks: undefined },
])('asks the plugin where inventories are taken by $name', async ({ tasks }) => {
  await knowing();
  const plugin = (response: string) => xml(`<REPLY><PROLOG_FREQ>24</PROLOG_FREQ>${response}</REPLY>`);
  const contact = json({ status: 'ok', expiration: 24, tasks });
  server.answer(contact, plugin(''), contact, plugin('<RESPONSE>SEND</RESPONSE>'), ACCEPTED);
  expect(await machine.contact()).toBe('not wanted');
  expect(await machine.contact()).toBe('sent');
  expect(queries()).toEqual(['contact', 'PROLOG', 'contact', 'PROLOG', 'inventory']);
  expect(server.received[1]?.headers['glpi-agent-id']).toBeUndefined();
  expect(decodeXmlRequest(server.received[1]?.text ?? '')).toMatchObject({ token: '12345678' });
});

test('leaves out what the server does not want, until it says something else', async () => {
  await knowing();
  const unwanting = { ...NATIVE, 'no-category': 'software, process,bios,nonsense' };
  server.answer(json({ status: 'ok', expiration: 24, tasks: { inventory: unwanting } }), ACCEPTED, CONTACT, ACCEPTED);
  const asked: string[][] = [];
  const collect = async (unwanted: readonly string[]) => {
    asked.push([...unwanted]);
    return someRows;
  };
  await machine.contact({ collect });
  await machine.contact({ collect });
  expect(asked).toEqual([
    ['software', 'processes'],
    ['software', 'processes'],
  ]);
  expect(Object.keys(sent(1).content)).toEqual(expect.arrayContaining(['hardware', 'bios', 'drives']));
  expect(sent(1).content).not.toHaveProperty('softwares');
  server.answer(
    json({ status: 'ok', expiration: 24, tasks: { inventory: { ...NATIVE, 'no-category': '' } } }),
    ACCEPTED,
  );
  await machine.contact({ collect });
  expect(asked[2]).toEqual([]);
});

test('gives credentials for databases of this machine, which stand in no log', async () => {
  await knowing();
  const params = [
    { category: 'database', params_id: '3', 'use[3]': 'mysql' },
    { category: 'database', params_id: 4, 'use[4]': ['postgresql', 'mongodb'] },
    { category: 'network', params_id: '5', 'use[5]': 'snmp' },
  ];
  const credential = (use: string, host: string) =>
    json({
      status: 'ok',
      credentials: [{ type: 'login_password', login: 'inventory', password: `s3cret-${use}`, host, use }],
    });
  server.answer(
    json({ status: 'ok', expiration: 24, tasks: { inventory: { ...NATIVE, params } } }),
    credential('mysql', '127.0.0.1'),
    credential('postgresql', 'db.example.org'),
    json({ status: 'error', message: 'none' }),
    ACCEPTED,
  );
  const given: unknown[] = [];
  await machine.contact({
    collect: async (_, credentials) => {
      given.push(...credentials);
      return someRows;
    },
  });
  expect(server.received.slice(1, 4).map(({ text }) => JSON.parse(text))).toMatchObject([
    { action: 'get_params', deviceid: DEVICE_ID, params_id: '3', use: 'mysql' },
    { params_id: '4', use: 'postgresql' },
    { params_id: '4', use: 'mongodb' },
  ]);
  expect(given).toEqual([{ type: 'mysql', user: 'inventory', password: 's3cret-mysql' }]);
  expect(machine.logged.join()).not.toContain('s3cret');
});

describe('partial inventories', () => {
  const drives = [{ mountPoint: '/', device: '/dev/sda1', total: 100, free: 7 }];
  const software = [{ name: 'bash', version: '2' }];
  const contact = (rows = someRows, given: Parameters<typeof machine.contact>[0] = {}) =>
    machine.contact({ collect: async () => rows, partialsBetweenFull: 2, ...given });
  const isPartial = (at: number) => sent(at * 2 + 1).partial === true;
  const contentOf = (at: number) => Object.keys(sent(at * 2 + 1).content).sort();

  beforeEach(async () => {
    await knowing();
    server.answer(...Array.from({ length: 10 }, () => [CONTACT, ACCEPTED]).flat());
  });

  test('hold what has changed, free space too, and what servers tell machines by', async () => {
    await contact();
    await contact({ ...someRows, drives });
    await contact({ ...someRows, drives, software });
    expect([0, 1, 2].map(isPartial)).toEqual([false, true, true]);
    expect(contentOf(1)).toEqual(['bios', 'drives', 'hardware', 'versionclient']);
    expect(contentOf(2)).toEqual(['bios', 'hardware', 'operatingsystem', 'softwares', 'versionclient']);
  });

  test('say nothing of the last user where the users are as they were', async () => {
    await contact();
    await contact();
    await contact({ ...someRows, users: [{ login: 'bob' }] });
    expect(sent(1).content.hardware).toHaveProperty('lastloggeduser', 'alice');
    expect(sent(3).content.hardware).not.toHaveProperty('lastloggeduser');
    expect(sent(5).content).toMatchObject({ hardware: { lastloggeduser: 'alice' }, users: [{ login: 'bob' }] });
  });

  test('are followed by a whole one, after so many, and when it is asked for', async () => {
    for (let i = 0; i < 5; i++) await contact();
    await contact(someRows, { full: true });
    await contact(someRows, { partialsBetweenFull: 0 });
    expect([0, 1, 2, 3, 4, 5, 6].map(isPartial)).toEqual([false, true, true, false, true, false, false]);
  });

  test('are not sent when a section has vanished, or the machine got another name', async () => {
    await contact();
    await contact({ ...someRows, software: [] });
    await contact({ ...someRows, software: [] }, { deviceId: 'other-2026-11-20-09-40-00' });
    expect([0, 1, 2].map(isPartial)).toEqual([false, false, false]);
  });

  test('do not mind what a GLPI does not know', async () => {
    await contact({ ...someRows, sessions: [{ user: 'alice' }] });
    await contact({ ...someRows, sessions: [] });
    await contact();
    expect([0, 1, 2].map(isPartial)).toEqual([false, true, true]);
    expect(sent(1).content).not.toHaveProperty('sessions');
  });

  test('that were refused are sent again', async () => {
    await contact();
    server.answer(CONTACT, json({ status: 'error', message: 'JSON does not validate' }, 400), CONTACT, ACCEPTED);
    await expect(contact({ ...someRows, software })).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
    await contact({ ...someRows, software });
    expect([sent(3), sent(5)].map(({ content }) => content.softwares)).toMatchObject([software, software]);
    expect(machine.logged.join()).toContain('says: JSON does not validate');
  });
});

test('that no longer speaks JSON is asked anew in the same contact', async () => {
  await knowing();
  const SEND = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
  server.answer(xml('<REPLY><ERROR>Unsupported content</ERROR></REPLY>', 400), SEND, xml('<REPLY/>'));
  expect(await machine.contact()).toBe('sent');
  expect(queries()).toEqual(
    ['contact', 'PROLOG', 'INVENTORY'].map((query) => (query === 'INVENTORY' ? 'poll' : query)),
  );
  expect(await machine.store.read()).toMatchObject({ dialect: 'ocs' });
});

test('that is busy is not taken for another', async () => {
  await knowing();
  server.answer(raw('<h1>Maintenance', 503));
  await expect(machine.contact()).rejects.toMatchObject({ code: 'SERVER_REFUSED', details: { status: 503 } });
  expect(await machine.store.read()).toMatchObject({ dialect: 'glpi' });
});
