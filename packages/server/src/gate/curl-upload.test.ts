import { once } from 'node:events';
import { connect } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { glpiInventory, ocsInventory } from '../import/testing/inventories.ts';

// The forms that the documents of the peers show for sending a file by hand, such as `curl --data @file URL`.

let server: TestApp;
let port: number;
beforeAll(async () => {
  server = await createTestApp();
  port = Number(new URL(await server.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => server.close());

/** Sends bytes as they are: HTTP libraries would mend the headers. */
async function send(path: string, headers: readonly string[], body: Buffer): Promise<{ status: number; text: string }> {
  const socket = connect(port, '127.0.0.1');
  const lines = [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers];
  socket.write(`${[...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n`);
  socket.write(body);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
  await once(socket, 'close');
  const text = Buffer.concat(chunks).toString('latin1');
  return { status: Number(text.split(' ')[1]), text };
}

async function names(): Promise<string[]> {
  const headers = { authorization: server.authorization };
  const { items } = (await server.app.inject({ url: '/api/v1/assets?sort=name&limit=100', headers })).json();
  return items.map(({ name }: { name: string }) => name);
}

/** What `curl --data @file` makes of a file. */
const stripped = (text: string) => Buffer.from(text.replace(/[\r\n]/g, ''));
const FORM = 'Content-Type: application/x-www-form-urlencoded';
const COMPRESS = 'Content-Type: Application/x-compress';

let count = 0;
test.each([
  { how: 'XML as a form, without its newlines', headers: [FORM], make: (name: string) => stripped(ocsInventory(name)) },
  { how: 'JSON as a form', headers: [FORM], make: (name: string) => stripped(glpiInventory(name)) },
  {
    how: 'zlib as Application/x-compress',
    headers: [COMPRESS],
    make: (name: string) => deflateSync(ocsInventory(name)),
  },
  { how: 'gzip as Application/x-compress', headers: [COMPRESS], make: (name: string) => gzipSync(ocsInventory(name)) },
  {
    how: 'XML as Application/x-compress',
    headers: [COMPRESS],
    make: (name: string) => Buffer.from(ocsInventory(name)),
  },
  { how: 'an .ocs file as a form', headers: [FORM], make: (name: string) => deflateSync(ocsInventory(name)) },
  { how: 'zlib without a type', headers: [], make: (name: string) => deflateSync(ocsInventory(name)) },
  { how: 'XML without a type', headers: [], make: (name: string) => Buffer.from(ocsInventory(name)) },
  { how: 'JSON without a type', headers: [], make: (name: string) => Buffer.from(glpiInventory(name)) },
  { how: 'an empty type', headers: ['Content-Type:'], make: (name: string) => Buffer.from(ocsInventory(name)) },
  {
    how: 'a type that is none',
    headers: ['Content-Type: ;;='],
    make: (name: string) => Buffer.from(ocsInventory(name)),
  },
  {
    how: 'XML as application/xml',
    headers: ['Content-Type: APPLICATION/XML'],
    make: (name: string) => stripped(ocsInventory(name)),
  },
])('the gate takes $how, at every address that documents name', async ({ headers, make }) => {
  for (const path of [
    '/',
    '/ocsinventory',
    '/front/inventory.php',
    '/plugins/fusioninventory/',
    '/plugins/glpiinventory/',
  ]) {
    count += 1;
    const name = `pc-${count}`;
    const { status, text } = await send(path, headers, make(name));
    expect([path, status, text.match(/Muster-Error: (.*)/i)?.[1]]).toEqual([path, 200, undefined]);
    expect(await names()).toContain(name);
  }
});

test('percent signs and plus signs of a form are left alone', async () => {
  const body = stripped(ocsInventory('pc-form').replace('package-0', '100%25 a+b &amp; c=d'));
  expect((await send('/ocsinventory', [FORM], body)).status).toBe(200);
  const headers = { authorization: server.authorization };
  const { items } = (await server.app.inject({ url: '/api/v1/assets?q=pc-form', headers })).json();
  const software = await server.app.inject({ url: `/api/v1/assets/${items[0].id}/sections/software`, headers });
  expect(software.json().items.map((row: { name: string }) => row.name)).toContain('100%25 a+b & c=d');
});
