import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createJobService } from './job-service.ts';
import { createLeaseRepository } from './lease-repository.ts';

describe.each(enginesUnderTest())('jobs on $name', ({ create }) => {
  let db: Db;
  let dispose: () => Promise<void>;
  let now: number;
  let logged: string[];
  const log = { error: (_fields: object, message: string) => logged.push(message) };

  beforeEach(async () => {
    now = 1_000_000;
    logged = [];
    ({ db, dispose } = await create());
  });
  afterEach(() => dispose());

  /** What one process has. */
  const newProcess = () =>
    createJobService({ repository: createLeaseRepository(db), clock: () => now, leaseMs: 30_000 });

  test('one process at a time runs a job, and the next when its lease is over', async () => {
    const ran: string[] = [];
    const [a, b] = [newProcess(), newProcess()];
    for (const [name, one] of [
      ['a', a],
      ['b', b],
    ] as const) {
      one.add({ name: 'test.job', everyMs: 1e6, run: async () => void ran.push(name) });
      await one.start(log);
    }
    await a.runNow('test.job');
    await b.runNow('test.job');
    await a.runNow('test.job');
    expect(ran).toEqual(['a', 'a']);
    now += 30_000;
    await b.runNow('test.job');
    await a.runNow('test.job');
    expect(ran).toEqual(['a', 'a', 'b']);
    await b.stop(); // hands over at once
    await a.runNow('test.job');
    expect(ran).toEqual(['a', 'a', 'b', 'a']);
    await a.stop();
    expect(await db.kysely.selectFrom('job_leases').selectAll().execute()).toEqual([]);
  });

  test('a job that fails is logged and comes again', async () => {
    const jobs = newProcess();
    let runs = 0;
    jobs.add({
      name: 'test.fails',
      everyMs: 5,
      run: async () => {
        runs += 1;
        throw new Error('no');
      },
    });
    await jobs.start(log);
    while (runs < 3) await sleep(5);
    await jobs.stop();
    expect(logged.length).toBeGreaterThanOrEqual(3);
    const after = runs;
    await sleep(20);
    expect(runs).toBe(after);
  });

  test('a job with nothing to do takes no lease', async () => {
    const jobs = newProcess();
    jobs.add({
      name: 'test.idle',
      everyMs: 1e6,
      isDue: async () => false,
      run: () => Promise.reject(new Error('ran')),
    });
    await jobs.start(log);
    await jobs.runNow('test.idle');
    expect(await db.kysely.selectFrom('job_leases').selectAll().execute()).toEqual([]);
    await jobs.stop();
    expect(logged).toEqual([]);
  });

  test('what is asked for during a run is done after it, once; stopping waits for a run and tells it', async () => {
    const jobs = newProcess();
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    let told = false;
    jobs.add({
      name: 'test.long',
      everyMs: 1e6,
      async run(signal) {
        runs += 1;
        if (runs === 1) await gate.promise;
        if (runs === 3) {
          while (!signal.aborted) await sleep(1);
          told = true;
        }
      },
    });
    await jobs.start(log);
    const first = jobs.runNow('test.long');
    const second = jobs.runNow('test.long');
    const third = jobs.runNow('test.long');
    gate.resolve();
    await Promise.all([first, second, third]);
    expect(runs).toBe(2);
    void jobs.runNow('test.long');
    while (runs < 3) await sleep(1);
    await jobs.stop();
    expect(told).toBe(true);
  });
});
