import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { runProgram } from './supervisor.ts';
import type { TaskMessage } from './task-messages.ts';

const program = join(import.meta.dirname, '../testing/misbehaving-task.ts');
const config = readConfig(['--server', 'a', '--conf-file', 'none'], {});

async function run(task: string, limits: { timeoutMs?: number; memoryMib?: number } = {}) {
  const messages: TaskMessage[] = [];
  const command = (args: readonly string[], flags: readonly string[] = []) => ({
    program: process.execPath,
    args: [...flags, program, ...args],
  });
  const job = { config, targets: ['http://a/'], httpdPort: null };
  const error = await runProgram(command, task, job, { timeoutMs: 60_000, memoryMib: 256, ...limits }, (message) =>
    messages.push(message),
  ).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { messages, error };
}

test('a task is told its job, and tells what came of it', async () => {
  expect(await run('talk')).toEqual({
    error: null,
    messages: [{ type: 'target', target: 'http://a/', ok: true, periodMs: 5 }],
  });
});

test('a task that hangs is killed, with the programs it started', async () => {
  // As long as it takes here to begin at all.
  let timeoutMs = 1_500;
  let { error, messages } = await run('hang', { timeoutMs });
  while (messages.length === 0 && timeoutMs < 60_000) {
    timeoutMs *= 3;
    ({ error, messages } = await run('hang', { timeoutMs }));
  }
  expect(error).toMatchObject({
    code: 'TASK_TIMED_OUT',
    details: { task: 'hang', seconds: Math.round(timeoutMs / 1000) },
  });
  const [started] = messages;
  const pid = started?.type === 'status' ? started.text : '';
  expect(pid).toMatch(/^\d+$/);
  await vi.waitFor(() => expect(existsSync(`/proc/${pid}/exe`)).toBe(false), { timeout: 100_000 });
});

test.each([
  ['crash', 'exit status 7'],
  ['abort', 'SIGSEGV'],
])('a task that ends by itself (%s) is reported', async (task, reason) => {
  expect((await run(task)).error).toMatchObject({ code: 'TASK_CRASHED', details: { task, reason } });
});

test('a task that takes all memory is killed', async () => {
  expect((await run('grow')).error).toMatchObject({ code: 'TASK_TOO_LARGE', details: { mebibytes: 256 } });
});

test('a task whose heap grows without end is stopped', async () => {
  const { error } = await run('grow-heap', { memoryMib: 64 });
  expect(error).toMatchObject({ code: 'TASK_TOO_LARGE' });
});
