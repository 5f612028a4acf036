import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { callApi } from '../http/testing/call-api.ts';
import { createTestApp } from '../http/testing/test-app.ts';
import { machine, report } from '../search/testing/sample-fleet.ts';
import { createServices } from '../services.ts';
import { createGroupMemberRepository } from './group-member-repository.ts';
import { createGroupQueueRepository } from './group-queue-repository.ts';
import { eventually, windows, withWindows } from './testing/sample-groups.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

describe.each(enginesUnderTest())('beside the server, on $name,', ({ create }) => {
  test('a command that receives inventories leaves them for the server', async () => {
    const { db, dispose } = await create();
    const server = await createTestApp({ db });
    await report(server, machine(0));
    const group = (await callApi(server)('POST', '/groups', { name: 'Windows', tree: windows })).body;
    await server.close();
    // What a command has: the services without a server.
    const command = createServices({ db });
    const queue = createGroupQueueRepository(db);
    const members = createGroupMemberRepository(db);
    await db.kysely.updateTable('assets').set({ os: 'Windows 11' }).where('id', '=', 1).execute();
    command.events.publish({ type: 'asset', data: { id: 1, kind: 'updated' } });
    await command.groupWorker.stop();
    expect(await queue.isQueued()).toBe(true);
    expect(await members.idsOf(1)).toEqual([]);
    const again = await createTestApp({ db });
    await eventually(async () => (await members.idsOf(1)).includes(Number(group.id)));
    await again.close();
    await dispose();
  });
});

describe.each(enginesUnderTest())('two server processes on $name', ({ name, create }) => {
  test('one computes for both, and another takes over when it is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-groups-'));
    const own = name === 'postgres' ? await create() : null;
    const location = own?.location ?? join(folder, 'fleet.sqlite');
    const dbs = [await openDatabase(location), await openDatabase(location)] as const;
    let now = NOW;
    const [a, b] = [
      await createTestApp({ db: dbs[0], clock: () => now }),
      await createTestApp({ db: dbs[1], clock: () => now + 1 }),
    ];
    try {
      const call = callApi(a);
      const group = (await call('POST', '/groups', { name: 'Windows', tree: windows })).body;
      const members = async () => (await call('GET', `/groups/${group.id}`)).body.members;
      // Both receive at once.
      await Promise.all(Array.from({ length: 12 }, (_, i) => report(i % 2 === 0 ? a : b, machine(i))));
      await eventually(async () => (await members()) === 4);
      const holder = async () =>
        (
          await dbs[0].kysely
            .selectFrom('job_leases')
            .select('holder')
            .where('name', '=', 'groups.evaluate')
            .executeTakeFirst()
        )?.holder;
      const first = await holder();
      expect(first).toBeDefined();

      // A process that was killed leaves its lease behind. Where processes know of one another, another takes over at once; else
      // nobody computes until it is over.
      await dbs[0].kysely
        .updateTable('job_leases')
        .set({ holder: 'killed', expires_at: now + 30_000 })
        .execute();
      await report(b, withWindows(0));
      if (name === 'sqlite') {
        await sleep(400);
        await Promise.all([a.services.groupWorker.catchUp(), b.services.groupWorker.catchUp()]);
        expect([await members(), await holder()]).toEqual([4, 'killed']);
        now += 30_001;
      }
      await Promise.all([a.services.groupWorker.catchUp(), b.services.groupWorker.catchUp()]);
      await eventually(async () => (await members()) === 5);
      expect(await holder()).not.toBe('killed');

      // A process that stops hands over at once.
      await a.close();
      await report(b, machine(0));
      const shown = callApi(b);
      await eventually(async () => (await shown('GET', `/groups/${group.id}`)).body.members === 4);
    } finally {
      await a.close();
      await b.close();
      for (const db of dbs) await db.close();
      await own?.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
