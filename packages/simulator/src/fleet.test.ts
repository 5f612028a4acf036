import { expect, test } from 'vitest';
import { createSimulatedFleet, type FleetOptions } from './fleet.ts';
import { hostileTexts } from './hostile-texts.ts';

const UNTIL = Date.UTC(2026, 10, 20, 9);
const DAY_MS = 86_400_000;
const options: FleetOptions = { seed: 7, assets: 400, software: 80, inventories: 2, days: 180, until: UNTIL };

const told = (given: FleetOptions, numbers: readonly number[]) => {
  const fleet = createSimulatedFleet(given);
  return JSON.stringify(numbers.map((number) => [...fleet.machine(number).visits()]));
};
const all = Array.from({ length: options.assets }, (_, i) => i);

test('a fleet is the same whenever it is made, in whatever order and size; another seed makes another', () => {
  const few = [0, 11, 12, 13, 250, 399];
  expect(told(options, few)).toBe(told({ ...options, assets: 100_000 }, few));
  const fleet = createSimulatedFleet(options);
  for (const number of all.toReversed()) fleet.machine(number);
  expect(JSON.stringify(few.map((number) => [...fleet.machine(number).visits()]))).toBe(told(options, few));
  expect(told({ ...options, seed: 8 }, [0])).not.toBe(told(options, [0]));
});

test('machines differ as those of an organisation do, and report over months', () => {
  const machines = all.map((number) => createSimulatedFleet(options).machine(number));
  const visits = machines.map((one) => [...one.visits()]);
  const last = visits.map((those) => those.at(-1)?.at ?? 0);
  const counts = visits.map((those) => those.at(-1)?.inventory.sections.software?.length ?? 0);
  const distinct = (values: readonly unknown[]) => new Set(values).size;

  expect(distinct(machines.map(({ machine }) => machine.model.model))).toBeGreaterThan(15);
  expect(distinct(machines.map(({ machine }) => machine.system.name))).toBeGreaterThan(10);
  expect(distinct(machines.map(({ machine }) => machine.deviceId))).toBe(options.assets);
  expect(visits.some((those) => those.length > 1)).toBe(true);
  for (const those of visits)
    expect(those.map(({ at }) => at)).toEqual(those.map(({ at }) => at).toSorted((a, b) => a - b));
  expect(Math.max(...last)).toBeLessThanOrEqual(UNTIL);
  expect(last.filter((at) => at < UNTIL - 30 * DAY_MS).length).toBeGreaterThan(5);
  expect(last.filter((at) => at > UNTIL - DAY_MS).length).toBeGreaterThan(options.assets / 2);
  expect(counts.reduce((sum, n) => sum + n, 0) / options.assets).toBeGreaterThan(options.software * 0.85);
  expect(counts.reduce((sum, n) => sum + n, 0) / options.assets).toBeLessThan(options.software * 1.15);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(50);
});

test('the popularity of titles has a long tail, and a title has several versions', () => {
  const fleet = createSimulatedFleet(options);
  const installs = new Map<string, number>();
  const versions = new Set<unknown>();
  for (const number of all) {
    for (const { name, version } of [...fleet.machine(number).visits()].at(-1)?.inventory.sections.software ?? []) {
      installs.set(String(name), (installs.get(String(name)) ?? 0) + 1);
      if (name === 'Google Chrome') versions.add(version);
    }
  }
  const sorted = [...installs.values()].sort((a, b) => b - a);
  expect(sorted[0]).toBeGreaterThan(150);
  expect(sorted.filter((n) => n === 1).length).toBeGreaterThan(sorted.length / 10);
  expect(versions.size).toBeGreaterThan(2);
});

test('some machines are hostile, some are doubles of others, some are given up', () => {
  const fleet = createSimulatedFleet(options);
  const first = (number: number) => fleet.machine(number).machine;
  expect(hostileTexts).toContain(first(7).hostile);
  expect(first(11)).toMatchObject({ serial: first(10).serial, doubles: 'copy' });
  expect(first(11).uuid).not.toBe(first(10).uuid);
  expect(first(12)).toMatchObject({ serial: first(10).serial, uuid: null, macs: [], doubles: 'anew' });
  expect(first(13).isRetired).toBe(true);
});
