import type { Inventory } from '@muster/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { createDecodePool, type DecodePool } from './decode-pool.ts';
import { type ReadMessage, readMessage } from './read-message.ts';

let pool: DecodePool;
afterEach(() => pool.close());

const bytes = (text: string) => Buffer.from(text);
const rows = (name: string, n: number) =>
  Array.from({ length: n }, (_, i) => `<${name}><NAME>n-${i}</NAME><VERSION>1.${i % 3}</VERSION></${name}>`).join('');
const xml = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>pc-é</NAME><MEMORY>2048</MEMORY></HARDWARE>
  <DATABASES_SERVICES><TYPE>mysql</TYPE><NAME>MySQL</NAME><DATABASES><NAME>a</NAME></DATABASES></DATABASES_SERVICES>
  <ODD><X>1</X></ODD>${rows('SOFTWARES', 50)}<DRIVES/></CONTENT><DEVICEID>pc-1-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
const json = JSON.stringify({
  action: 'inventory',
  deviceid: 'pc-1-2026-11-20-08-00-00',
  itemtype: 'Computer',
  content: {
    versionclient: 'GLPI-Agent_v1.7',
    hardware: { name: 'pc-1' },
    softwares: [{ name: 'bash', version: '5' }],
  },
});

function inventoryIn(message: ReadMessage): Inventory | null {
  const content = 'xml' in message ? message.xml : message.json;
  return 'inventory' in content ? content.inventory : null;
}

test.each([
  { name: 'XML', text: xml },
  { name: 'JSON', text: json },
])('an inventory in $name is the same wherever it is decoded', async ({ text }) => {
  pool = createDecodePool({ large: 10 });
  const here = readMessage(bytes(text));
  const there = await pool.read(bytes(text));
  expect(there.fingerprints).toEqual(here.fingerprints);
  const inventory = inventoryIn(there);
  expect(inventory?.sections.software).toBe(inventory?.sections.software); // read once
  expect({ ...inventory, sections: { ...inventory?.sections } }).toEqual(inventoryIn(here));
  expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort());
});

test('other messages and refusals come back from a thread as they are', async () => {
  pool = createDecodePool({ large: 10 });
  const notice = '<REQUEST><DEVICEID>pc-1-2026-11-20-08-00-00</DEVICEID><QUERY>NOTIFY</QUERY></REQUEST>';
  expect(await pool.read(bytes(notice))).toEqual(readMessage(bytes(notice)));
  await expect(pool.read(bytes('<REQUEST><QUERY>PROLOG</QUERY></REQUEST>'))).rejects.toMatchObject({
    code: 'DEVICE_ID_MISSING',
  });
  await expect(pool.read(bytes('something else'))).rejects.toMatchObject({ code: 'BODY_NOT_DECODABLE' });
});

/** A thread that does what the document says. */
const odd = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let count = 0;
    parentPort.on('message', (document) => {
      const text = Buffer.from(document).toString();
      if (text === 'count') return parentPort.postMessage({ message: { content: {}, inventory: null, text: String(++count) } });
      if (text === 'die') process.exit(1);
      if (text === 'throw') throw new Error('no');
      if (text === 'hang') for (;;);
      if (text === 'grow') for (const all = []; ; ) all.push(new Array(100_000).fill(Math.random()));
      parentPort.postMessage({ message: { content: { text }, inventory: null, text } });
    });`)}`,
);

test.each(['die', 'throw', 'hang', 'grow'])('a thread that would %s costs its own message only', async (what) => {
  let all: PromiseSettledResult<ReadMessage>[] = [];
  // Who hangs is told from who is slow by time alone: by as much as it takes here.
  for (const longestMs of what === 'hang' ? [300, 3_000, 30_000] : [100_000]) {
    await pool?.close();
    pool = createDecodePool({ large: 0, threads: 1, memoryMiB: 64, longestMs, program: odd });
    all = await Promise.allSettled(['a', what, 'b', 'c'].map((text) => pool.read(bytes(text))));
    if (all.filter(({ status }) => status === 'fulfilled').length === 3) break;
  }
  expect(all).toMatchObject([
    { status: 'fulfilled', value: { text: 'a' } },
    { status: 'rejected', reason: { code: 'MESSAGE_TOO_COSTLY' } },
    { status: 'fulfilled', value: { text: 'b' } },
    { status: 'fulfilled', value: { text: 'c' } },
  ]);
});

test('a thread helps with documents of some size while others wait, and makes nobody wait', async () => {
  pool = createDecodePool({ small: 10, threads: 1, program: odd });
  const document = bytes(xml);
  const helped = pool.read(document, true);
  expect(await pool.read(document, true)).toMatchObject({ xml: { query: 'INVENTORY' } }); // the thread is at the other one
  expect((await helped).text).toBe(xml);
  expect(await pool.read(document, false)).toMatchObject({ xml: { query: 'INVENTORY' } });
  expect(await pool.read(bytes('<REQUEST/>'.padEnd(8)).subarray(0, 8), true).catch(({ code }) => code)).toBe(
    'XML_NOT_WELL_FORMED',
  );
});

test('when a thread dies that only helped, the document is decoded here', async () => {
  pool = createDecodePool({ small: 10, threads: 1, program: new URL('data:text/javascript,process.exit(1)') });
  expect(await pool.read(bytes(xml), true)).toMatchObject({ xml: { query: 'INVENTORY' } });
});

test('a thread without work is ended, and the next document gets another', async () => {
  pool = createDecodePool({ large: 0, threads: 1, idleMs: 1, program: odd });
  const count = async () => (await pool.read(bytes('count'))).text;
  expect(await Promise.all([count(), count(), count()])).toContain('2');
  await vi.waitUntil(async () => (await count()) === '1', { timeout: 150_000 });
});
