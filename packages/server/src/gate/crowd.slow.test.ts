import { deflateSync } from 'node:zlib';

import { afterEach, expect, test, vi } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { createServices } from '../services.ts';
import { createActivityLog } from './activity-log.ts';
import { createAdmission } from './admission.ts';
import { gateRoutes } from './gate-routes.ts';
import { createInventoryCopies } from './inventory-copies.ts';
import { createPendingAnswers } from './pending-answers.ts';
import { bareServer } from './testing/bare-server.ts';

let db: Db;
afterEach(() => db.close());

async function createGate(waiting: number) {
  db = await openDatabase(':memory:');
  const services = createServices({ db });
  const app = bareServer();
  await app.register(gateRoutes, {
    ...services.fleet,
    contributors: [],
    activity: createActivityLog(async () => false),
    copies: createInventoryCopies({ dataDir: '/nonexistent', settings: services.settings }),
    pending: createPendingAnswers<never>({ afterMs: 5000, keepMs: 5000, most: 1 }),
    admission: createAdmission({ running: 8, waiting, bytes: 256 * 1024 * 1024 }),
    limits: { bodyBytes: 16_000_000, inflatedBytes: 64_000_000 },
    clock: Date.now,
  });
  const report = (n: number) =>
    app.inject({
      method: 'POST',
      url: '/ocsinventory',
      payload: deflateSync(
        `<REQUEST><CONTENT><HARDWARE><NAME>pc-${n}</NAME></HARDWARE><BIOS><SSN>SN-${n}</SSN></BIOS></CONTENT>` +
          `<DEVICEID>pc-${n}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`,
      ),
    });
  const stored = async () => {
    const rows = await db.kysely.selectFrom('assets').select('device_id').execute();
    return rows.map((row) => row.device_id);
  };
  return { app, report, stored };
}

test('2,000 agents at once: every inventory is stored once', async () => {
  const gate = await createGate(4000);
  const replies = await Promise.all(Array.from({ length: 2000 }, (_, n) => gate.report(n)));
  expect(replies.every(({ statusCode }) => statusCode === 200)).toBe(true);
  const stored = await gate.stored();
  expect([stored.length, new Set(stored).size]).toEqual([2000, 2000]);
  await gate.app.close();
});

test('beyond the queue agents are asked to come back, and what was accepted is stored', async () => {
  const gate = await createGate(400);
  // Nobody gets on while another transaction is open.
  const { promise: released, resolve: goOn } = Promise.withResolvers<void>();
  const held = db.kysely.transaction().execute(() => released);
  let answered = 0;
  const reports = Array.from({ length: 2000 }, (_, n) => gate.report(n).finally(() => (answered += 1)));
  await vi.waitUntil(() => answered === 2000 - 408, { timeout: 150_000 });
  goOn();
  await held;
  const replies = await Promise.all(reports);
  const accepted = replies.filter(({ statusCode }) => statusCode === 200);
  const refused = replies.filter(({ statusCode }) => statusCode === 503);
  expect([accepted.length, refused.length]).toEqual([408, 2000 - 408]);
  expect(refused.every(({ headers }) => headers['retry-after'] === '60')).toBe(true);
  expect((await gate.stored()).length).toBe(accepted.length);
  await gate.app.close();
});
