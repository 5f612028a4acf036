import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../command-line/run.ts';
import { type Answer, raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';
import { injectorArguments } from './injector-arguments.ts';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  mkdirSync(join(folder, 'files/deeper'), { recursive: true });
  server = await startTestServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function inject(...args: string[]) {
  let out = '';
  let err = '';
  const where = ['--conf-file', 'none', '--vardir', join(folder, 'state'), '--retries', '0'];
  const status = await runCli({
    argv: [...where, ...args],
    programName: 'muster-injector',
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out: out.trim(), err };
}

const document = (id: string) =>
  `<?xml version="1.0"?><REQUEST><DEVICEID>${id}-2026-11-20-09-40-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
const put = (name: string, content: string | Buffer) => {
  const path = join(folder, 'files', name);
  writeFileSync(path, content);
  return path;
};
const ACCEPTED = xml('<REPLY/>');
const ids = () => server.received.map(({ text }) => /(pc-\d)-/.exec(text)?.[1]);

test('files of a folder, however they are packed; those of folders below only when asked', async () => {
  put('a.xml', document('pc-1'));
  put('b.ocs', deflateSync(document('pc-2')));
  put('c.xml.gz', gzipSync(document('pc-3')));
  put('d.json', JSON.stringify({ deviceid: 'pc-4-x', content: {} }));
  put('deeper/e.xml', document('pc-5'));
  put('README', 'not an inventory');
  server.answer((response, request) =>
    (request.text.startsWith('{') ? raw('{"status":"ok","expiration":24}') : ACCEPTED)(response, request),
  );
  const files = join(folder, 'files');
  expect(await inject(files, '-s', server.url)).toEqual({ status: 0, out: 'injected 4, failed 0', err: '' });
  expect(ids()).toEqual(['pc-1', 'pc-2', 'pc-3', 'pc-4']);
  expect(await inject('-r', files, '-s', server.url)).toMatchObject({ out: 'injected 1, failed 0, accepted before 4' });
  expect(ids().slice(4)).toEqual(['pc-5']);
  expect(
    server.received.map(({ headers }) => [headers['content-type'], headers['glpi-agent-id'] === undefined]),
  ).toEqual([
    ['application/x-compress', true],
    ['application/x-compress', true],
    ['application/x-compress', true],
    ['application/x-compress-zlib', false],
    ['application/x-compress', true],
  ]);
});

test('what one server has not accepted is sent again, and only that', async () => {
  put('a.xml', document('pc-1'));
  put('b.xml', document('pc-2'));
  const second = await startTestServer();
  server.answer(ACCEPTED);
  second.answer(ACCEPTED, raw('', 500));
  const args = [join(folder, 'files'), '-s', server.url, '-s', second.url, '--remove'];
  const first = await inject(...args);
  expect(first).toMatchObject({ status: 1, out: 'injected 3, failed 1' });
  expect(first.err).toContain('b.xml" was not injected');
  expect([existsSync(join(folder, 'files/a.xml')), existsSync(join(folder, 'files/b.xml'))]).toEqual([false, true]);
  second.answer(ACCEPTED);
  expect(await inject(...args)).toMatchObject({ status: 0, out: 'injected 1, failed 0, accepted before 1' });
  expect(existsSync(join(folder, 'files/b.xml'))).toBe(false);
  await second.close();
});

test('a server that is not there is not asked for every file, and the next run goes on', async () => {
  for (const i of [1, 2, 3]) put(`${i}.xml`, document(`pc-${i}`));
  const { url } = server;
  await server.close();
  const args = [join(folder, 'files'), '-s', url];
  const failed = await inject(...args);
  expect(failed).toMatchObject({ status: 1, out: 'injected 0, failed 3' });
  expect(failed.err.match(/SERVER_UNREACHABLE/g)).toHaveLength(1);
  server = await startTestServer(Number(new URL(url).port));
  server.answer(ACCEPTED);
  expect(await inject(...args)).toMatchObject({ status: 0, out: 'injected 3, failed 0' });
  expect(await inject(...args, '--force')).toMatchObject({ out: 'injected 3, failed 0' });
});

test.each<{ name: string; answer: Answer; said: string }>([
  { name: 'an error in XML', answer: xml('<REPLY><ERROR>no thanks</ERROR></REPLY>'), said: 'no thanks' },
  { name: 'an error in JSON', answer: raw('{"status":"error","message":"no thanks"}', 400), said: 'no thanks' },
  { name: 'a web page', answer: raw('<html><body>It works!</body></html>'), said: 'SERVER_ANSWER_UNREADABLE' },
  { name: 'nothing', answer: raw(''), said: 'SERVER_ANSWER_UNREADABLE' },
])('$name is no acceptance', async ({ answer, said }) => {
  server.answer(answer);
  const { status, err } = await inject(put('a.xml', document('pc-1')), '-s', server.url);
  expect(status).toBe(1);
  expect(err).toContain(said);
});

test.each([
  ['nothing', ''],
  ['a text', 'hello'],
  ['a damaged stream', deflateSync(document('pc-1')).subarray(0, 30)],
  ['a bomb', gzipSync(Buffer.alloc(65 * 1024 * 1024))],
  ['JSON without a device id', '{"content":{}}'],
  ['half of a JSON', '{"content":'],
])('%s is no inventory, and the others are sent', async (_, content) => {
  server.answer(ACCEPTED);
  const { status, out, err } = await inject(put('a.xml', content), put('b.xml', document('pc-2')), '-s', server.url);
  expect({ status, out }).toEqual({ status: 1, out: 'injected 1, failed 1' });
  expect(err).toContain('INVENTORY_FILE_WRONG');
});

test('a file that is not there fails alone', async () => {
  server.answer(ACCEPTED);
  const result = await inject(join(folder, 'none.xml'), put('b.xml', document('pc-2')), '-s', server.url);
  expect(result).toMatchObject({ status: 1, out: 'injected 1, failed 1' });
});

test('the same machine has the same agent id, that of the name of the file first', async () => {
  server.answer(raw('{"status":"ok"}'));
  const uuid = '4c194fd0-e4c0-11f1-9230-9c0598b946d7';
  const json = JSON.stringify({ deviceid: 'pc-1-x', content: {} });
  await inject(put('a.json', json), put(`${uuid}.json`, `${json} `), '-s', server.url);
  await inject('--force', put('other.json', json), '-s', server.url);
  const [first, second, third] = server.received.map(({ headers }) => headers['glpi-agent-id']);
  expect(second).toBe(uuid);
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(third).toBe(first);
});

test.each([
  ['-f a.xml -u http://a/', 'a.xml --server http://a/'],
  ['--file=a.xml --url=http://a/?b=c', 'a.xml --server http://a/?b=c'],
  ['-d files -R -x -C -v --useragent me -u http://a/', 'files --recursive --user-agent me --server http://a/'],
  ['--stdin --no-ssl-check --debug', '- --no-ssl-check --debug'],
  ['a.xml -s http://a/ --force', 'a.xml -s http://a/ --force'],
])('muster-injector %s', (theirs, ours) => {
  expect(injectorArguments(theirs.split(' ')).join(' ')).toBe(ours);
});

test('understands the injectors of others', async () => {
  server.answer(ACCEPTED);
  const file = put('a.xml', document('pc-1'));
  expect(await inject('-f', file, '-u', server.url, '-x')).toMatchObject({ status: 0, out: 'injected 1, failed 0' });
});

test('needs files and a server', async () => {
  expect(await inject('-s', 'http://a/')).toMatchObject({ status: 2 });
  expect(await inject('a.xml')).toMatchObject({ status: 2 });
});
