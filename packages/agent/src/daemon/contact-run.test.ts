import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { contactNow } from './contact-run.ts';
import { planPeriod } from './schedule.ts';
import { readSchedule, writeSchedule } from './schedule-file.ts';
import type { RunTask } from './supervisor.ts';

const OLD = 'http://old/ocsinventory';
const NEW = 'http://new/ocsinventory';
const silent = () => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const runTask: RunTask = async (_name, { targets }, _limits, tell) => {
  for (const target of targets) tell({ type: 'target', target, ok: true, periodMs: 3_600_000 });
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  const longAgo = { wallMs: 1000, upMs: 0, bootId: 'a' };
  writeSchedule(folder, { [OLD]: planPeriod(longAgo, () => 0, 60_000) });
  writeFileSync(join(folder, 'agent.cfg'), `vardir = ${folder}\nserver = new\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const nextS = () => Number(readFileSync(join(folder, 'next-contact'), 'utf8').split(' ')[0]);

test('a target that is no longer configured is not due for ever', async () => {
  const config = readConfig(['--conf-file', join(folder, 'agent.cfg')], {});
  expect(await contactNow([NEW], { config, log, runTask })).toMatchObject({ ok: true });
  expect(Object.keys(readSchedule(folder, silent))).toEqual([NEW]);
  expect(nextS()).toBeGreaterThan(Date.now() / 1000);
});

test('a run by hand with another server keeps the plans of the others', async () => {
  const config = readConfig(['--conf-file', join(folder, 'agent.cfg'), '--server', 'new'], {});
  await contactNow([NEW], { config, log, runTask });
  expect(Object.keys(readSchedule(folder, silent)).sort()).toEqual([NEW, OLD]);
});

test('a task that tells nothing of a target has failed there, whatever it did elsewhere', async () => {
  const config = readConfig(['--conf-file', 'none', '--vardir', folder, '--server', 'new', '--server', 'old'], {});
  const half: RunTask = async (_name, _job, _limits, tell) => {
    tell({ type: 'target', target: NEW, ok: true, periodMs: null });
    throw new Error('crashed');
  };
  const { ok, schedule } = await contactNow([NEW, OLD], { config, log, runTask: half });
  expect(ok).toBe(false);
  expect(schedule).toMatchObject({ [NEW]: { why: 'period', failures: 0 }, [OLD]: { why: 'retry', failures: 1 } });
});
