import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createJobService } from './job-service.ts';
import { createLeaseRepository } from './lease-repository.ts';

const log = { error: () => undefined };

/** A process in the midst of a job, whose lease ends in days. */
async function processAtWork(location: string) {
  const from = (name: string) => JSON.stringify(join(import.meta.dirname, name));
  const script = `
    const { openDatabase } = await import(${from('../db/database.ts')});
    const { createJobService } = await import(${from('job-service.ts')});
    const { createLeaseRepository } = await import(${from('lease-repository.ts')});
    const db = await openDatabase(${JSON.stringify(location)});
    const jobs = createJobService({ repository: createLeaseRepository(db), clock: Date.now, leaseMs: 1e9 });
    jobs.add({ name: 'test.long', everyMs: 1e6, run: async () => {
      console.log('runs');
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    } });
    await jobs.start({ error: console.error });
    await jobs.runNow('test.long');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe.each(enginesUnderTest())('jobs of a killed process on $name', ({ name, create }) => {
  test('are done by the next at once, whatever time its lease had', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-jobs-'));
    const made = name === 'postgres' ? await create() : null;
    const location = made?.location ?? join(folder, 'muster.db');
    const child = await processAtWork(location);
    const db = await openDatabase(location);
    const runs: number[] = [];
    const jobs = createJobService({ repository: createLeaseRepository(db), clock: Date.now });
    jobs.add({ name: 'test.long', everyMs: 1e6, run: async () => void runs.push(1) });
    try {
      if (name === 'postgres') {
        await jobs.start(log);
        await jobs.runNow('test.long');
        expect(runs).toEqual([]); // the other is at work
        child.kill('SIGKILL');
      } else {
        // One file has one server: who starts is the only one.
        child.kill('SIGKILL');
        await once(child, 'exit');
        await jobs.start(log);
      }
      while (runs.length === 0) {
        await jobs.runNow('test.long');
        await sleep(20); // PostgreSQL learns of the end of a process from the operating system
      }
    } finally {
      child.kill('SIGKILL');
      await jobs.stop();
      await db.close();
      await made?.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
