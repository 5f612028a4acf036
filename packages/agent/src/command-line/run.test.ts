import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { decodeGlpiMessage, decodeXmlRequest } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collectAll } from '../collect-all.ts';
import { collectors } from '../collectors/index.ts';
import type { Capture } from '../host/capture-host.ts';
import { replayHost } from '../testing/replay-host.ts';
import { runTaskHere } from '../testing/run-task-here.ts';
import { startTestServer, xml } from '../testing/test-server.ts';
import type { Surroundings } from './command.ts';
import { runCli } from './run.ts';

const laptop = JSON.parse(
  readFileSync(join(import.meta.dirname, '../testing/hosts/debian-laptop/host.json'), 'utf8'),
) as Capture;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(line: string, capture: Capture = laptop, more: Partial<Surroundings> = {}) {
  let out = '';
  let err = '';
  const argv = ['--vardir', folder, ...line.split(' ').filter(Boolean)];
  const say = (text: string) => {
    err += text;
  };
  const status = await runCli({
    argv,
    env: { MUSTER_AGENT_CONF_FILE: 'none' },
    out: (text) => {
      out += String(text);
    },
    err: say,
    host: replayHost(capture),
    runTask: runTaskHere(replayHost(capture), say),
    ...more,
  });
  return { status, out, err };
}

const state = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;

describe('inventory', () => {
  test('is text where a person reads it, and XML where a program goes on with it', async () => {
    const { status, out } = await run('inventory --text');
    expect(status).toBe(0);
    expect(out).toMatch(/^Model: +ThinkPad X1 Carbon 7th$/m);
    expect(out).toMatch(/^Software: +4$/m);
    expect(out).toMatch(/^ {2}Mounted on: +\/$/m);
    expect((await run('inventory', laptop, { isTerminal: async () => true })).out).toBe(out);
    expect((await run('inventory')).out).toMatch(/^<\?xml/);
    expect((await run('', laptop, { programName: 'muster-inventory', isTerminal: async () => true })).out).toBe(out);
  });

  test('survives a pipe that takes its line ends away', async () => {
    const { out } = await run('inventory');
    expect(decodeXmlRequest(out.replace(/[\r\n]/g, ''))).toEqual(decodeXmlRequest(out));
  });

  test('goes into a folder as other agents write it', async () => {
    const { out, status } = await run(`--local ${folder}/`);
    expect({ out, status }).toEqual({ out: '', status: 0 });
    const { deviceId } = state('agent.json');
    const packed = readFileSync(join(folder, `${deviceId}.ocs`));
    expect(decodeXmlRequest(inflateSync(packed).toString())).toMatchObject({ deviceId, query: 'INVENTORY' });
    for (const format of ['xml', 'json', 'html', 'text']) await run(`--local ${folder} --${format}`);
    expect(readdirSync(folder).filter((name) => name.startsWith(String(deviceId)))).toEqual(
      ['html', 'json', 'ocs', 'txt', 'xml'].map((ending) => `${deviceId}.${ending}`),
    );
    expect(readFileSync(join(folder, `${deviceId}.html`), 'utf8')).toContain('<td>ThinkPad X1 Carbon 7th</td>');
  });

  test('is collected once for all places', async () => {
    await run(`inventory --output ${folder}/a.json --local ${folder}/b.ocs --local ${folder}/c.html`);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toMatchObject({ action: 'inventory' });
    expect(readFileSync(join(folder, 'b.ocs'))[0]).toBe(0x78);
    expect(readFileSync(join(folder, 'c.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/);
  });

  test('as HTML is text that the machine cannot command', async () => {
    const files = { ...laptop.files, '/proc/sys/kernel/hostname': '<script>alert(1)</script>"\n' };
    const { out } = await run('inventory --html', { ...laptop, files });
    expect(out).not.toMatch(/<script/i);
    expect(out).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('as XML is an OCS inventory', async () => {
    const { out } = await run('inventory --xml');
    expect(decodeXmlRequest(out)).toMatchObject({
      query: 'INVENTORY',
      deviceId: state('agent.json').deviceId,
      inventory: { sections: { bios: [{ systemSerial: 'PF-TEST01' }], versionProvider: [{ name: 'Muster' }] } },
    });
  });

  test('as JSON is a GLPI inventory', async () => {
    const { out } = await run('inventory --json --tag Paris');
    expect(decodeGlpiMessage(out)).toMatchObject({
      inventory: { tag: 'Paris', sections: { bios: [{ systemSerial: 'PF-TEST01' }] } },
    });
  });

  test('goes to a file only its owner may read', async () => {
    const path = join(folder, 'out.xml');
    expect(await run(`inventory --xml --output ${path}`)).toMatchObject({ status: 0, out: '' });
    expect(readFileSync(path, 'utf8')).toContain('<QUERY>INVENTORY</QUERY>');
    expect((await run(`inventory --output ${folder}/no/such/folder`)).err).toContain('OUTPUT_UNWRITABLE');
  });

  test('leaves out what it is told to', async () => {
    const { out } = await run('inventory --xml --without software --without processes');
    expect(out).not.toMatch(/SOFTWARES|PROCESSES/);
  });

  test('is printed even where nothing can be kept', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, out, err } = await run(`inventory --xml --vardir ${folder}/file`);
    expect({ status, xml: out.includes('<QUERY>INVENTORY') }).toEqual({ status: 0, xml: true });
    expect(err).toContain('STATE_UNWRITABLE');
  });
});

describe('contact', () => {
  const PROLOG = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>SEND</RESPONSE></REPLY>');
  const ACCEPTED = xml('<REPLY><RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE></REPLY>');

  test('goes to every server, also after one that is not there', async () => {
    const [first, second] = [await startTestServer(), await startTestServer()];
    first.answer(PROLOG, ACCEPTED);
    second.answer(PROLOG, ACCEPTED);
    const { status, err } = await run(`--server ${first.url} --server http://127.0.0.1:1/ --server ${second.url}`);
    await Promise.all([first.close(), second.close()]);
    expect(status).toBe(1);
    expect(err).toContain('SERVER_UNREACHABLE');
    const [one, two] = [first, second].map(({ received }) => decodeXmlRequest(received[1]?.text ?? ''));
    expect(one?.deviceId).toBe(two?.deviceId);
    expect(one?.query).toBe('INVENTORY');
  });

  test.each(['--no-task inventory', '--no-task inventory --force', '--tasks deploy'])('%s sends none', async (line) => {
    const server = await startTestServer();
    server.answer(PROLOG, ACCEPTED);
    const { status, err } = await run(`${line} --dialect ocs --server ${server.url}`);
    await server.close();
    expect({ status, queries: server.received.map(({ text }) => decodeXmlRequest(text).query) }).toEqual({
      status: 0,
      queries: ['PROLOG'],
    });
    expect(err).toContain('The inventory task is switched off here');
  });

  test('shows what is exchanged to whoever asks for it, without what opens doors', async () => {
    const server = await startTestServer();
    server.answer(
      PROLOG,
      xml('<REPLY><OPTION><PARAM PASSWORD="secret"/></OPTION><RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE></REPLY>'),
    );
    const { err } = await run(`--debug --dialect ocs --server ${server.url.replace('//', '//bob:hidden@')}`);
    await server.close();
    expect(err).toMatch(/^\[contact\]\[DEBUG\] To http:.*\n.*<\?xml/m);
    expect(err).toMatch(/^\[contact\]\[DEBUG\] .*PASSWORD=\*\*\*/m);
    expect(err).toMatch(/^\[inventory\]\[DEBUG\] \S+: \d+ rows/m);
    expect(err).not.toMatch(/secret|hidden/);
  });

  test('keeps its device id until the machine is renamed, and then names the old one', async () => {
    const server = await startTestServer();
    server.answer(ACCEPTED);
    const renamed = { ...laptop, files: { ...laptop.files, '/proc/sys/kernel/hostname': 'other\n' } };
    await run(`--force --server ${server.url}`);
    await run(`--force --server ${server.url}`);
    await run(`--force --server ${server.url}`, renamed);
    await server.close();
    const sent = server.received.map(({ text }) => decodeXmlRequest(text)).filter(({ query }) => query === 'INVENTORY');
    const [first, second, third] = sent.map(({ deviceId }) => deviceId);
    expect(second).toBe(first);
    expect(third).toMatch(/^other-\d{4}/);
    expect(sent[2]).toMatchObject({ inventory: { oldDeviceId: first } });
  });

  test('needs a state: a server would see a new machine at every contact', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, err } = await run(`--server http://127.0.0.1:1/ --vardir ${folder}/file`);
    expect(status).toBe(1);
    expect(err).toContain('STATE_UNWRITABLE');
    expect(err).not.toContain('SERVER_UNREACHABLE');
  });

  test('warns when certificates are not checked', async () => {
    expect((await run('--no-ssl-check --server https://127.0.0.1:1/')).err).toContain(
      '[WARN] Certificates are not checked',
    );
  });
});

test('a capture gives the same inventory when it is replayed', async () => {
  const { out } = await run('capture');
  const replayed = await collectAll(replayHost(JSON.parse(out) as Capture), collectors);
  expect(replayed.sections).toEqual((await collectAll(replayHost(laptop), collectors)).sections);
});

test.each([
  { line: '--help', status: 0, shown: 'Usage: muster-agent' },
  { line: '--version', status: 0, shown: 'muster-agent ' },
])('$line', async ({ line, status, shown }) => {
  const result = await run(line);
  expect(result.status).toBe(status);
  expect(result.out).toContain(shown);
});

test('wrong options end with status 2, a code, and what to do', async () => {
  expect(await run('--no-such-option')).toEqual({
    status: 2,
    out: '',
    err: expect.stringMatching(
      /^\[core\]\[ERROR\] Cannot start: .*--no-such-option.* \(OPTION_INVALID\)\. See "--help"\.\n$/,
    ),
  });
});
