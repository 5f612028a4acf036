import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { AppError } from '@muster/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { askAgent } from './ask-agent.ts';
import { isReachableKind, plainAddress } from './wake-address.ts';
import { createWakeService } from './wake-service.ts';

async function listen(server: Server | ReturnType<typeof createSocketServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A port of TCP was asked for');
  return address.port;
}

const seen: string[] = [];
beforeEach(() => {
  seen.length = 0;
});
/** An agent's port, or something else, that answers with a status. */
const answering = (status: number, headers = {}) =>
  listen(
    createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(status, headers).end('<p>OK</p>');
    }),
  );

test('askAgent() tells an order taken, a stranger and a redirect apart, and follows nothing', async () => {
  expect(await askAgent('127.0.0.1', await answering(200))).toMatchObject({ outcome: 'asked' });
  expect(await askAgent('127.0.0.1', await answering(403))).toMatchObject({ outcome: 'untrusted' });
  expect(await askAgent('127.0.0.1', await answering(404))).toEqual({ outcome: 'stranger', detail: '404' });
  const target = await answering(200);
  const redirecting = await answering(302, { location: `http://127.0.0.1:${target}/now` });
  seen.length = 0;
  expect(await askAgent('127.0.0.1', redirecting)).toEqual({ outcome: 'stranger', detail: '302' });
  expect(seen).toEqual(['GET /now']);
});

test('askAgent() says why nobody answered', async () => {
  const closed = createSocketServer();
  const port = await listen(closed);
  await new Promise((resolve) => closed.close(resolve));
  expect(await askAgent('127.0.0.1', port)).toMatchObject({ outcome: 'refused' });
  const garbage = await listen(createSocketServer((socket) => void socket.end('SSH-2.0-OpenSSH\r\n')));
  expect(await askAgent('127.0.0.1', garbage)).toMatchObject({ outcome: 'stranger' });
  const silent = await listen(createSocketServer((socket) => void socket.on('error', () => undefined)));
  expect(await askAgent('127.0.0.1', silent, { answerMs: 50 })).toMatchObject({ outcome: 'unreachable' });
});

test('askAgent() reads no more of an answer than an agent says', async () => {
  const endless = await listen(
    createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(`HTTP/1.1 200 OK\r\n${'X-Much: more\r\n'.repeat(2_000)}\r\n`);
    }),
  );
  expect(await askAgent('127.0.0.1', endless)).toMatchObject({ outcome: 'stranger', detail: 'HPE_HEADER_OVERFLOW' });
});

test.each([
  { address: '10.1.2.3', reachable: true },
  { address: '192.168.1.20', reachable: true },
  { address: '93.184.216.34', reachable: true },
  { address: 'fd00::12', reachable: true },
  { address: '127.0.0.1', reachable: false },
  { address: '0.0.0.0', reachable: false },
  { address: '169.254.169.254', reachable: false },
  { address: '224.0.0.1', reachable: false },
  { address: '255.255.255.255', reachable: false },
  { address: '::1', reachable: false },
  { address: 'fe80::1', reachable: false },
  { address: '::ffff:7f00:1', reachable: false },
  { address: '0:0:0:0:0:ffff:a9fe:a9fe', reachable: false },
  { address: '64:ff9b::7f00:1', reachable: false },
  { address: 'ff02::1', reachable: false },
])('isReachableKind() of $address is $reachable', ({ address, reachable }) => {
  expect(isReachableKind(address)).toBe(reachable);
});

test('plainAddress() takes addresses alone', () => {
  const given = ['::ffff:10.0.0.1', ' 10.0.0.1 ', 'fe80::1%eth0', 'localhost', '10.0.0.1:80', '0x7f.1', '127.1', ''];
  expect(given.map(plainAddress)).toEqual(['10.0.0.1', '10.0.0.1', null, null, null, null, null, null]);
});

test('an agent is asked where it was heard from, then where it says it is; one that distrusts us is not asked again', async () => {
  const asked: string[] = [];
  const events: unknown[] = [];
  const wakeOf = (addresses: (string | null)[], outcomes: Record<string, 'asked' | 'untrusted' | 'unreachable'>) =>
    createWakeService({
      settings: {
        get: async (name: string) => ({ AGENT_WAKE: true, AGENT_WAKE_PORT: 62354, AGENT_WAKE_ADDRESSES: [] })[name],
      } as never, // safe: it asks for these three
      audit: { record: async (event) => void events.push([event.target, event.after]) },
      addressesOf: async () => addresses,
      ask: async (address, port) => {
        asked.push(`${address}:${port}`);
        return { outcome: outcomes[address] ?? 'refused', detail: '' };
      },
    }).wake(7, { actor: 'ada', address: null });
  expect(await wakeOf(['10.0.0.1', '10.0.0.2'], { '10.0.0.2': 'asked' })).toEqual({ address: '10.0.0.2' });
  expect(asked.splice(0)).toEqual(['10.0.0.1:62354', '10.0.0.2:62354']);
  expect(events[1]).toEqual(['asset 7', { address: '10.0.0.2', port: 62354, outcome: 'asked' }]);
  await expect(wakeOf(['10.0.0.1', '10.0.0.2'], { '10.0.0.1': 'untrusted' })).rejects.toThrow(
    new AppError('WAKE_UNTRUSTED', { address: '10.0.0.1' }),
  );
  expect(asked.splice(0)).toEqual(['10.0.0.1:62354']);
  expect(await wakeOf(['127.0.0.1', '10.0.0.2'], { '10.0.0.2': 'asked' })).toEqual({ address: '10.0.0.2' });
  await expect(wakeOf(['127.0.0.1', '169.254.169.254'], {})).rejects.toMatchObject({ code: 'WAKE_ADDRESS_REFUSED' });
  await expect(wakeOf([null, 'printer.example'], {})).rejects.toMatchObject({ code: 'WAKE_NO_ADDRESS' });
  expect(asked.splice(0)).toEqual(['10.0.0.2:62354']);
});

let server: TestApp | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test('POST /assets/:id/wake asks what the settings allow, and says why not', async () => {
  const own = await createTestApp();
  server = own;
  const headers = { authorization: own.authorization };
  const payload =
    '<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>pc</NAME></HARDWARE></CONTENT><DEVICEID>pc-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>';
  await own.app.inject({ method: 'POST', url: '/ocsinventory', payload, remoteAddress: '127.0.0.1' });
  const wake = async () => {
    const reply = await own.app.inject({ method: 'POST', url: '/api/v1/assets/1/wake', headers });
    return { status: reply.statusCode, ...reply.json() };
  };
  const set = (name: string, value: unknown) =>
    own.app.inject({ method: 'PUT', url: `/api/v1/settings/${name}`, headers, payload: { value } });
  expect(await wake()).toMatchObject({ status: 409, code: 'WAKE_ADDRESS_REFUSED' });
  await set('AGENT_WAKE_ADDRESSES', ['127.0.0.1']);
  await set('AGENT_WAKE_PORT', await answering(200));
  expect(await wake()).toEqual({ status: 200, address: '127.0.0.1' });
  expect(seen).toEqual(['GET /now']);
  await set('AGENT_WAKE_PORT', await answering(403));
  expect(await wake()).toMatchObject({ status: 409, code: 'WAKE_UNTRUSTED' });
  await set('AGENT_WAKE', false);
  expect(await wake()).toMatchObject({ status: 409, code: 'WAKE_OFF' });
  const missing = await own.app.inject({ method: 'POST', url: '/api/v1/assets/9/wake', headers });
  expect(missing.json().code).toBe('ASSET_NOT_FOUND');
});
