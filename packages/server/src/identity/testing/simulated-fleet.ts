import type { Inventory, Row } from '@muster/protocol';
import { testInventory } from '../../fleet/testing/test-inventory.ts';

/** How many machines in a hundred meet a thing in the whole time. Source: what administrators of real fleets report. */
export type Accidents = {
  readonly renamed: number;
  readonly newCard: number;
  readonly reinstalled: number;
  readonly cloned: number;
  readonly genericSerial: number;
  readonly sharedDock: number;
};

export type Report = {
  /** Which machine it really is. */
  readonly machine: number;
  readonly day: number;
  readonly inventory: Inventory;
  readonly agentId: string | null;
};

type Machine = {
  readonly id: number;
  readonly glpi: boolean;
  uuid: string;
  serial: string;
  boardSerial: string;
  disk: string;
  macs: string[];
  name: string;
  deviceId: string;
  agentId: string | null;
};

/** A small seeded generator (mulberry32): the same seed, the same fleet. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Reports of a fleet over some days, in the order in which they come: every machine at its first day and the day after each
 * accident, and now and then between. Machines that keep still say nothing new, so the days between change nothing.
 */
export function* simulateFleet(options: {
  readonly machines: number;
  readonly days: number;
  readonly seed: number;
  readonly accidents: Accidents;
}): Generator<Report> {
  const { machines: count, days, accidents } = options;
  const random = seededRandom(options.seed);
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const mac = () => ['3c', '52', '82'].concat(hex(6).match(/../g) ?? []).join(':');
  const stamp = (day: number) =>
    `2026-10-${String((day % 28) + 1).padStart(2, '0')}-08-${hex(2).replace(/\D/g, '1')}-00`;
  const fleet: Machine[] = [];
  const make = (id: number, day: number): Machine => {
    const isGeneric = random() < accidents.genericSerial / 100;
    const name = `pc-${String(id).padStart(5, '0')}`;
    const glpi = random() < 0.3;
    return {
      id,
      glpi,
      uuid: isGeneric ? '03000200-0400-0500-0006-000700080009' : `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
      serial: isGeneric ? 'To be filled by O.E.M.' : `S${hex(9)}`,
      boardSerial: isGeneric ? 'Default string' : `B${hex(9)}`,
      disk: `D${hex(11)}`,
      macs: random() < 0.4 ? [mac(), mac()] : [mac()],
      name,
      deviceId: `${name}-${stamp(day)}`,
      agentId: glpi ? `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` : null,
    };
  };
  for (let id = 0; id < count; id++) fleet.push(make(id, 0));
  const happens = (percent: number) => random() < percent / 100 / days;
  const docks = Array.from({ length: Math.ceil((count * accidents.sharedDock) / 100 / 4) }, () => ({
    mac: mac(),
    users: Array.from({ length: 4 }, () => Math.floor(random() * count)),
  }));
  const report = (machine: Machine, day: number, dock: string | null): Report => ({
    machine: machine.id,
    day,
    inventory: inventoryOf(machine, dock),
    agentId: machine.agentId,
  });

  for (let day = 0; day < days; day++) {
    for (const machine of [...fleet]) {
      let changed = day === 0 || random() < 0.05;
      if (day > 0 && happens(accidents.renamed)) {
        machine.name = `${machine.name.split('-').slice(0, 2).join('-')}-r${day}`;
        // OCS agents put the host name into the id; GLPI agents keep theirs.
        if (!machine.glpi) machine.deviceId = `${machine.name}-${stamp(day)}`;
        changed = true;
      }
      if (day > 0 && happens(accidents.newCard)) {
        machine.macs = [mac(), ...machine.macs.slice(1)];
        changed = true;
      }
      if (day > 0 && happens(accidents.reinstalled)) {
        if (random() < 0.5) machine.name = `new-${machine.id}-${day}`;
        machine.deviceId = `${machine.name}-${stamp(day)}`;
        if (machine.glpi) machine.agentId = `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
        changed = true;
      }
      if (day > 0 && happens(accidents.cloned)) {
        // A new machine starts from a copy of this one's disk: it says all the same but for the hardware.
        const copy = make(fleet.length, day);
        fleet.push({
          ...copy,
          glpi: machine.glpi,
          name: machine.name,
          deviceId: machine.deviceId,
          agentId: machine.agentId,
        });
        const last = fleet.at(-1);
        if (last !== undefined) yield report(last, day, null);
        changed = true;
      }
      const dock = docks.find(({ users }) => users.includes(machine.id) && users[day % users.length] === machine.id);
      if (changed || dock !== undefined) yield report(machine, day, dock?.mac ?? null);
    }
  }
}

function inventoryOf(machine: Machine, dock: string | null): Inventory {
  const card = (mac: string, i: number): Row => ({ name: `eth${i}`, mac, type: 'ethernet', virtual: false });
  const macs = dock === null ? machine.macs : [...machine.macs, dock];
  const sections: Record<string, readonly Row[]> = {
    hardware: [{ name: machine.name, uuid: machine.uuid }],
    bios: [{ systemSerial: machine.serial, systemManufacturer: 'Dell Inc.', boardSerial: machine.boardSerial }],
    storages: [{ name: 'sda', serial: machine.disk, type: 'disk' }],
    networks: macs.map(card),
  };
  return testInventory(machine.deviceId, sections, { dialect: machine.glpi ? 'glpi' : 'ocs' });
}
