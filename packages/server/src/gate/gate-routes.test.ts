import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const AGENT_ID = 'f428f9ca-e4be-11f1-b14d-a5df7b16ada8';
const DEVICE = 'pc-7-2026-11-20-08-00-00';

const prolog = (deviceId: string, token = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><DEVICEID>${deviceId}</DEVICEID><QUERY>PROLOG</QUERY>${token}</REQUEST>`;
const inventory = (deviceId: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>${content}</CONTENT><DEVICEID>${deviceId}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
const HARDWARE = '<HARDWARE><NAME>pc-7</NAME><MEMORY>2048</MEMORY></HARDWARE><SOFTWARES><NAME>bash</NAME></SOFTWARES>';

let server: TestApp;
let clock = Date.UTC(2026, 10, 20);
beforeAll(async () => {
  server = await createTestApp({ clock: () => clock, maxBodyBytes: 4_000_000 });
});
afterAll(() => server.close());

type Sent = { url?: string; headers?: Record<string, string> };

async function post(payload: Buffer | string, { url = '/ocsinventory', headers = {} }: Sent = {}) {
  return await server.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'x/y', ...headers } });
}

async function assets() {
  const headers = { authorization: server.authorization };
  return (await server.app.inject({ url: '/api/v1/assets?sort=id', headers })).json();
}

describe('an OCS agent', () => {
  test('is asked for its inventory, sends it, and is in the list', async () => {
    const first = await post(deflateSync(prolog(DEVICE)));
    expect(first.statusCode).toBe(200);
    expect(first.headers['content-type']).toBe('application/x-compressed');
    expect(inflateSync(first.rawPayload).toString()).toMatch(/<RESPONSE>SEND<\/RESPONSE>/);
    expect((await assets()).total).toBe(0);

    const second = await post(deflateSync(inventory(DEVICE, HARDWARE)), {
      headers: { 'user-agent': 'OCS-NG_unified_unix_agent_v2.10.0' },
    });
    expect(inflateSync(second.rawPayload).toString()).toMatch(/<RESPONSE>NO_ACCOUNT_UPDATE<\/RESPONSE>/);
    const { items } = await assets();
    expect(items).toMatchObject([
      {
        name: 'pc-7',
        deviceId: DEVICE,
        agentFamily: 'ocs',
        softwareCount: 1,
        agent: 'OCS-NG_unified_unix_agent_v2.10.0',
      },
    ]);
  });

  test('is told to wait while its inventory is not due, by the clock of the server', async () => {
    await server.services.settings.set('FREQUENCY', 1);
    const ask = async () => inflateSync((await post(deflateSync(prolog(DEVICE)))).rawPayload).toString();
    expect(await ask()).toMatch(/<RESPONSE>STOP/);
    clock += 25 * 3_600_000;
    expect(await ask()).toMatch(/<RESPONSE>SEND/);
    await server.services.settings.set('FREQUENCY', -1);
    expect(await ask()).toMatch(/<RESPONSE>STOP/);
    const refused = await post(deflateSync(inventory(DEVICE, HARDWARE)));
    expect(refused.statusCode).toBe(403);
    expect(refused.headers['muster-error']).toBe('INVENTORY_DISABLED');
    await server.services.settings.set('FREQUENCY', 0);
  });

  test.each([
    { name: 'gzip', pack: gzipSync, unpack: gunzipSync },
    { name: 'no packing', pack: (text: string) => Buffer.from(text), unpack: (reply: Buffer) => reply },
  ])('is answered in its own coding: $name', async ({ pack, unpack }) => {
    const reply = await post(pack(prolog(DEVICE)));
    expect(unpack(reply.rawPayload).toString()).toMatch(/<PROLOG_FREQ>24<\/PROLOG_FREQ>/);
  });
});

test('a FusionInventory agent gets zlib with its own content type', async () => {
  const reply = await post(deflateSync(prolog(DEVICE, '<TOKEN>12345678</TOKEN>')), {
    url: '/plugins/fusioninventory/',
  });
  expect(reply.headers['content-type']).toBe('application/x-compress-zlib');
  expect(reply.rawPayload.subarray(0, 2).toString('hex')).toBe('789c');
  const asked = await server.app.inject({
    url: '/plugins/fusioninventory/?action=getConfig&machineid=x&task%5BDeploy%5D=2',
  });
  expect(asked.json()).toEqual({ configValidityPeriod: 600, schedule: [] });
});

describe('our own agent', () => {
  test('learns whose server it is from the answer to a question that any GLPI agent asks', async () => {
    const reply = await post(deflateSync(prolog('pc-11-2026-11-20-08-00-00')), {
      headers: { 'glpi-agent-id': AGENT_ID },
    });
    expect(reply.headers['server-type']).toBe('muster');
  });

  test('is answered in XML though it says its id', async () => {
    const reply = await post(deflateSync(prolog('pc-11-2026-11-20-08-00-00')), {
      headers: { 'muster-agent-id': AGENT_ID },
    });
    expect(inflateSync(reply.rawPayload).toString()).toContain('<RESPONSE>SEND</RESPONSE>');
  });
});

describe('a GLPI agent', () => {
  const headers = {
    'glpi-agent-id': AGENT_ID,
    'glpi-request-id': '4506707D',
    'content-type': 'application/x-compress-zlib',
  };

  test('learns from its first PROLOG that the server speaks JSON', async () => {
    const reply = await post(deflateSync(prolog('pc-8-2026-11-20-08-00-00', '<TOKEN>12345678</TOKEN>')), {
      url: '/',
      headers,
    });
    expect(reply.headers).toMatchObject({
      'content-type': 'application/x-compress-zlib',
      'glpi-request-id': '4506707D',
    });
    expect(JSON.parse(inflateSync(reply.rawPayload).toString())).toMatchObject({
      status: 'ok',
      expiration: 24,
      tasks: { inventory: { server: 'glpi' } },
      disabled: expect.arrayContaining(['deploy', 'netdiscovery']),
    });
  });

  test('contacts, and sends a full and a partial inventory', async () => {
    const deviceid = 'pc-8-2026-11-20-08-00-00';
    const say = async (message: object) => {
      const payload = Buffer.from(JSON.stringify({ deviceid, ...message }));
      const reply = await post(payload, {
        url: '/front/inventory.php',
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect(reply.headers['content-type']).toBe('application/json');
      return reply.json();
    };
    const contact = {
      action: 'contact',
      name: 'GLPI-Agent',
      version: '1.11',
      'enabled-tasks': ['inventory', 'deploy'],
    };
    expect(await say(contact)).toMatchObject({ status: 'ok', disabled: ['deploy'] });
    const content = {
      versionclient: 'GLPI-Agent_v1.11',
      hardware: { name: 'pc-8' },
      softwares: [{ name: 'bash', version: '5' }],
      drives: [{ type: '/', total: 10 }],
    };
    expect(await say({ action: 'inventory', itemtype: 'Computer', content })).toMatchObject({
      status: 'ok',
      expiration: 24,
    });
    const partial = { versionclient: 'GLPI-Agent_v1.11', drives: [] };
    expect(await say({ action: 'inventory', itemtype: 'Computer', partial: true, content: partial })).toMatchObject({
      status: 'ok',
    });
    const { items } = await assets();
    const asset = items.find((item: { deviceId: string }) => item.deviceId === deviceid);
    expect(asset).toMatchObject({ name: 'pc-8', softwareCount: 1, agentId: AGENT_ID, agentFamily: 'glpi' });
    expect(await say({ action: 'deploy' })).toMatchObject({
      status: 'error',
      message: expect.stringMatching(/QUERY_NOT_BUILT/),
    });
  });
});

const deep = `<?xml version="1.0"?><REQUEST><QUERY>INVENTORY</QUERY>${'<A>'.repeat(1000)}${'</A>'.repeat(1000)}</REQUEST>`;
const rows = inventory(DEVICE, Array.from({ length: 1_000_001 }, (_, i) => `<A>${i}</A>`).join(''));
const entity = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>${prolog('&a;').slice(38)}`;
const bad = [
  { name: 'an empty body', body: Buffer.alloc(0), code: 'BODY_EMPTY', status: 400 },
  { name: 'garbage', body: Buffer.from([1, 2, 3, 250, 251]), code: 'BODY_NOT_DECODABLE', status: 400 },
  {
    name: 'a truncated stream',
    body: deflateSync(prolog(DEVICE)).subarray(0, 30),
    code: 'BODY_NOT_DECODABLE',
    status: 400,
  },
  { name: 'a bomb', body: deflateSync(Buffer.alloc(300_000_000)), code: 'BODY_INFLATED_TOO_LARGE', status: 413 },
  { name: 'a body beyond the limit', body: Buffer.alloc(4_000_001, 60), code: 'BODY_TOO_LARGE', status: 413 },
  { name: 'a DOCTYPE', body: deflateSync(entity), code: 'XML_DOCTYPE_REFUSED', status: 400 },
  { name: 'XML 1,000 deep', body: deflateSync(deep), code: 'MESSAGE_TOO_DEEP', status: 400 },
  { name: 'a million rows', body: gzipSync(rows), code: 'MESSAGE_TOO_MANY_ROWS', status: 413 },
  { name: 'HTML', body: Buffer.from('<html><body>hello</body></html>'), code: 'MESSAGE_SHAPE_WRONG', status: 400 },
  {
    name: 'XML that is not well formed',
    body: Buffer.from('<REQUEST><QUERY>'),
    code: 'XML_NOT_WELL_FORMED',
    status: 400,
  },
  {
    name: 'an unknown QUERY',
    body: deflateSync(prolog(DEVICE).replace('PROLOG', 'DANCE')),
    code: 'QUERY_UNKNOWN',
    status: 400,
  },
  {
    name: 'a QUERY not built yet',
    body: deflateSync(prolog(DEVICE).replace('PROLOG', 'SNMPQUERY')),
    code: 'QUERY_NOT_BUILT',
    status: 501,
  },
  {
    name: 'no QUERY',
    body: deflateSync('<REQUEST><DEVICEID>a</DEVICEID></REQUEST>'),
    code: 'QUERY_MISSING',
    status: 400,
  },
  { name: 'no DEVICEID', body: deflateSync(prolog('')), code: 'DEVICE_ID_MISSING', status: 400 },
  { name: 'a DEVICEID that is a path', body: deflateSync(prolog('../../x')), code: 'DEVICE_ID_INVALID', status: 400 },
  {
    name: 'a DEVICEID of 10 kB',
    body: deflateSync(prolog('x'.repeat(10_000))),
    code: 'DEVICE_ID_INVALID',
    status: 400,
  },
  {
    name: 'a DEVICEID that is a script',
    body: deflateSync(prolog('&lt;script>')),
    code: 'DEVICE_ID_INVALID',
    status: 400,
  },
  { name: 'broken JSON', body: Buffer.from('{"action":'), code: 'JSON_NOT_WELL_FORMED', status: 400 },
  {
    name: 'JSON of the wrong shape',
    body: Buffer.from('{"deviceid":"a","content":[1]}'),
    code: 'MESSAGE_SHAPE_WRONG',
    status: 400,
  },
];

describe('the gate turns away', () => {
  test.each(bad)('$name with $code', async ({ body, code, status }) => {
    const before = (await assets()).total;
    const logged = server.lines.length;
    const reply = await post(body);
    expect([reply.headers['muster-error'], reply.statusCode]).toEqual([code, status]);
    expect((await assets()).total).toBe(before);
    const lines = server.lines.slice(logged).filter((line) => line.includes(code));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(1000);
    expect(lines[0]).not.toMatch(/<REQUEST|<script|"deviceid"/);
  });

  test('every other method', async () => {
    const reply = await server.app.inject({ url: '/ocsinventory' });
    expect([reply.statusCode, reply.headers['muster-error']]).toEqual([403, 'METHOD_NOT_ALLOWED']);
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const other = await server.app.inject({ method, url: '/ocsinventory', payload: 'x' });
      expect([other.statusCode, other.headers['muster-error']]).toEqual([403, 'METHOD_NOT_ALLOWED']);
    }
  });

  test('nothing that real agents send with stray bytes', async () => {
    const name = Buffer.from([0x41, 0x00, 0x07, 0xe9, 0x42]); // A, NUL, bell, é in ISO 8859-1, B
    const [head = '', tail = ''] = inventory('pc-9-2026-11-20-08-00-00', '<HARDWARE><NAME>@</NAME></HARDWARE>').split(
      '@',
    );
    const reply = await post(deflateSync(Buffer.concat([Buffer.from(head), name, Buffer.from(tail)])));
    expect(reply.statusCode).toBe(200);
    expect((await assets()).items.at(-1)).toMatchObject({ name: 'AéB' });
  });
});
