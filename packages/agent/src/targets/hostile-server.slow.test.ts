import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineOf } from '../testing/contact-one.ts';
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

const SEND = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
const UNCHANGED = xml('<REPLY><RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE></REPLY>');
const JSON_OK = raw('{"status":"ok","expiration":24,"tasks":{"inventory":{"server":"glpi","version":"10"}}}');

/** Bytes one after the other, for ever. */
const drip: Answer = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};
const reset: Answer = (response) => {
  response.req.socket.destroy();
};
const half: Answer = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' });
  response.write('<REPLY>', () => response.req.socket.destroy());
};

/** Bytes on the connection itself. */
const onSocket =
  (text: string): Answer =>
  (response) => {
    response.req.socket.end(text);
  };

const hostile: { name: string; answer: Answer; codes?: readonly string[] }[] = [
  { name: 'garbage', answer: raw('\u0000\u0001\u0002 garbage') },
  { name: 'nothing', answer: raw('') },
  { name: 'a web page', answer: raw('<html><body>It works!</body></html>', 200, { 'Content-Type': 'text/html' }) },
  { name: 'XML of something else', answer: xml('<rss><channel/></rss>') },
  { name: 'XML without its end', answer: xml('<REPLY><RESPONSE>SEND') },
  { name: 'an entity bomb', answer: xml('<!DOCTYPE a [<!ENTITY b "b">]><REPLY>&b;</REPLY>') },
  { name: 'deep XML', answer: xml(`<REPLY>${'<A>'.repeat(5000)}${'</A>'.repeat(5000)}</REPLY>`) },
  { name: 'an error in words', answer: xml('<REPLY><ERROR>go away\u2028[core][ERROR] forged</ERROR></REPLY>') },
  { name: 'JSON of something else', answer: raw('{"hello":"world"}') },
  { name: 'JSON without its end', answer: raw('{"status":"ok","expiration":') },
  { name: 'JSON of an odd shape', answer: raw('{"status":{"ok":1},"expiration":[],"tasks":7,"disabled":{}}') },
  { name: 'an error in JSON', answer: raw('{"status":"error","message":"Inventory is disabled","expiration":24}') },
  { name: 'XML under the type of JSON', answer: raw('<REPLY', 200, { 'Content-Type': 'application/json' }) },
  { name: 'a zlib stream that is cut off', answer: raw(deflateSync('x'.repeat(9999)).subarray(0, 9)) },
  { name: 'a bomb', answer: raw(deflateSync(Buffer.alloc(64 * 1024 * 1024))) },
  { name: 'megabytes', answer: raw(Buffer.alloc(5 * 1024 * 1024, 32)) },
  { name: 'half of an answer', answer: half, codes: ['SERVER_UNREACHABLE'] },
  { name: 'a cut connection', answer: reset, codes: ['SERVER_UNREACHABLE'] },
  { name: 'drop by drop', answer: drip, codes: ['SERVER_UNREACHABLE'] },
  { name: 'another protocol', answer: onSocket('SSH-2.0-OpenSSH_9.2\r\n'), codes: ['SERVER_UNREACHABLE'] },
  {
    name: 'headers without end',
    answer: onSocket(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`),
    codes: ['SERVER_UNREACHABLE'],
  },
  { name: 'silence', answer: () => undefined, codes: ['SERVER_UNREACHABLE'] },
  { name: 'a circle', answer: raw('', 307, { Location: '/ocsinventory' }), codes: ['SERVER_REFUSED'] },
  { name: 'a way to a file', answer: raw('', 301, { Location: 'file:///etc/passwd' }), codes: ['SERVER_REFUSED'] },
  { name: 'an error of its own', answer: raw('<h1>Oops', 500), codes: ['SERVER_REFUSED'] },
  { name: 'no such page', answer: raw('<h1>404', 404), codes: ['SERVER_REFUSED'] },
];
const REFUSALS = ['SERVER_ANSWER_UNREADABLE', 'INVENTORY_REFUSED'];

/** Only an answer that does not end is not waited for. */
const patienceMs = (codes: readonly string[]) => (codes.includes('SERVER_UNREACHABLE') ? 400 : 60_000);

test.each(hostile)('to a question: $name', async ({ answer, codes = REFUSALS }) => {
  server.answer(answer);
  const failed = await machine.contact({}, { timeoutMs: patienceMs(codes) }).catch((error: { code: string }) => error);
  expect(codes).toContain((failed as { code: string }).code);
  expect((await machine.store.read()).prologFreqHours).toBeNull();
  await expectRecovery();
});

test.each(hostile)('to an inventory in XML: $name', async ({ answer, codes = REFUSALS }) => {
  server.answer(SEND, answer);
  const failed = await machine.contact({}, { timeoutMs: patienceMs(codes) }).catch((error: { code: string }) => error);
  expect(codes).toContain((failed as { code: string }).code);
  expect(await machine.store.read()).toMatchObject({ reportedDeviceId: null, accountInfo: [], sectionHashes: {} });
  await expectRecovery();
});

const notAnswers = hostile.filter(({ name }) => name !== 'JSON of something else');
test.each(notAnswers)('to an inventory in JSON: $name', async ({ answer, codes = REFUSALS }) => {
  server.answer(JSON_OK, answer);
  const failed = await machine.contact({}, { timeoutMs: patienceMs(codes) }).catch((error: { code: string }) => error);
  expect(codes).toContain((failed as { code: string }).code);
  expect(await machine.store.read()).toMatchObject({ reportedDeviceId: null, contentHashes: {}, partials: 0 });
  await expectRecovery();
});

test('what a server wants kept is bounded', async () => {
  const pair = (i: number) =>
    `<ACCOUNTINFO><KEYNAME>N${i}</KEYNAME><KEYVALUE>${'x'.repeat(9_000)}</KEYVALUE></ACCOUNTINFO>`;
  const pairs = Array.from({ length: 1_000 }, (_, i) => pair(i)).join('');
  const frequency = xml('<REPLY><PROLOG_FREQ>1e308</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
  server.answer(frequency, xml(`<REPLY><RESPONSE>ACCOUNT_UPDATE</RESPONSE>${pairs}</REPLY>`));
  await machine.contact();
  const { accountInfo } = await machine.store.read();
  expect(accountInfo).toHaveLength(500);
  expect(Math.max(...accountInfo.map(({ value }) => value.length))).toBe(4_096);

  await machine.store.write({ ...(await machine.store.read()), dialect: 'glpi' });
  const categories = Array.from({ length: 100_000 }, () => 'software').join(',');
  const message = 'x'.repeat(1_000_000);
  const inventory = { server: 'glpi', 'no-category': categories };
  server.answer(raw(JSON.stringify({ status: 'ok', message, tasks: { inventory }, disabled: 'inventory' })));
  machine.logged.length = 0;
  await machine.contact();
  expect((await machine.store.read()).unwanted).toEqual(['software']);
  expect(machine.logged.filter((line) => !line.includes('[DEBUG]')).join('').length).toBeLessThan(2_000);
});

/** The next contact works, nothing half-written lies about, and no line of the log was forged. */
async function expectRecovery() {
  await machine.store.write({ ...(await machine.store.read()), dialect: null });
  server.answer(SEND, UNCHANGED);
  expect(await machine.contact()).toBe('sent');
  const [state = ''] = readdirSync(folder);
  expect(readdirSync(join(folder, state))).toEqual(['state.json']);
  JSON.parse(readFileSync(join(folder, state, 'state.json'), 'utf8'));
  expect(machine.logged.filter((line) => !/^\[\w+\]\[(DEBUG|INFO|WARN)\] [^\n]*\n$/.test(line))).toEqual([]);
}
