import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { ErrorCode } from '@muster/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sendRequest } from './testing/captured-request.ts';
import { inventoryXml, packagesOfRound, sendXml } from './testing/documents.ts';
import { type RunningServer, serverForThisTest, startServer } from './testing/server.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** Stands in every bad message; the log may not repeat it. */
const MARK = 'payload-7f3a';

/** What a refused message may cost at most: the largest document accepted is 128 MiB of text, and what is made of it. */
const MEMORY_LIMIT = 1.5 * GIB;

type Case = {
  readonly name: string;
  readonly body: () => string | Buffer;
  readonly type?: string;
  readonly status: number;
  readonly code: ErrorCode;
};

const request = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?><REQUEST>${inner}</REQUEST>`;
const inventoryOf = (deviceId: string) =>
  inventoryXml({ deviceId, name: MARK, sections: { SOFTWARES: packagesOfRound(1, 3) } });
const json = (value: unknown) => JSON.stringify(value);

const cases: readonly Case[] = [
  { name: 'an empty body', body: () => '', status: 400, code: 'BODY_EMPTY' },
  {
    name: 'garbage',
    body: () => Buffer.concat([Buffer.from([0x01, 0xff]), randomBytes(2_000)]),
    status: 400,
    code: 'BODY_NOT_DECODABLE',
  },
  {
    name: 'a truncated zlib stream',
    body: () => deflateSync(inventoryOf('cut-2026-01-01-00-00-00')).subarray(0, 200),
    status: 400,
    code: 'BODY_NOT_DECODABLE',
  },
  {
    name: 'a truncated gzip stream',
    body: () => gzipSync(inventoryOf('cut-2026-01-01-00-00-00')).subarray(0, 200),
    status: 400,
    code: 'BODY_NOT_DECODABLE',
  },
  { name: 'a zlib bomb of 10 GiB', body: () => zlibBomb(10 * GIB), status: 413, code: 'BODY_INFLATED_TOO_LARGE' },
  { name: 'a body above the limit', body: () => randomBytes(33 * MIB), status: 413, code: 'BODY_TOO_LARGE' },
  {
    name: 'a DOCTYPE',
    body: () =>
      `<?xml version="1.0"?><!DOCTYPE REQUEST SYSTEM "file:///etc/passwd"><REQUEST><DEVICEID>${MARK}</DEVICEID><QUERY>PROLOG</QUERY></REQUEST>`,
    status: 400,
    code: 'XML_DOCTYPE_REFUSED',
  },
  {
    name: 'entities that multiply',
    body: () =>
      `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${request('<DEVICEID>&b;</DEVICEID><QUERY>PROLOG</QUERY>')}`,
    status: 400,
    code: 'XML_DOCTYPE_REFUSED',
  },
  {
    name: 'XML a thousand deep',
    body: () => request('<A>'.repeat(1_000) + MARK + '</A>'.repeat(1_000)),
    status: 400,
    code: 'MESSAGE_TOO_DEEP',
  },
  {
    name: 'a million rows',
    body: () =>
      deflateSync(
        request(
          `<DEVICEID>rows-2026-01-01-00-00-00</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT>${'<SOFTWARES><NAME>x</NAME></SOFTWARES>'.repeat(1_000_000)}</CONTENT>`,
        ),
        { level: 0 },
      ),
    status: 413,
    code: 'BODY_TOO_LARGE',
  },
  {
    name: 'a million small elements',
    body: () =>
      deflateSync(
        request(
          `<DEVICEID>rows-2026-01-01-00-00-00</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT>${mixedRows(500_001)}</CONTENT>`,
        ),
      ),
    status: 413,
    code: 'MESSAGE_TOO_MANY_ROWS',
  },
  {
    name: 'XML that ends early',
    body: () => inventoryOf('early-2026-01-01-00-00-00').slice(0, -30),
    status: 400,
    code: 'XML_NOT_WELL_FORMED',
  },
  {
    name: 'no DEVICEID',
    body: () => request(`<QUERY>INVENTORY</QUERY><CONTENT><HARDWARE><NAME>${MARK}</NAME></HARDWARE></CONTENT>`),
    status: 400,
    code: 'DEVICE_ID_MISSING',
  },
  ...['../../x', '<script>alert(1)</script>', 'a'.repeat(10_240), "x'; DROP TABLE assets; --", 'a b', '..'].map(
    (deviceId): Case => ({
      name: `the DEVICEID ${json(deviceId.slice(0, 30))}`,
      body: () => inventoryOf(deviceId),
      status: 400,
      code: 'DEVICE_ID_INVALID',
    }),
  ),
  {
    name: 'an unknown QUERY',
    body: () => request(`<DEVICEID>pc-2026-01-01-00-00-00</DEVICEID><QUERY>${'X'.repeat(10_000)}${MARK}</QUERY>`),
    status: 400,
    code: 'QUERY_UNKNOWN',
  },
  {
    name: 'no QUERY',
    body: () => request('<DEVICEID>pc-2026-01-01-00-00-00</DEVICEID>'),
    status: 400,
    code: 'QUERY_MISSING',
  },
  {
    name: 'a QUERY of later versions',
    body: () => request('<DEVICEID>pc-2026-01-01-00-00-00</DEVICEID><QUERY>SNMPQUERY</QUERY>'),
    status: 501,
    code: 'QUERY_NOT_BUILT',
  },
  {
    name: 'JSON that ends early',
    body: () => `{"deviceid": "${MARK}`,
    type: 'application/json',
    status: 400,
    code: 'JSON_NOT_WELL_FORMED',
  },
  {
    name: 'JSON whose content is a list',
    body: () => json({ action: 'inventory', deviceid: 'pc-2026-01-01-00-00-00', content: [MARK] }),
    type: 'application/json',
    status: 400,
    code: 'MESSAGE_SHAPE_WRONG',
  },
  {
    name: 'JSON without content',
    body: () => json({ action: 'inventory', deviceid: 'pc-2026-01-01-00-00-00' }),
    type: 'application/json',
    status: 400,
    code: 'MESSAGE_SHAPE_WRONG',
  },
  {
    name: 'JSON whose device id is an object',
    body: () => json({ action: 'inventory', deviceid: { [MARK]: 1 }, content: {} }),
    type: 'application/json',
    status: 400,
    code: 'MESSAGE_SHAPE_WRONG',
  },
  {
    name: 'JSON without a device id',
    body: () => json({ action: 'contact' }),
    type: 'application/json',
    status: 400,
    code: 'DEVICE_ID_MISSING',
  },
  {
    name: 'JSON a thousand deep',
    body: () =>
      `{"action":"inventory","deviceid":"pc-2026-01-01-00-00-00","content":{"x":${'['.repeat(1_000)}${']'.repeat(1_000)}}}`,
    type: 'application/json',
    status: 400,
    code: 'MESSAGE_TOO_DEEP',
  },
  {
    name: 'JSON of an unknown action',
    body: () => json({ action: `${'x'.repeat(10_000)}${MARK}`, deviceid: 'pc-2026-01-01-00-00-00' }),
    type: 'application/json',
    status: 501,
    code: 'QUERY_NOT_BUILT',
  },
];

describe('bad input', () => {
  let server: RunningServer;
  let before: string;

  beforeAll(async () => {
    server = await startServer();
    const known = await sendXml(
      server.url,
      inventoryXml({ deviceId: 'known-2026-01-01-00-00-00', sections: { SOFTWARES: packagesOfRound(1, 50) } }),
    );
    expect(known.status, known.text).toBe(200);
    before = await stateOf(server);
  });
  afterAll(() => server.dispose());

  test.each(cases)(
    '$name is refused with $code, is logged once, and changes nothing',
    async ({ body, type, status, code }) => {
      const logged = (await server.log()).length;
      const answer = await sendRequest(`${server.url}/ocsinventory`, {
        headers: { 'Content-Type': type ?? 'application/x-compress' },
        body: Buffer.from(body()),
      });
      expect({ status: answer.status, code: answer.headers['muster-error'] }, answer.text).toEqual({ status, code });
      expect(answer.text).toContain(code); // an agent logs what it is told
      expect(await stateOf(server)).toBe(before);
      const lines = await newLines(server, logged, code);
      expect(
        lines.filter((line) => line.includes(code)),
        lines.join('\n'),
      ).toHaveLength(1);
      expect(lines.join('\n')).not.toContain(MARK);
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      expect(await peakMemory(server.pid)).toBeLessThan(MEMORY_LIMIT);
    },
  );

  test('GET is refused where agents post', async () => {
    const answer = await fetch(`${server.url}/ocsinventory`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('muster-error')).toBe('METHOD_NOT_ALLOWED');
  });

  test('after all of it the server still takes an inventory', async () => {
    const answer = await sendXml(server.url, inventoryXml({ deviceId: 'after-2026-01-01-00-00-00' }));
    expect(answer.status, answer.text).toBe(200);
  });
});

test('control characters, NUL and bytes that are no UTF-8 are repaired as real servers do', async () => {
  const server = await serverForThisTest();
  const xml = inventoryXml({
    deviceId: 'repair-2026-01-01-00-00-00',
    sections: {
      SOFTWARES: [
        { NAME: 'be\u0007ll\u0000', VERSION: '1' },
        { NAME: 'caf@', VERSION: '2' },
      ],
    },
  });
  const answer = await sendXml(server.url, Buffer.from(xml.replace('@', '\u00e9'), 'latin1'));
  expect(answer.status, answer.text).toBe(200);
  const [asset] = (await server.api.assets()).items;
  const names = (await server.api.allRows(asset?.id ?? 0, 'software')).map(({ name }) => name);
  expect(names.sort()).toEqual(['bell', 'café']);
});

test('two agents with the same DEVICEID at once leave one machine that is whole', async () => {
  const server = await serverForThisTest();
  const deviceId = 'twin-2026-01-01-00-00-00';
  const sendRound = (round: number) =>
    sendXml(server.url, inventoryXml({ deviceId, sections: { SOFTWARES: packagesOfRound(round, 300) } }));
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all([sendRound(2 * round + 1), sendRound(2 * round + 2)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items, total } = await server.api.assets();
    expect(total).toBe(1);
    const rows = await server.api.allRows(items[0]?.id ?? 0, 'software');
    expect(rows).toHaveLength(300);
    expect(new Set(rows.map(({ version }) => version)).size).toBe(1);
  }
});

test('a client that hangs half-way is cut off, and others are served meanwhile', async () => {
  const server = await serverForThisTest({ args: ['--request-timeout-seconds', '2'] });
  const sockets = Array.from({ length: 50 }, () => connect(server.port, '127.0.0.1'));
  const closed = sockets.map((socket) => {
    socket.on('error', () => undefined); // a reset is as good an end as any
    socket.resume();
    return new Promise<void>((resolve) => socket.once('close', () => resolve()));
  });
  for (const socket of sockets)
    socket.write('POST /ocsinventory HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf');
  const answer = await sendXml(server.url, inventoryXml({ deviceId: 'other-2026-01-01-00-00-00' }));
  expect(answer.status, answer.text).toBe(200);
  const all = Promise.all(closed).then(() => 'closed');
  expect(await Promise.race([all, sleep(240_000, 'still open', { ref: false })])).toBe('closed');
  expect((await server.api.assets()).total).toBe(1);
});

/** A zlib stream of so many zero bytes, made of one compressed block over and over. */
function zlibBomb(size: number): Buffer {
  const blockSize = 64 * MIB;
  const block = deflateRawSync(Buffer.alloc(blockSize), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: size / blockSize }, () => block);
  const lastEmptyBlock = Buffer.from([0x03, 0x00]);
  const adler = Buffer.alloc(4);
  adler.writeUInt32BE((size % 65_521) * 65_536 + 1); // Adler-32 of zeros: a stays 1, b counts the bytes
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...blocks, lastEmptyBlock, adler]);
}

/** Rows that compress no better than real ones, so that their number is what is wrong with them. */
function mixedRows(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `<SOFTWARES><NAME>${((i * 2_654_435_761) % 4_294_967_296).toString(36)}</NAME></SOFTWARES>`,
  ).join('');
}

/** All that an administrator could see of the fleet, as one text to compare. */
async function stateOf({ api }: RunningServer): Promise<string> {
  const { items, total } = await api.assets();
  const details = await Promise.all(items.map(({ id }) => api.asset(id)));
  return JSON.stringify({ total, details });
}

/** Lines since `from`, when one of them tells the code: the log is written behind the answer. */
async function newLines(server: RunningServer, from: number, code: string): Promise<string[]> {
  const written = await vi.waitUntil(
    async () => {
      const text = (await server.log()).slice(from);
      return text.includes(code) && text.endsWith('\n') && text;
    },
    { timeout: 120_000, interval: 20 },
  );
  return written.split('\n').filter((line) => line !== '');
}

/** The most memory that a process ever had, in bytes. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
