import { expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { createAuditService } from '../audit/audit-service.ts';
import { openDatabase } from '../db/database.ts';
import { createFleet } from '../fleet/create-fleet.ts';
import { createEventHub } from '../http/event-hub.ts';
import { createSettingsRepository } from '../settings/settings-repository.ts';
import { createSettingsService } from '../settings/settings-service.ts';
import { createBlacklists } from './blacklists.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { isOcsDuplicate } from './ocs-rule.ts';
import { type Report, simulateFleet } from './testing/simulated-fleet.ts';

/** What the peer's installer sets: host name, serial number and MAC address together. */
const OCS_LEVEL = 7;

const ACCIDENTS = { renamed: 5, newCard: 2, reinstalled: 3, cloned: 1, genericSerial: 1, sharedDock: 0.5 };
const START = Date.UTC(2026, 9, 1);
const DAY = 86_400_000;

/** Wrong joins: records that hold two machines. Missed joins: machines that have two records. */
function count(recordOf: readonly { machine: number; record: number }[]) {
  const machines = new Map<number, Set<number>>();
  const records = new Map<number, Set<number>>();
  for (const { machine, record } of recordOf) {
    machines.set(machine, (machines.get(machine) ?? new Set()).add(record));
    records.set(record, (records.get(record) ?? new Set()).add(machine));
  }
  const more = (sets: Iterable<Set<number>>) => [...sets].filter((set) => set.size > 1).length;
  return { machines: machines.size, wrong: more(records.values()), missed: more(machines.values()) };
}

test('2,000 machines over 30 days: no two are joined, and hardly one is doubled', async () => {
  const reports = [...simulateFleet({ machines: 2000, days: 30, seed: 1, accidents: ACCIDENTS })];
  const db = await openDatabase(':memory:');
  const audit = createAuditService({ repository: createAuditRepository(db), clock: Date.now });
  const settings = createSettingsService({ repository: createSettingsRepository(db), audit, clock: Date.now });
  const { reception } = createFleet({ db, settings, events: createEventHub() });
  const ours: { machine: number; record: number }[] = [];
  for (const { machine, day, inventory, agentId } of reports) {
    const arrival = { at: START + day * DAY, sourceIp: null, userAgent: null, agentId };
    ours.push({ machine, record: (await reception.receive(inventory, arrival)).assetId });
  }
  await db.close();
  const muster = count(ours);
  const ocs = count(withOcsRule(reports));
  console.log(JSON.stringify({ reports: reports.length, muster, ocs }));
  expect(muster.wrong).toBe(0);
  expect(muster.missed / muster.machines).toBeLessThan(0.002);
});

/** The peer: a record is its device id; a new one swallows every record that shares all criteria of the level. */
function withOcsRule(reports: readonly Report[]) {
  const blacklists = createBlacklists();
  const records = new Map<string, { id: number; evidence: Evidence }>();
  const swallowed = new Map<number, number>();
  let next = 0;
  const told: { machine: number; record: number }[] = [];
  for (const { machine, inventory, agentId } of reports) {
    const evidence = evidenceOf(inventory, agentId, blacklists);
    const record = records.get(inventory.deviceId) ?? { id: next++, evidence };
    records.set(inventory.deviceId, { ...record, evidence });
    for (const [deviceId, other] of records) {
      if (other.id === record.id || !isOcsDuplicate(OCS_LEVEL, evidence, other.evidence)) continue;
      swallowed.set(other.id, record.id);
      records.delete(deviceId);
    }
    told.push({ machine, record: record.id });
  }
  const last = (id: number): number => {
    const into = swallowed.get(id);
    return into === undefined ? id : last(into);
  };
  return told.map(({ machine, record }) => ({ machine, record: last(record) }));
}
