import { expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { type Candidate, judge } from './match.ts';

const laptop: Evidence = {
  uuid: ['U1'],
  serial: ['S1'],
  diskSerial: ['D1'],
  mac: ['m1'],
  name: ['pc-1'],
};
const record = (assetId: number, evidence: Evidence, ...deviceIds: string[]): Candidate => ({
  assetId,
  evidence,
  deviceIds,
});
const nobody = { has: () => false };

function decide(deviceId: string, evidence: Evidence, candidates: readonly Candidate[], sharedMac = '') {
  const verdict = judge({ deviceId, oldDeviceId: null, evidence }, candidates, {
    has: (kind, value) => (sharedMac === '' ? nobody.has() : kind === 'mac' && value === sharedMac),
  });
  return verdict.outcome === 'same'
    ? `same as ${verdict.chosen.assetId}`
    : `new, ${verdict.clones.length} clones, ${verdict.suspects.length} suspects`;
}

test.each([
  { name: 'unchanged', id: 'pc-1-a', evidence: laptop, is: 'same as 1' },
  { name: 'renamed', id: 'pc-x-b', evidence: { ...laptop, name: ['pc-x'] }, is: 'same as 1' },
  { name: 'installed anew', id: 'new-b', evidence: { ...laptop, name: ['new'] }, is: 'same as 1' },
  { name: 'with another network card', id: 'pc-1-a', evidence: { ...laptop, mac: ['m9'] }, is: 'same as 1' },
  {
    name: 'with another disk and name',
    id: 'new-b',
    evidence: { ...laptop, diskSerial: ['D9'], name: ['n'] },
    is: 'same as 1',
  },
  {
    name: 'whose disk was copied to other hardware',
    id: 'pc-1-a',
    evidence: { ...laptop, uuid: ['U2'], serial: ['S2'], diskSerial: ['D2'], mac: ['m2'] },
    is: 'new, 1 clones, 0 suspects',
  },
  {
    name: 'without numbers, copied to other hardware',
    id: 'pc-1-a',
    evidence: { name: ['pc-1'], diskSerial: ['D2'], mac: ['m2'] },
    is: 'new, 1 clones, 0 suspects',
  },
  { name: 'of which only the card is known', id: 'pc-9-b', evidence: { mac: ['m1'] }, is: 'new, 0 clones, 1 suspects' },
  {
    name: 'at the same dock',
    id: 'pc-9-b',
    evidence: { uuid: ['U2'], serial: ['S2'], mac: ['m1'], name: ['z'] },
    is: 'new, 0 clones, 0 suspects',
  },
  { name: 'with its card and its name', id: 'pc-1-b', evidence: { mac: ['m1'], name: ['pc-1'] }, is: 'same as 1' },
  { name: 'with a name alone', id: 'pc-1-b', evidence: { name: ['pc-1'] }, is: 'new, 0 clones, 0 suspects' },
])('judge() knows a machine $name', ({ id, evidence, is }) => {
  expect(decide(id, evidence, [record(1, laptop, 'pc-1-a')])).toBe(is);
});

test('judge() tells clones apart that share a device id', () => {
  const copy: Evidence = { ...laptop, uuid: ['U2'], serial: ['S2'], diskSerial: ['D2'], mac: ['m2'] };
  const records = [record(1, laptop, 'pc-1-a'), record(2, copy, 'pc-1-a')];
  expect(decide('pc-1-a', laptop, records)).toBe('same as 1');
  expect(decide('pc-1-a', copy, records)).toBe('same as 2');
});

test('judge() does not guess between two that are as likely', () => {
  const twin: Evidence = { serial: ['S1'], name: ['pc-1'] };
  expect(decide('pc-1-b', twin, [record(1, twin, 'a'), record(2, twin, 'b')])).toBe('new, 0 clones, 2 suspects');
});

test('judge() tells of a machine that claims to be another', () => {
  const other: Evidence = { uuid: ['U9'], serial: ['S9'], diskSerial: ['D9'], mac: ['m9'], name: ['evil'] };
  const records = [record(1, laptop, 'pc-1-a')];
  for (const stolen of [{ uuid: laptop.uuid }, { serial: laptop.serial }]) {
    expect(decide('evil-a', { ...other, ...stolen } as Evidence, records)).toBe('new, 1 clones, 0 suspects');
  }
  const verdict = judge({ deviceId: 'evil-a', oldDeviceId: 'pc-1-a', evidence: other }, records, { has: () => false });
  expect(verdict).toMatchObject({ outcome: 'new', clones: [{ assetId: 1 }] });
  // A number that several have is no claim: makers write the same into all of a series.
  const series = [1, 2].map((id) => record(id, { ...other, serial: ['S7'], uuid: [`X${id}`] }, `pc-${id}`));
  expect(decide('pc-3', { ...laptop, serial: ['S7'] }, series)).toBe('new, 0 clones, 0 suspects');
});

test('judge() takes the older of two records of one machine, and so never makes a third', () => {
  expect(decide('pc-1-a', laptop, [record(1, laptop, 'pc-1-a'), record(2, laptop, 'pc-1-a')])).toBe('same as 1');
});

test('judge() counts what was merged into a record', () => {
  const other: Evidence = { uuid: ['U2'], serial: ['S2'], diskSerial: ['D2'], mac: ['m2'] };
  const merged = { ...record(1, laptop, 'pc-1-a', 'pc-2-a'), former: other };
  expect(decide('pc-2-a', other, [merged])).toBe('same as 1');
  expect(decide('pc-1-a', laptop, [merged])).toBe('same as 1');
});

test('judge() gives nothing for an address that travels', () => {
  const atDock: Evidence = { mac: ['dock'], name: ['pc-1'] };
  expect(decide('pc-1-b', atDock, [record(1, atDock, 'a')], 'dock')).toBe('new, 0 clones, 0 suspects');
});
