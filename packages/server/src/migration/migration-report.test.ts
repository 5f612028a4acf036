import { expect, test } from 'vitest';
import { difference, type MigrationReport, reportText } from './migration-report.ts';

const report: MigrationReport = {
  source: 'ocsweb',
  schemaVersion: '7056',
  startedAt: '2026-11-20T10:00:00.000Z',
  endedAt: '2026-11-20T10:05:00.000Z',
  dryRun: false,
  machines: { created: 2, updated: 0, unchanged: 0, reportHere: 0, failed: 1 },
  counts: [
    { what: 'hardware', theirs: 3, ours: 2, explained: [] },
    { what: 'slots', theirs: 5, ours: 4, explained: [{ reason: 'without any value', count: 1 }] },
    { what: 'sounds', theirs: 0, ours: 0, explained: [] },
  ],
  skipped: [{ what: 'machine 9 (\u001b[31mevil)', reason: 'its identifier is none' }],
  notes: [],
  kept: [{ table: 'subnet', rows: 4 }],
  left: [],
  isWhole: false,
};

test('what is explained is no difference', () => {
  expect(report.counts.map(difference)).toEqual([1, 0, 0]);
});

test('the report says what lacks and why, and steers no terminal', () => {
  const text = reportText(report);
  expect(text).toMatch(/^hardware +3 +2 +-1$/m);
  expect(text).toMatch(/^slots +5 +4 +1 without any value$/m);
  expect(text).not.toMatch(/sounds/);
  expect(text).toContain('machine 9 (\ufffd[31mevil): its identifier is none');
  expect(text).toContain('subnet: 4');
  expect(text).toContain('Not everything was taken over');
});
