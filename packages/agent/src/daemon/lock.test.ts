import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock, lockHolder } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hold = (text: string, number = 1) => {
  mkdirSync(join(folder, 'lock'), { recursive: true });
  writeFileSync(join(folder, 'lock', `run.${number}`), text);
};

test('one has it, until it is released', () => {
  const lock = acquireLock(folder, 'run');
  expect(acquireLock(folder, 'run')).toBeNull();
  expect(lockHolder(folder, 'run')).toBe(process.pid);
  expect(acquireLock(folder, 'daemon')).not.toBeNull(); // another lock
  lock?.release();
  expect(lockHolder(folder, 'run')).toBeNull();
  expect(acquireLock(folder, 'run')).not.toBeNull();
  expect(readdirSync(join(folder, 'lock')).sort()).toEqual(['daemon.1', 'run.2']);
});

test('a process that was killed does not keep it', async () => {
  const code = `import { acquireLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    acquireLock(${JSON.stringify(folder)}, 'run'); console.log('held'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(acquireLock(folder, 'run')).toBeNull();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(acquireLock(folder, 'run')).not.toBeNull();
});

test.each([
  ['a process that is gone', 'process 999999999 started 5 boot x'],
  ['another process of the same number', () => `process ${process.pid} started 1 boot ${boot()}`],
  ['an earlier start of the machine', () => `process ${process.pid} started ${start()} boot 0000`],
  ['nobody', 'free'],
  ['damage', '\u0000\u0000'],
])('is taken over from %s', (_, holder) => {
  hold(typeof holder === 'string' ? holder : holder());
  expect(acquireLock(folder, 'run')).not.toBeNull();
});

test('two that find it free do not both get it', async () => {
  hold('process 999999999 started 5 boot x', 41);
  const code = `import { acquireLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    process.stdin.once('data', () => {
      console.log(acquireLock(${JSON.stringify(folder)}, 'run') === null ? 'no' : 'yes');
      process.stdin.once('data', () => process.exit());
    });
    console.log('ready');`;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  const answers = Promise.all(children.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()));
  for (const { stdin } of children) stdin.write('go\n');
  expect((await answers).sort()).toEqual(['no', 'no', 'no', 'no', 'no', 'yes']);
  for (const { stdin } of children) stdin.write('end\n');
  await Promise.all(children.map((child) => once(child, 'exit')));
});

test('a folder that cannot be written is an error with its path', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => acquireLock(join(folder, 'file'), 'run')).toThrow(expect.objectContaining({ code: 'STATE_UNWRITABLE' }));
});

const boot = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
const start = () => readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
