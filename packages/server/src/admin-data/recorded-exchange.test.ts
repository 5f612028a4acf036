import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { decodeInventoryReply } from '@muster/protocol';
import { expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { createAdminApp } from './testing/admin-app.ts';

const root = resolve(import.meta.dirname, '../../../..');
const recorded = resolve(root, process.env.MUSTER_CORPUS ?? '../shared/corpus', '../captures/ocs-unix-agent');
const isThere = existsSync(recorded);
if (!isThere) console.warn('No recorded exchanges: set MUSTER_CORPUS to test with them.');

const bytesOf = (name: string) => readFileSync(join(recorded, `${name}.bin`));
const replyOf = (name: string) => decodeInventoryReply(inflateSync(bytesOf(name)).toString());

async function server() {
  const db = await openDatabase(':memory:');
  const app = await createAdminApp(db);
  const send = async (name: string) => {
    const headers = { 'content-type': 'application/x-compress', 'user-agent': 'OCS-NG_unified_unix_agent_v2.10.0' };
    const reply = await app.app.inject({ method: 'POST', url: '/ocsinventory', headers, payload: bytesOf(name) });
    return { told: decodeInventoryReply(inflateSync(reply.rawPayload).toString()), headers: reply.headers };
  };
  const end = async () => {
    await app.close();
    await db.close();
  };
  return { ...app, send, end };
}

test.runIf(isThere)('a recorded OCS agent is told what its own server told it', async () => {
  const { send, api, field, end } = await server();
  const service = await field({ name: 'Service', type: 'text', label: { en: 'Service' } });
  const room = await field({ name: 'Room', type: 'text', label: { en: 'Room' } });
  // The agent has no values yet.
  expect((await send('01-inventory-force-request')).told.response).toBe('NO_ACCOUNT_UPDATE');
  const { body } = await api('GET', '/assets');
  const [asset] = body.items;
  const values = { 1: 'NA', [service]: 'Accounting', [room]: 'B 12' };
  await api('PATCH', `/assets/${asset.id}/admin-data`, { version: 1, values });
  const updated = await send('01-inventory-force-request');
  expect(updated.told).toEqual(replyOf('02-inventory-reply-account-update'));
  expect(Object.keys(updated.told.account)).toEqual(['TAG', 'Service', 'Room']);
  expect(updated.headers['content-type']).toBe('application/x-compressed');
  // Its next inventory brings them back, in an order of its own.
  const { told } = await send('08-inventory-unchanged-request');
  expect(told).toEqual(replyOf('09-inventory-reply-no-account-update'));
  await end();
});

test.runIf(isThere)('a TAG from the command line of a recorded OCS agent is kept', async () => {
  const { send, api, values, end } = await server();
  await send('13-inventory-with-tag-request');
  const { body } = await api('GET', '/assets');
  expect(body.items).toMatchObject([{ tag: 'paris' }]);
  expect(await values(body.items[0].id)).toEqual({ TAG: 'paris' });
  // An inventory without values, from an agent that lost its state: it gets what its server gave it.
  const { told } = await send('01-inventory-force-request');
  expect(told).toEqual(replyOf('14-inventory-reply-account-update-tag'));
  await end();
});
