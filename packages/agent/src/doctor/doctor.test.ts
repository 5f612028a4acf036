import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../command-line/run.ts';
import { createAuthority, hasOpenssl, identityOf } from '../testing/certificates.ts';
import { replayHost } from '../testing/replay-host.ts';
import { type Answer, raw, startTestServer, type TestServer, xml } from '../testing/test-server.ts';

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  server = await startTestServer();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function doctor(...args: string[]) {
  let out = '';
  const status = await runCli({
    argv: ['doctor', '--conf-file', 'none', '--vardir', join(folder, 'state'), '--timeout', '5', ...args],
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      out += text;
    },
    host: replayHost({ files: { '/proc/sys/kernel/hostname': 'pc-0042\n' } }),
  });
  return { status, out };
}

const STOP = xml('<REPLY><PROLOG_FREQ>24</PROLOG_FREQ><RESPONSE>STOP</RESPONSE></REPLY>');
const at =
  (ms: number, answer: Answer): Answer =>
  (response, request) => {
    response.setHeader('Date', new Date(Date.now() + ms).toUTCString());
    answer(response, request);
  };

test('finds nothing where nothing is wrong, and asks for no more than an answer', async () => {
  server.answer(STOP);
  const { status, out } = await doctor('-s', server.url);
  expect(status, out).toBe(0);
  expect(out).toContain(
    'It answers as a server of OCS Inventory, wants no inventory now, and a contact every 24 hours',
  );
  expect(out).toContain('Its clock and that of this machine agree');
  expect(out).toContain('Nothing keeps this agent from reporting.');
  expect(server.received).toHaveLength(1);
  expect(readdirSync(join(folder, 'state'))).not.toContain('http:__127.0.0.1');
});

test.each<{ name: string; args?: () => string[]; answer?: Answer; says: string }>([
  { name: 'no server', args: () => [], says: 'No server is configured' },
  {
    name: 'a name that is not there',
    args: () => ['-s', 'http://no-such-host.invalid/'],
    says: 'no-such-host.invalid',
  },
  {
    name: 'a port where nobody listens',
    args: () => ['-s', 'http://127.0.0.1:1/'],
    says: 'no program listens at this port',
  },
  {
    name: 'a proxy that is not there',
    args: () => ['-s', 'http://a.invalid/', '-P', 'http://127.0.0.1:1'],
    says: 'the proxy at port 1',
  },
  {
    name: 'plain HTTP where TLS is expected',
    args: () => ['-s', server.url.replace('http:', 'https:')],
    says: 'TLS cannot be set up',
  },
  { name: 'a web page', answer: raw('<html>It works!</html>'), says: 'Is this the address of an inventory server?' },
  { name: 'a refusal', answer: raw('', 403), says: 'it answered 403' },
  { name: 'a password that is missing', answer: raw('', 401), says: 'it answered 401' },
  {
    name: 'a clock that is wrong by days',
    answer: at(-3 * 86_400_000, STOP),
    says: '3 days ahead of that of the server',
  },
])('finds $name', async ({ args = () => ['-s', server.url], answer = STOP, says }) => {
  server.answer(answer);
  const { status, out } = await doctor(...args());
  expect({ status, said: out.includes(says) }, out).toEqual({ status: 1, said: true });
  expect(out).toMatch(/PROBLEM {3}.+\n {10}\S/); // and says what to do
});

test('notes a clock that is wrong by minutes', async () => {
  server.answer(at(10 * 60_000, STOP));
  expect(await doctor('-s', server.url)).toMatchObject({
    status: 0,
    out: expect.stringContaining('WARNING   The clock of this machine is 10 minutes behind'),
  });
});

test('finds a state folder that cannot be written', async () => {
  writeFileSync(join(folder, 'state'), '');
  server.answer(STOP);
  const { status, out } = await doctor('-s', server.url);
  expect(status).toBe(1);
  expect(out).toContain('The state folder cannot be written');
});

describe.skipIf(!hasOpenssl)('https', () => {
  test('shows the certificate, and what is wrong with it', async () => {
    const authority = createAuthority(folder);
    const identity = authority.issue('good', 'IP:127.0.0.1');
    const listener = createServer(identityOf(identity), (_, response) =>
      response.end('<REPLY><RESPONSE>STOP</RESPONSE></REPLY>'),
    );
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    const unknown = await doctor('-s', url);
    const trusted = await doctor('-s', url, '--ca', authority.caFile);
    listener.closeAllConnections();
    listener.close();
    const fingerprint = `sha256$${authority.fingerprint(identity).replaceAll(':', '')}`;
    expect(unknown.status).toBe(1);
    expect(unknown.out).toContain(fingerprint);
    expect(unknown.out).toContain('no authority that this machine knows vouches for its certificate');
    expect(trusted.status, trusted.out).toBe(0);
    expect(trusted.out).toContain('issued by "Test authority"');
  });
});
