/**
 * What recognising a machine costs, by the size of the fleet.
 *
 * The time is that of a whole reception of a small inventory: an upper bound of what identity costs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inventory, Row } from '@muster/protocol';
import { createServices, openDatabase } from '@muster/server';

const SIZES = [1_000, 10_000, 100_000];
const MEASURED = 500;

const hex = (n: number, digits: number) => (n * 2_654_435_761).toString(16).padStart(digits, '0').slice(-digits);
const uuidOf = (n: number) =>
  `${hex(n, 8)}-${hex(n + 1, 4)}-4${hex(n + 2, 3)}-8${hex(n + 3, 3)}-${hex(n + 4, 12)}`.toUpperCase();
const macOf = (n: number) => `3c:52:${hex(n, 8).match(/../g)?.join(':')}`;

function inventoryOf(n: number, deviceId: string, name: string): Inventory {
  const sections: Record<string, readonly Row[]> = {
    hardware: [{ name, uuid: uuidOf(n) }],
    bios: [{ systemSerial: `SER${hex(n, 9)}`, systemManufacturer: 'Dell Inc.' }],
    storages: [{ name: 'sda', type: 'disk', serial: `DSK${hex(n, 9)}` }],
    networks: [{ name: 'eth0', type: 'ethernet', mac: macOf(n) }],
  };
  return {
    deviceId,
    dialect: 'ocs',
    agent: null,
    itemType: 'Computer',
    partial: false,
    tag: null,
    oldDeviceId: null,
    checksum: null,
    sections: sections as Inventory['sections'], // safe: columns that are left out count as null
    other: [],
    otherTruncated: false,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
const db = await openDatabase(join(folder, 'bench.db'));
const { reception } = createServices({ db }).fleet;
const arrival = () => ({ at: Date.now(), sourceIp: null, userAgent: null, agentId: null });
const deviceIdOf = (n: number) => `pc-${n}-2026-01-01-00-00-00`;

async function time(name: string, fleet: number, work: (i: number) => Promise<unknown>) {
  const ms: number[] = [];
  for (let i = 0; i < MEASURED; i++) {
    const begin = performance.now();
    await work(i);
    ms.push(performance.now() - begin);
  }
  ms.sort((a, b) => a - b);
  const at = (part: number) => Number((ms[Math.floor(ms.length * part)] ?? 0).toFixed(3));
  console.log(JSON.stringify({ bench: 'identity', case: name, fleet, p50Ms: at(0.5), p99Ms: at(0.99) }));
}

let count = 0;
for (const size of SIZES) {
  for (; count < size; count++)
    await reception.receive(inventoryOf(count, deviceIdOf(count), `pc-${count}`), arrival());
  const pick = (i: number) => Math.floor((i * size) / MEASURED);
  await time('unchanged', size, (i) =>
    reception.receive(inventoryOf(pick(i), deviceIdOf(pick(i)), `pc-${pick(i)}`), arrival()),
  );
  await time('new device id', size, (i) => {
    const n = pick(i);
    return reception.receive(inventoryOf(n, `pc-${n}-at-${size}-2026-02-02-00-00-00`, `pc-${n}`), arrival());
  });
  // Back to what they were, so that the next size begins alike.
  for (let i = 0; i < MEASURED; i++)
    await reception.receive(inventoryOf(pick(i), deviceIdOf(pick(i)), `pc-${pick(i)}`), arrival());
}
await db.close();
rmSync(folder, { recursive: true });
