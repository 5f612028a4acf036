import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { createDaemon } from './daemon.ts';
import { acquireLock } from './lock.ts';
import { readSchedule } from './schedule-file.ts';
import type { RunTask } from './supervisor.ts';
import { requestWake } from './wake-requests.ts';

const A = 'http://a/ocsinventory';
const B = 'http://b/ocsinventory';
let folder: string;
let lines: string[];
let contacts: (readonly string[])[];
let ok: boolean;
let during: () => void;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  lines = [];
  contacts = [];
  ok = true;
  during = () => undefined;
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (message: string) => void lines.push(message);
const log: Log = { debug: say, info: say, warn: say, error: say };
const runTask: RunTask = async (_name, { targets }, _limits, tell) => {
  contacts.push(targets);
  during();
  for (const target of targets) tell({ type: 'target', target, ok, periodMs: 3_600_000 });
};
const configured = (line = '', vardir = folder) =>
  readConfig(`--server a --server b --conf-file none --vardir ${vardir} ${line}`.split(' ').filter(Boolean), {});
const plans = () => readSchedule(folder, say);

/** The disk and other programs may keep it waiting. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 100_000, interval: 10 });

test('it plans, waits, contacts when it is woken, and plans again', async () => {
  const daemon = createDaemon(configured(), log, runTask);
  const running = daemon.run();
  await soon(() => expect(Object.keys(plans())).toEqual([A, B]));
  expect(contacts).toEqual([]);
  expect(plans()[A]).toMatchObject({ why: 'first' });
  daemon.wake([A]);
  await soon(() => expect(plans()[A]).toMatchObject({ why: 'period', periodMs: 3_600_000 }));
  expect(contacts).toEqual([[A]]);
  expect(plans()[B]).toMatchObject({ why: 'first' });
  daemon.wake(null);
  await soon(() => expect(contacts).toEqual([[A], [A, B]]));
  daemon.stop();
  await running;
});

test('it says what it does', async () => {
  const daemon = createDaemon(configured(), log, async (_name, { targets }, _limits, tell) => {
    seen.push(daemon.status());
    tell({ type: 'status', text: 'running task Inventory' });
    seen.push(daemon.status());
    for (const target of targets) tell({ type: 'target', target, ok, periodMs: 3_600_000 });
  });
  const seen: string[] = [];
  const running = daemon.run();
  daemon.wake([A]);
  await vi.waitFor(() => expect(plans()[A]).toMatchObject({ why: 'period' }));
  expect([...seen, daemon.status()]).toEqual(['running task Contact', 'running task Inventory', 'waiting']);
  daemon.stop();
  await running;
});

test('another start keeps the plans', async () => {
  const first = createDaemon(configured(), log, runTask);
  const running = first.run();
  await soon(() => expect(Object.keys(plans())).toEqual([A, B]));
  first.stop();
  await running;
  const before = plans();
  const second = createDaemon(configured(), log, runTask);
  const again = second.run();
  await soon(() => expect(second.schedule()).toEqual(before));
  second.stop();
  await again;
  expect(plans()).toEqual(before);
  expect(contacts).toEqual([]);
});

test('a contact that fails is repeated later, and the other goes on', async () => {
  ok = false;
  const daemon = createDaemon(configured(), log, runTask);
  const running = daemon.run();
  daemon.wake([A]);
  await soon(() => expect(plans()[A]).toMatchObject({ why: 'retry', failures: 1 }));
  expect((plans()[A]?.nextAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
  daemon.stop();
  await running;
});

test('who asks while it is at work is not forgotten', async () => {
  const daemon = createDaemon(configured(), log, runTask);
  during = () => {
    during = () => undefined;
    daemon.wake([B]);
  };
  const running = daemon.run();
  daemon.wake([A]);
  await soon(() => expect(contacts).toEqual([[A], [B]]));
  daemon.stop();
  await running;
});

test('a wish that lies in its folder is fulfilled', async () => {
  requestWake(folder, [B]);
  const daemon = createDaemon(configured(), log, runTask);
  const running = daemon.run();
  await soon(() => expect(contacts).toEqual([[B]]));
  daemon.stop();
  await running;
});

test('with --once-for-all one that is due brings all', async () => {
  const daemon = createDaemon(configured('--once-for-all'), log, runTask);
  const running = daemon.run();
  daemon.wake([B]);
  await soon(() => expect(contacts).toEqual([[A, B]]));
  daemon.stop();
  await running;
});

test('it does nothing while another agent is at work, and says so', async () => {
  const lock = acquireLock(folder, 'run');
  const daemon = createDaemon(configured(), log, runTask);
  const running = daemon.run();
  daemon.wake(null);
  await soon(() => expect(lines.join('\n')).toContain('AGENT_BUSY'));
  expect(contacts).toEqual([]);
  lock?.release();
  daemon.wake(null);
  await soon(() => expect(contacts).toEqual([[A, B]]));
  daemon.stop();
  await running;
});

test('a state that cannot be written is said once, and plans go on in memory', async () => {
  writeFileSync(join(folder, 'file'), '');
  const daemon = createDaemon(configured('', join(folder, 'file', 'state')), log, runTask);
  const running = daemon.run();
  await soon(() => expect(daemon.schedule()[A]).toMatchObject({ why: 'first' }));
  daemon.wake([A]);
  await soon(() => expect(daemon.schedule()[A]).toMatchObject({ why: 'retry', failures: 1 }));
  daemon.wake([A]);
  await soon(() => expect(daemon.schedule()[A]).toMatchObject({ why: 'retry', failures: 2 }));
  expect(contacts).toEqual([]);
  expect(lines.filter((line) => line.includes('STATE_UNWRITABLE'))).toHaveLength(new Set(lines).size);
  daemon.stop();
  await running;
});

test('targets that are configured anew are planned, others forgotten', async () => {
  const daemon = createDaemon(configured(), log, runTask);
  const running = daemon.run();
  await soon(() => expect(Object.keys(plans())).toEqual([A, B]));
  const kept = plans()[A];
  daemon.reconfigure(readConfig(['--server', 'a', '--server', 'c', '--conf-file', 'none', '--vardir', folder], {}));
  await soon(() => expect(Object.keys(plans())).toEqual([A, 'http://c/ocsinventory']));
  expect(plans()[A]).toEqual(kept);
  daemon.stop();
  await running;
});
