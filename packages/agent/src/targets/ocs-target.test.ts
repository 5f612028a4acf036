import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, decodeXmlRequest, type Inventory } from '@muster/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../log.ts';
import type { SectionRows } from '../section-hashes.ts';
import { NEW_TARGET, targetStore } from '../state.ts';
import { raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';
import { createHttpClient } from '../transport/http-client.ts';
import { type Contact, contactOcs } from './ocs-target.ts';

const SEND = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
const STOP = xml('<REPLY><PROLOG_FREQ>12</PROLOG_FREQ><RESPONSE>STOP</RESPONSE></REPLY>');
const UNCHANGED = xml('<REPLY><RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE></REPLY>');
const pair = (name: string, value: string) =>
  `<ACCOUNTINFO><KEYNAME>${name}</KEYNAME><KEYVALUE>${value}</KEYVALUE></ACCOUNTINFO>`;
const ACCOUNT = xml(`<REPLY><RESPONSE>ACCOUNT_UPDATE</RESPONSE>${pair('TAG', 'Paris')}${pair('Room', 'B 12')}</REPLY>`);

let server: TestServer;
let folder: string;
let logged: string[];

beforeEach(async () => {
  server = await startTestServer();
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  logged = [];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const rows: SectionRows = {
  hardware: [{ name: 'pc-0042', description: 'uptime' }],
  drives: [{ mountPoint: '/', device: '/dev/sda1', total: 100, free: 50 }],
  software: [{ name: 'bash', version: '1' }],
};

const store = () => targetStore(folder, server.url, (message) => logged.push(message));

function contact(given: Partial<Contact> = {}) {
  const client = createHttpClient({
    timeoutMs: 1_000,
    userAgent: 'test',
    caFile: null,
    checkCertificates: true,
    user: null,
    password: null,
  });
  const log = createLog((line) => logged.push(line), true);
  const deviceId = 'pc-0042-2026-11-20-09-40-00';
  const target = { url: server.url, client, store: store(), log };
  return contactOcs(target, { deviceId, force: false, tag: null, collect: async () => rows, ...given });
}

function sent(at: number): Inventory {
  const request = decodeXmlRequest(server.received[at]?.text ?? '');
  if (request.query !== 'INVENTORY') throw new AppError('QUERY_UNKNOWN', { query: request.query });
  return request.inventory;
}

test('asks first, and sends the inventory when it is wanted', async () => {
  server.answer(SEND, UNCHANGED);
  expect(await contact()).toBe('sent');
  expect(decodeXmlRequest(server.received[0]?.text ?? '')).toMatchObject({ query: 'PROLOG' });
  expect(sent(1)).toMatchObject({
    deviceId: 'pc-0042-2026-11-20-09-40-00',
    sections: { software: [{ name: 'bash' }], drives: [{ mountPoint: '/' }] },
  });
  expect(await store().read()).toMatchObject({ prologFreqHours: 24 });
});

test('collects nothing when nothing is wanted, and keeps the frequency', async () => {
  server.answer(STOP);
  const collect = () => Promise.reject(new Error('must not be called'));
  expect(await contact({ collect })).toBe('not wanted');
  expect(await store().read()).toEqual({ ...NEW_TARGET, prologFreqHours: 12 });
});

test('with force it does not ask', async () => {
  server.answer(UNCHANGED);
  expect(await contact({ force: true })).toBe('sent');
  expect(server.received).toHaveLength(1);
});

test('says which sections changed since the last accepted inventory', async () => {
  server.answer(UNCHANGED);
  await contact({ force: true });
  await contact({ force: true });
  const drives = [{ mountPoint: '/', device: '/dev/sda1', total: 100, free: 7 }];
  const software = [{ name: 'bash', version: '2' }];
  await contact({ force: true, collect: async () => ({ ...rows, drives, software }) });
  const [first, second, third] = [sent(0), sent(1), sent(2)].map(({ checksum }) => checksum ?? 0);
  expect((first ?? 0) & 1_572_863).toBe(1_572_863); // all that OCS knows
  expect(second).toBe(0);
  expect(third).toBe(65_536); // software; free space is no change
});

test('does not take an inventory for accepted that was refused', async () => {
  server.answer(raw('', 500), UNCHANGED);
  await expect(contact({ force: true })).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
  await contact({ force: true });
  expect(sent(1).checksum).toBe(sent(0).checksum);
});

test('keeps administrative data, sends it back, and lets the label of the server win', async () => {
  server.answer(ACCOUNT);
  await contact({ force: true, tag: 'Lyon' });
  server.answer(UNCHANGED);
  await contact({ force: true, tag: 'Lyon' });
  expect(sent(0).tag).toBe('Lyon');
  expect(sent(1).tag).toBe('Paris');
  expect(sent(1).sections.accountInfo).toEqual([
    { name: 'TAG', value: 'Paris' },
    { name: 'Room', value: 'B 12' },
  ]);
});

test('names the old device id until the new one was accepted', async () => {
  server.answer(UNCHANGED, raw('', 503), UNCHANGED);
  await contact({ force: true, deviceId: 'old-2026-01-01-00-00-00' });
  await contact({ force: true }).catch(() => undefined);
  await contact({ force: true });
  await contact({ force: true });
  expect([0, 1, 2, 3].map((at) => sent(at).oldDeviceId)).toEqual([
    null,
    'old-2026-01-01-00-00-00',
    'old-2026-01-01-00-00-00',
    null,
  ]);
});

test.each([
  { name: 'garbage', answer: raw('\u0000\u0001\u0002 garbage') },
  { name: 'nothing', answer: raw('') },
  { name: 'a web page', answer: raw('<html><body>It works!</body></html>') },
  { name: 'an entity bomb', answer: xml('<!DOCTYPE a [<!ENTITY b "b">]><REPLY>&b;</REPLY>') },
  { name: 'an error of the server in words', answer: xml('<REPLY><ERROR>go away</ERROR></REPLY>') },
])('cannot read $name, and changes nothing', async ({ answer }) => {
  server.answer(answer);
  await expect(contact()).rejects.toMatchObject({ code: 'SERVER_ANSWER_UNREADABLE' });
  await expect(contact({ force: true })).rejects.toMatchObject({ code: 'SERVER_ANSWER_UNREADABLE' });
  expect(await store().read()).toEqual(NEW_TARGET);
});

test('explains that OCS servers refuse agents they do not know', async () => {
  server.answer(raw('', 400));
  await expect(contact()).rejects.toMatchObject({ code: 'SERVER_REFUSED' });
  expect(logged.join()).toContain('EXT_USERAGENTS_FILE_PATH');
});
