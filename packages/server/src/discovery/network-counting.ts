import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@muster/protocol';
import { addressKey } from '@muster/protocol/query';
import type { FoundNetwork, NetworkCount, NetworkCountRepository, SeenInterface } from './network-count-repository.ts';
import { parseSubnet, type Subnet } from './subnet.ts';

/** Devices, and machines, read at once: on SQLite nothing else happens meanwhile. */
const DEVICES = 1000;
const MACHINES = 500;

/** Counting rests for twenty times as long as it took; and for these times at least, and at most. Milliseconds. */
const REST = 20;
const LEAST_MS = 10_000;
const MOST_MS = 600_000;

/** Networks that are found by themselves: agents may claim any number of them. */
const MOST_FOUND = 50_000;

/** On every machine, and never between two of them. */
const LOCAL = /^(127\.|0\.|::1?$|fe[89ab])/;

type Needs = {
  readonly counts: NetworkCountRepository;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

type Count = { inventoried: number; identified: number; unknown: number };

/** What was found on the networks of one address. */
type Found = {
  readonly byTag: Map<string, Count>;
  /** How often each mask was said. */
  readonly masks: Map<number, number>;
};

export type NetworkCounting = ReturnType<typeof createNetworkCounting>;

/**
 * Finds in the background which networks there are, counts what is on them, and which devices report by now.
 *
 * Two that run at the same time write the same; what changes meanwhile is counted the next time.
 */
export function createNetworkCounting({ counts, clock }: Needs) {
  /** Devices whose machine reports by now, or no longer. */
  async function followMachines(rest: (ms: number) => Promise<void>, signal?: AbortSignal): Promise<void> {
    for (let after = ''; signal?.aborted !== true; ) {
      const begun = performance.now();
      const upTo = await counts.lastOf(after, DEVICES);
      if (upTo === undefined) return;
      const moved = await counts.moved(after, upTo);
      if (moved.length > 0) await counts.saveMachines(moved);
      after = upTo;
      await rest(performance.now() - begun);
    }
  }

  async function findMachines(found: Map<string, Found>, rest: (ms: number) => Promise<void>, signal?: AbortSignal) {
    const end = await counts.lastAsset();
    const read = createSubnetReader();
    for (let after = 0; after < end && signal?.aborted !== true; after += MACHINES) {
      const begun = performance.now();
      let current = 0;
      let seen = new Set<string>();
      for (const row of await counts.interfaces(after, after + MACHINES)) {
        if (row.asset_id !== current) seen = new Set();
        current = row.asset_id;
        for (const subnet of read(row)) {
          if (seen.has(subnet.address)) continue;
          seen.add(subnet.address);
          countAt(found, subnet, row.tag ?? '', 1).inventoried += 1;
        }
      }
      await rest(performance.now() - begun);
    }
  }

  return {
    state: () => counts.state(),

    async isDue(): Promise<boolean> {
      const { counted_at, counted_ms, stale } = await counts.state();
      if (counted_at === null) return true;
      const age = clock() - counted_at;
      if (age < Math.max(LEAST_MS, counted_ms * REST)) return false;
      return age > MOST_MS || stale === 1 || (await counts.isChangedSince(counted_at));
    },

    /** @param isPatient Half of the time is left to others. */
    async run(isPatient: boolean, signal?: AbortSignal): Promise<void> {
      const at = clock();
      let workMs = 0;
      const rest = async (tookMs: number) => {
        workMs += tookMs;
        await sleep(isPatient ? tookMs : 0);
      };
      await counts.begin();
      await followMachines(rest, signal);
      const found = new Map<string, Found>();
      await findMachines(found, rest, signal);
      if (signal?.aborted === true) return;
      const begun = performance.now();
      for (const { network, prefix, tag, state, n } of await counts.devices()) {
        const count = countAt(found, { address: network, prefix }, tag, n);
        if (state === 0) count.unknown += n;
        if (state === 1) count.identified += n;
      }
      const { changed, gone } = differences(await counts.all(), found);
      await counts.transaction(async (trx) => {
        await counts.save(trx, changed, gone);
        await counts.saveFound(trx, networksOf(found), at);
        await counts.finish(trx, at, Math.round(workMs + performance.now() - begun));
      });
    },
  };
}

/** The networks of an interface; what agents say is believed if it is one. */
function createSubnetReader(): (row: SeenInterface) => Subnet[] {
  const known = new Map<string, Subnet | null>();
  const read = (address: string | null, mask: string | null): Subnet | null => {
    if (address === null || address.length > 64 || (mask ?? '').length > 64) return null;
    const key = `${address} ${mask}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const subnet = LOCAL.test(address.toLowerCase()) ? null : subnetOf(address, mask ?? '');
    if (known.size < MOST_FOUND) known.set(key, subnet);
    return subnet;
  };
  return ({ subnet, mask, subnet6, mask6 }) => [read(subnet, mask), read(subnet6, mask6)].filter((one) => one !== null);
}

function subnetOf(address: string, mask: string): Subnet | null {
  try {
    const subnet = parseSubnet(address, mask);
    // Machines are looked up by what they say: another spelling of it would find none.
    return subnet.address === address ? subnet : null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return null;
  }
}

function countAt(found: Map<string, Found>, { address, prefix }: Subnet, tag: string, times: number): Count {
  let at = found.get(address);
  if (at === undefined) {
    at = { byTag: new Map(), masks: new Map() };
    found.set(address, at);
  }
  at.masks.set(prefix, (at.masks.get(prefix) ?? 0) + times);
  const count = at.byTag.get(tag) ?? { inventoried: 0, identified: 0, unknown: 0 };
  at.byTag.set(tag, count);
  return count;
}

/** Each with the mask that was said most often. */
const networksOf = (found: ReadonlyMap<string, Found>): FoundNetwork[] =>
  [...found].slice(0, MOST_FOUND).map(([address, { masks }]) => ({
    address,
    prefix: [...masks].reduce((most, one) => (one[1] > most[1] ? one : most))[0],
    addressKey: addressKey(address) ?? '',
  }));

function differences(stored: readonly NetworkCount[], found: ReadonlyMap<string, Found>) {
  const before = new Map(stored.map((one) => [`${one.address} ${one.tag}`, one]));
  const changed: NetworkCount[] = [];
  for (const [address, { byTag }] of found) {
    for (const [tag, count] of byTag) {
      const was = before.get(`${address} ${tag}`);
      before.delete(`${address} ${tag}`);
      const isSame =
        was?.inventoried === count.inventoried && was.identified === count.identified && was.unknown === count.unknown;
      if (!isSame) changed.push({ address, tag, ...count });
    }
  }
  return { changed, gone: [...before.values()] };
}
