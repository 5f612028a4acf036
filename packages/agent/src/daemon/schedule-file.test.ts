import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planPeriod } from './schedule.ts';
import { readSchedule, writeSchedule } from './schedule-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = { wallMs: 1_000_000, upMs: 5000, bootId: 'a' };
const schedule = {
  'http://a/': planPeriod(now, () => 0.5, 8_000_000),
  'http://b/': planPeriod(now, () => 0, 4_000_000),
};
const silent = () => undefined;

test('what was written is read again, by nobody else', () => {
  writeSchedule(join(folder, 'new'), schedule);
  expect(readSchedule(join(folder, 'new'), silent)).toEqual(schedule);
  expect(statSync(join(folder, 'new', 'schedule.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'new', 'schedule.json'), 'utf8')).toContain('"next": "1970-01-01T');
});

test('a shell can read when the next contact is', () => {
  writeSchedule(folder, schedule);
  expect(readFileSync(join(folder, 'next-contact'), 'utf8')).toBe('3000 1000 2005 a\n');
});

test.each(['', '{', '[]', '{"targets":[]}', 'null'])('a damaged file (%j) is put aside', (text) => {
  writeFileSync(join(folder, 'schedule.json'), text);
  const warnings: string[] = [];
  expect(readSchedule(folder, (message) => warnings.push(message))).toEqual({});
  expect(warnings).toHaveLength(1);
  expect(readFileSync(join(folder, 'schedule.json.damaged'), 'utf8')).toBe(text);
});

test.each([{ nextAtMs: '1' }, { nextAtMs: 1e300 }, { periodMs: 0 }, { why: 'never' }, { bootId: null }])(
  'a plan that cannot be right (%j) is left out',
  (wrong) => {
    const plan = { ...schedule['http://b/'], ...wrong };
    writeFileSync(join(folder, 'schedule.json'), JSON.stringify({ targets: { ...schedule, 'http://b/': plan } }));
    expect(Object.keys(readSchedule(folder, silent))).toEqual(['http://a/']);
  },
);

test('a folder that cannot be written is an error with its path', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => writeSchedule(join(folder, 'file'), schedule)).toThrow(
    expect.objectContaining({ code: 'STATE_UNWRITABLE' }),
  );
});
