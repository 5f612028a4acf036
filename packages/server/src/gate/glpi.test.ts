import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { createServices } from '../services.ts';
import { createActivityLog } from './activity-log.ts';
import { createAdmission } from './admission.ts';
import { answerPolls, gateRoutes } from './gate-routes.ts';
import { createInventoryCopies } from './inventory-copies.ts';
import { createPendingAnswers } from './pending-answers.ts';
import { bareServer } from './testing/bare-server.ts';

const AGENT_ID = 'f428f9ca-e4be-11f1-b14d-a5df7b16ada8';
const ZLIB = { 'glpi-agent-id': AGENT_ID, 'content-type': 'application/x-compress-zlib' };
const DEVICE = 'pc-0042-2026-11-20-08-47-01';

/** A gate whose turn can be held back, so that messages wait; it says "pending" after `afterMs`. */
function createGate(db: Db, afterMs: number) {
  const services = createServices({ db });
  const admission = createAdmission({ running: 1, waiting: 10, bytes: 64 * 1024 * 1024 });
  const app = bareServer();
  const pending = createPendingAnswers<never>({ afterMs, keepMs: 180_000, most: 10 });
  answerPolls(app, pending);
  app.register(gateRoutes, {
    ...services.fleet,
    contributors: [],
    activity: createActivityLog(async () => false),
    copies: createInventoryCopies({ dataDir: '/nonexistent', settings: services.settings }),
    pending,
    admission,
    limits: { bodyBytes: 16_000_000, inflatedBytes: 64_000_000 },
    clock: Date.now,
  });
  /** Occupies the only place until the function it returns is called. */
  function occupy(): () => void {
    let leave: () => void = () => undefined;
    admission.run(1, () => new Promise<void>((resolve) => (leave = resolve)));
    return () => leave();
  }
  return { app, services, occupy };
}

let db: Db;
/** Says "pending" as good as never: a slow machine must not change what is tested. */
let gate: ReturnType<typeof createGate>;
/** Says "pending" at once. */
let impatient: ReturnType<typeof createGate>;
beforeAll(async () => {
  db = await openDatabase(':memory:');
  gate = createGate(db, 60_000);
  impatient = createGate(db, 30);
  await gate.app.ready();
  await impatient.app.ready();
});
afterAll(async () => {
  await gate.app.close();
  await impatient.app.close();
  await db.close();
});

const readable = (reply: Awaited<ReturnType<FastifyInstance['inject']>>) =>
  JSON.parse(inflateSync(reply.rawPayload).toString());

async function say(message: object, headers: Record<string, string> = ZLIB, { app } = gate) {
  const url = '/front/inventory.php';
  return await app.inject({ method: 'POST', url, headers, payload: deflateSync(JSON.stringify(message)) });
}
const sayToImpatient = (message: object, headers?: Record<string, string>) => say(message, headers, impatient);
const poll = (requestId: string, agentId = AGENT_ID, url = '/') =>
  impatient.app.inject({ url, headers: { ...ZLIB, 'glpi-agent-id': agentId, 'glpi-request-id': requestId } });
/** Asks again until the answer is no longer "pending", as an agent does. */
const answerOf = (requestId: string, url?: string) =>
  vi.waitUntil(
    async () => {
      const reply = await poll(requestId, AGENT_ID, url);
      return reply.statusCode !== 202 && reply;
    },
    { timeout: 150_000, interval: 20 },
  );

const inventory = {
  action: 'inventory',
  deviceid: DEVICE,
  itemtype: 'Computer',
  content: { hardware: { name: 'pc-0042' } },
};

describe('a GLPI agent whose message has to wait', () => {
  test('is told to come back, asks again at any address, and gets the answer', async () => {
    const leave = impatient.occupy();
    const first = await sayToImpatient(inventory, { ...ZLIB, 'glpi-request-id': 'AD86013C' });
    expect(first.statusCode).toBe(202);
    expect(first.headers).toMatchObject({
      'glpi-request-id': 'AD86013C',
      'content-type': 'application/x-compress-zlib',
    });
    expect(first.rawPayload.subarray(0, 2).toString('hex')).toBe('789c');
    expect(inflateSync(first.rawPayload).toString()).toBe('{"status":"pending","expiration":"10s"}');
    const still = await poll('AD86013C');
    expect([still.statusCode, readable(still)]).toEqual([202, { status: 'pending', expiration: '10s' }]);
    leave();
    const done = await answerOf('AD86013C', '/glpi/');
    expect([done.statusCode, readable(done)]).toEqual([200, { status: 'ok', expiration: 24 }]);
    expect((await impatient.services.fleet.records.findByDeviceId(DEVICE))?.name).toBe('pc-0042');
  });

  test('without a number of its own is given one', async () => {
    const leave = impatient.occupy();
    const first = await sayToImpatient(inventory);
    const requestId = String(first.headers['glpi-request-id']);
    expect(requestId).toMatch(/^[0-9A-F]{8}$/);
    leave();
    expect(readable(await answerOf(requestId))).toMatchObject({ status: 'ok' });
  });

  test('gets the answer of nobody else, and hears when nobody knows its number', async () => {
    const leave = impatient.occupy();
    await sayToImpatient(inventory, { ...ZLIB, 'glpi-request-id': 'BBBBBBBB' });
    leave();
    const other = await poll('BBBBBBBB', AGENT_ID.replace('f4', 'a4'));
    expect([other.statusCode, readable(other).status]).toEqual([404, 'error']);
    expect((await poll('CCCCCCCC')).statusCode).toBe(404);
  });

  test('hears of an error of its message as it would have at once', async () => {
    const leave = impatient.occupy();
    await sayToImpatient(
      { action: 'inventory', deviceid: DEVICE, content: [] },
      { ...ZLIB, 'glpi-request-id': 'DDDDDDDD' },
    );
    leave();
    const reply = await answerOf('DDDDDDDD');
    expect([reply.statusCode, reply.headers['muster-error'], readable(reply).status]).toEqual([
      400,
      'MESSAGE_SHAPE_WRONG',
      'error',
    ]);
  });

  test('waits on the line when it speaks XML, where no answer may come later', async () => {
    const leave = impatient.occupy();
    setTimeout(leave, 120);
    const prolog = `<REQUEST><DEVICEID>${DEVICE}</DEVICEID><QUERY>PROLOG</QUERY><TOKEN>12345678</TOKEN></REQUEST>`;
    const reply = await impatient.app.inject({ method: 'POST', url: '/', headers: ZLIB, payload: deflateSync(prolog) });
    expect([reply.statusCode, readable(reply).status]).toEqual([200, 'ok']);
  });
});

test('the label of a contact is taken for a machine without one, and never replaces the one there is', async () => {
  const { records } = gate.services.fleet;
  await say(inventory);
  await say({ action: 'contact', deviceid: DEVICE, tag: 'paris', 'enabled-tasks': ['inventory'] });
  expect((await records.findByDeviceId(DEVICE))?.tag).toBe('paris');
  await say({ action: 'contact', deviceid: DEVICE, tag: 'lyon', 'enabled-tasks': ['inventory'] });
  expect((await records.findByDeviceId(DEVICE))?.tag).toBe('paris');
});

test('partial inventories, fourteen between two full ones, leave the rest of the machine as it was', async () => {
  const deviceid = 'pc-0043-2026-11-20-08-47-01';
  const content = {
    hardware: { name: 'pc-0043', uuid: '4C4C4544-0042-3510-8052-B4C04F4A3132', lastloggeduser: 'ada' },
    users: [{ login: 'ada' }],
    drives: [{ type: '/', total: 100 }],
    softwares: [{ name: 'bash', version: '5' }],
  };
  await say({ action: 'inventory', deviceid, itemtype: 'Computer', content });
  const record = await gate.services.fleet.records.findByDeviceId(deviceid);
  const id = record?.id ?? 0;
  for (let i = 1; i <= 14; i += 1) {
    const partial = {
      versionclient: 'GLPI-Agent_v1.11',
      hardware: { name: 'pc-0043', uuid: '4C4C4544-0042-3510-8052-B4C04F4A3132' },
      drives: [{ type: '/', total: 100 + i }],
    };
    await say({ action: 'inventory', deviceid, itemtype: 'Computer', partial: true, content: partial });
  }
  const rows = (section: 'hardware' | 'drives' | 'software' | 'users') =>
    gate.services.fleet.assets.sectionRows(id, section, { limit: 10, offset: 0 });
  expect((await rows('drives')).items).toMatchObject([{ total: 114 }]);
  expect((await rows('software')).items).toMatchObject([{ name: 'bash' }]);
  expect((await rows('users')).items).toMatchObject([{ login: 'ada' }]);
  // The agent leaves the last user out when it leaves out users.
  expect((await rows('hardware')).items).toMatchObject([{ lastLoggedUser: 'ada' }]);
  // Present and empty is empty now.
  const emptied = { hardware: { name: 'pc-0043' }, softwares: [] };
  await say({ action: 'inventory', deviceid, itemtype: 'Computer', partial: true, content: emptied });
  expect((await rows('software')).total).toBe(0);
});

const CAPTURES = join(
  process.env.MUSTER_CORPUS ?? join(import.meta.dirname, '../../../../../shared/corpus'),
  '../captures/glpi-agent',
);
const UNSERVED = ['collect', 'deploy', 'esx', 'netdiscovery', 'netinventory', 'remoteinventory', 'wakeonlan'];
const recorded: readonly { name: string; reply: string; tasks?: readonly string[] }[] = [
  { name: '01-first-contact-prolog', reply: '02-first-contact-reply-json' },
  { name: '05-contact', reply: '06-contact-reply-ok', tasks: UNSERVED },
  { name: '03-inventory', reply: '04-inventory-reply-ok' },
  { name: '07-inventory-partial', reply: '04-inventory-reply-ok' },
  { name: '09-contact-one-task', reply: '06-contact-reply-ok', tasks: [] },
  { name: '24-contact-without-debug', reply: '06-contact-reply-ok', tasks: [] },
];
const haveCaptures = existsSync(CAPTURES);
if (!haveCaptures) console.warn(`skipped: exchanges of a real GLPI agent, because "${CAPTURES}" is not there`);

/** What a GLPI agent looks at in an answer. */
const CHECKED = ['status', 'expiration', 'tasks'] as const;

describe.skipIf(!haveCaptures)('recorded messages of a real GLPI agent', () => {
  test.each(recorded)('$name is answered as the agent needs it', async ({ name, reply: wanted, tasks }) => {
    const head = readFileSync(join(CAPTURES, `${name}-request.http`), 'utf8');
    const headers = Object.fromEntries(
      [...head.matchAll(/^(User-Agent|Content-Type|GLPI-[\w-]+): (.*?)\r?$/gm)].map(([, key = '', value = '']) => [
        key.toLowerCase(),
        value,
      ]),
    );
    const payload = readFileSync(join(CAPTURES, `${name}-request.bin`));
    const reply = await gate.app.inject({ method: 'POST', url: '/glpi/', headers, payload });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe(headers['content-type']);
    expect(reply.headers['glpi-request-id']).toBe(headers['glpi-request-id']);
    expect(reply.rawPayload.subarray(0, 2).toString('hex')).toBe('789c');
    const theirs = JSON.parse(inflateSync(readFileSync(join(CAPTURES, `${wanted}.bin`))).toString());
    const ours = readable(reply);
    for (const key of CHECKED.filter((name_) => name_ in theirs)) expect(ours[key]).toEqual(theirs[key]);
    // Tasks that this agent has switched on; their server names those too that it does not have.
    if (tasks !== undefined) expect(ours.disabled ?? []).toEqual(tasks);
  });
});
