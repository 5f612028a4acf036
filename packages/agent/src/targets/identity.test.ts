import { expect, test } from 'vitest';
import type { Capture } from '../host/capture-host.ts';
import { createLog } from '../log.ts';
import { type AgentState, NEW_AGENT, NEW_TARGET } from '../state.ts';
import { replayHost } from '../testing/replay-host.ts';
import { keepIdentity, ownState } from './identity.ts';

type Machine = {
  name?: string;
  uuid?: string | null;
  serial?: string | null;
  machineId?: string;
  macs?: readonly string[];
  container?: boolean;
};

const UUID = '4c4c4544-004e-4a10-8035-b7c04f4d4e32';
const OTHER_UUID = '564d7c1e-31a5-9c2b-0f7e-0a1b2c3d4e5f';
const LAPTOP: Machine = {
  name: 'pc',
  uuid: UUID,
  serial: 'PF-1',
  machineId: 'a1',
  macs: ['aa:00:00:00:00:01', 'aa:00:00:00:00:02'],
};

function machine({ name = 'pc', uuid = null, serial = null, machineId = 'a1', macs = [], container }: Machine) {
  const cards = macs.map((mac, i) => [`/sys/class/net/eth${i}/address`, `${mac}\n`]);
  const capture: Capture = {
    now: '2026-11-20T09:40:00.000Z',
    files: {
      '/proc/sys/kernel/hostname': `${name}\n`,
      '/etc/machine-id': `${machineId}\n`,
      '/sys/class/net/lo/address': '00:00:00:00:00:00\n',
      ...(uuid === null ? {} : { '/sys/class/dmi/id/product_uuid': `${uuid}\n` }),
      ...(serial === null ? {} : { '/sys/class/dmi/id/product_serial': `${serial}\n` }),
      ...(container === true ? { '/.dockerenv': '' } : {}),
      ...Object.fromEntries(cards),
    },
    links:
      container === true ? {} : Object.fromEntries(macs.map((_, i) => [`/sys/class/net/eth${i}/device`, '../pci'])),
  } as Capture;
  return replayHost(capture);
}

/** Runs on one machine after the other with the same state, as a disk that moves; tells the identities. */
async function move(...machines: Machine[]) {
  let kept: AgentState = NEW_AGENT;
  const logged: string[] = [];
  const log = createLog((line) => logged.push(line), false);
  const store = {
    read: async () => kept,
    write: async (state: AgentState) => {
      kept = state;
    },
  };
  const identities = [];
  for (const one of machines) identities.push(await keepIdentity(store, machine(one), log));
  return { identities, logged: logged.join(''), kept };
}

test.each<{ name: string; next: Machine }>([
  { name: 'the same machine', next: LAPTOP },
  { name: 'a network card that was replaced', next: { ...LAPTOP, macs: ['bb:00:00:00:00:09'] } },
  { name: 'cards that were taken out', next: { ...LAPTOP, macs: [] } },
  { name: 'a new machine id', next: { ...LAPTOP, machineId: 'b2' } },
  {
    name: 'a board that was replaced, with the old serial number written to it',
    next: { ...LAPTOP, uuid: OTHER_UUID, macs: ['bb:00:00:00:00:09'] },
  },
  {
    name: 'a board that was replaced, with one card that stayed',
    next: { ...LAPTOP, uuid: OTHER_UUID, serial: null, macs: ['aa:00:00:00:00:02'] },
  },
  {
    name: 'firmware that tells its UUID in the other order',
    next: { ...LAPTOP, uuid: '44454c4c-4e00-104a-8035-b7c04f4d4e32' },
  },
  { name: 'a run as an ordinary user', next: { ...LAPTOP, uuid: null, serial: null } },
  { name: 'a user, and another card', next: { ...LAPTOP, uuid: null, serial: null, macs: ['bb:00:00:00:00:09'] } },
  { name: 'no name yet', next: { ...LAPTOP, name: 'localhost' } },
  { name: 'a name with its domain', next: { ...LAPTOP, name: 'pc.example.org' } },
])('$name is the machine it was', async ({ next }) => {
  const { identities } = await move(LAPTOP, next, LAPTOP);
  expect(identities[1]).toEqual(identities[0]);
  expect(identities[2]).toEqual(identities[0]);
});

test.each<{ name: string; first: Machine; next: Machine }>([
  {
    name: 'the clone of a virtual machine',
    first: { ...LAPTOP, serial: null },
    next: { ...LAPTOP, serial: null, uuid: OTHER_UUID, macs: ['bb:00:00:00:00:09'] },
  },
  {
    name: 'a disk in another machine',
    first: LAPTOP,
    next: { ...LAPTOP, uuid: OTHER_UUID, serial: 'PF-2', macs: ['bb:00:00:00:00:09'] },
  },
  {
    name: 'an image whose machine id was reset, where no firmware tells',
    first: { macs: ['aa:00:00:00:00:01'], machineId: 'a1' },
    next: { macs: ['bb:00:00:00:00:01'], machineId: 'b2' },
  },
  {
    name: 'the copy of a container, on the same host',
    first: { ...LAPTOP, container: true },
    next: { ...LAPTOP, container: true, name: 'copy', macs: ['bb:00:00:00:00:01'] },
  },
  {
    name: 'a copy on boards whose UUID is the same for all',
    first: { ...LAPTOP, uuid: '03000200-0400-0500-0006-000700080009' },
    next: {
      ...LAPTOP,
      uuid: '03000200-0400-0500-0006-000700080009',
      serial: 'PF-2',
      macs: ['bb:00:00:00:00:09'],
    },
  },
])('$name is a new machine, once', async ({ first, next }) => {
  const { identities, logged } = await move(first, next, next);
  const [before, after, again] = identities;
  expect(after?.agentId).not.toBe(before?.agentId);
  expect(after?.deviceId).not.toBe(before?.deviceId);
  expect(again).toEqual(after);
  expect(logged).toContain('disk of another machine');
});

test('a machine that was renamed keeps its agent id, and gets another device id', async () => {
  const { identities, kept } = await move(LAPTOP, { ...LAPTOP, name: 'pc-7' });
  expect(identities[1]).toMatchObject({ agentId: identities[0]?.agentId, hostName: 'pc-7' });
  expect(identities[1]?.deviceId).toMatch(/^pc-7-2026-/);
  expect(JSON.stringify(kept)).not.toContain('"a1"'); // the machine id is not to be told
});

test('a server knows nothing of the original of a copied disk', () => {
  const identity = { deviceId: 'pc-2026-01-01-00-00-00', agentId: 'copy', hostName: 'pc' };
  const memory = {
    ...NEW_TARGET,
    agentId: 'original',
    reportedDeviceId: 'old',
    dialect: 'glpi',
    ownDeviceId: 'own',
    ownDeviceIdHostName: 'pc',
  };
  expect(ownState(memory, identity)).toEqual({
    deviceId: 'pc-2026-01-01-00-00-00',
    state: { ...NEW_TARGET, agentId: 'copy', dialect: 'glpi' },
  });
});

test('a device id for one server is used until the machine is renamed', () => {
  const identity = { deviceId: 'pc-2026-01-01-00-00-00', agentId: 'a', hostName: 'pc' };
  const memory = { ...NEW_TARGET, ownDeviceId: 'pc.example.org-2020-01-01-00-00-00', ownDeviceIdHostName: 'pc' };
  expect(ownState(memory, identity).deviceId).toBe('pc.example.org-2020-01-01-00-00-00');
  expect(ownState(memory, { ...identity, hostName: 'pc-7' }).deviceId).toBe('pc-2026-01-01-00-00-00');
});
