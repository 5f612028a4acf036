import { chmodSync, fstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLog } from './open-log.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  said = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const open = (loggers: readonly string[], file: string | null = null, fileMaxBytes = 1000) =>
  openLog(
    { loggers, file, fileMaxBytes, facility: 'LOG_DAEMON' },
    { debug: false, component: 'core', err: (text) => said.push(text) },
  );

/** A program that is started may take its time. */
const SOON = { timeout: 100_000 };

/** A program in PATH that writes down how it was called and what it was given. */
function fakeProgram(name: string, exit = 0): string {
  const record = join(folder, `${name}.record`);
  const path = join(folder, 'bin', name);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "$@" >> '${record}'\ncat >> '${record}'\nexit ${exit}\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env.PATH}`);
  return record;
}

test('a file is begun anew before it grows too large, and the one before is kept', () => {
  const path = join(folder, 'log', 'agent.log');
  const log = open(['file', 'stderr'], path);
  for (let i = 0; i < 30; i++) log.info(`line ${i} ${'x'.repeat(40)}`);
  const [now, before] = [readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')];
  expect(now.length).toBeLessThanOrEqual(1100);
  expect(now).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z \[core\]\[INFO\] line \d+/);
  expect(`${before}${now}`.trimEnd().split('\n').at(-1)).toContain('line 29');
  expect(said).toHaveLength(30);
});

test('a file that cannot be written is said once, and stops nothing', () => {
  writeFileSync(join(folder, 'file'), '');
  const log = open(['file'], join(folder, 'file', 'agent.log'));
  log.info('one');
  log.info('two');
  expect(said).toEqual([expect.stringContaining('Cannot write the log')]);
});

test('syslog gets its lines through its own program', async () => {
  const record = fakeProgram('logger');
  const log = open(['syslog']);
  log.info('one');
  log.info('two');
  log.error('three');
  await vi.waitFor(
    () =>
      expect(readFileSync(record, 'utf8')).toBe(
        '-t muster-agent -p daemon.info\n[core][INFO] one\n[core][INFO] two\n-t muster-agent -p daemon.err\n[core][ERROR] three\n',
      ),
    SOON,
  );
});

test('a program that fails is said once', async () => {
  fakeProgram('logger', 3);
  const log = open(['syslog']);
  log.info('one');
  await vi.waitFor(() => expect(said).toEqual(['[core][WARN] Cannot log with "logger": exit status 3\n']), SOON);
});

test.each(['journald', 'stderr'])(
  'the journal takes the level from a prefix, where a service writes to it (%s)',
  (logger) => {
    const { dev, ino } = fstatSync(2);
    vi.stubEnv('JOURNAL_STREAM', `${dev}:${ino}`);
    const log = open([logger]);
    log.info('one');
    log.error('two');
    expect(said).toEqual(['<6>[core][INFO] one\n', '<3>[core][ERROR] two\n']);
  },
);

test('a service whose output goes elsewhere writes lines as they are', () => {
  vi.stubEnv('JOURNAL_STREAM', '8:1');
  open(['stderr']).info('one');
  expect(said).toEqual(['[core][INFO] one\n']);
});

test('elsewhere the journal has a program too', async () => {
  const record = fakeProgram('systemd-cat');
  open(['journald']).warn('one');
  await vi.waitFor(
    () => expect(readFileSync(record, 'utf8')).toBe('-t muster-agent -p warning\n[core][WARN] one\n'),
    SOON,
  );
});
