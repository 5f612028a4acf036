import { deflateSync, inflateSync } from 'node:zlib';

import { afterEach, expect, test } from 'vitest';
import { type Db, openDatabase } from '../db/database.ts';
import { createServices } from '../services.ts';
import { createActivityLog } from './activity-log.ts';
import { createAdmission } from './admission.ts';
import { gateRoutes } from './gate-routes.ts';
import { createInventoryCopies } from './inventory-copies.ts';
import { createPendingAnswers } from './pending-answers.ts';
import type { PrologContributor } from './prolog-contributor.ts';
import { bareServer } from './testing/bare-server.ts';

const DEVICE = 'pc-1-2026-11-20-08-00-00';

let db: Db;
afterEach(() => db.close());

/** A known machine whose next inventory is not due. */
async function createGate(contributors: readonly PrologContributor[]) {
  db = await openDatabase(':memory:');
  const services = createServices({ db });
  const app = bareServer();
  await app.register(gateRoutes, {
    ...services.fleet,
    contributors,
    activity: createActivityLog(async () => false),
    copies: createInventoryCopies({ dataDir: '/nonexistent', settings: services.settings }),
    pending: createPendingAnswers<never>({ afterMs: 5000, keepMs: 5000, most: 1 }),
    admission: createAdmission({ running: 8, waiting: 8, bytes: 1_000_000 }),
    limits: { bodyBytes: 1_000_000, inflatedBytes: 1_000_000 },
    clock: Date.now,
  });
  const post = async (query: string, inner = '') => {
    const text = `<REQUEST><DEVICEID>${DEVICE}</DEVICEID><QUERY>${query}</QUERY>${inner}</REQUEST>`;
    const reply = await app.inject({ method: 'POST', url: '/ocsinventory', payload: deflateSync(text) });
    return inflateSync(reply.rawPayload).toString();
  };
  await post('INVENTORY', '<CONTENT><HARDWARE><NAME>pc-1</NAME></HARDWARE></CONTENT>');
  await services.settings.set('FREQUENCY', 7);
  return { app, services, post };
}

const option = (name: string) => ({ name, params: [{ attributes: { A: '1' }, text: 'x' }] });

test('rooms tell in their order, each about the machine that asks', async () => {
  const asked: unknown[] = [];
  const gate = await createGate([
    async (asset, family) => {
      asked.push([asset?.device_id, family]);
      return [option('REGISTRY')];
    },
    async () => [option('DOWNLOAD')],
  ]);
  const reply = await gate.post('PROLOG');
  expect(asked).toEqual([[DEVICE, 'ocs']]);
  expect([...reply.matchAll(/<NAME>(\w+)</g)].map(([, name]) => name)).toEqual(['REGISTRY', 'DOWNLOAD']);
  expect(reply).toMatch(/<RESPONSE>STOP</);
  await gate.app.close();
});

test('a network to discover brings an inventory about', async () => {
  const gate = await createGate([async () => [option('IPDISCOVER')]]);
  expect(await gate.post('PROLOG')).toMatch(/<RESPONSE>SEND</);
  await gate.app.close();
});

test('where inventories are off, no room is asked', async () => {
  const gate = await createGate([
    async () => {
      throw new Error('It was asked');
    },
  ]);
  await gate.services.settings.set('FREQUENCY', -1);
  const reply = await gate.post('PROLOG');
  expect(reply).toMatch(/<RESPONSE>STOP</);
  expect(reply).not.toMatch(/OPTION/);
  await gate.app.close();
});
