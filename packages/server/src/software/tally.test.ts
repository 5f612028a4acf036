import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckedSelection } from '../fleet/asset-list-repository.ts';
import { pack } from './counting.ts';
import { createTally, type TalliedRelease, type TitleCount } from './tally.ts';
import type { TallyRepository } from './tally-repository.ts';
import { createTallyService } from './tally-service.ts';

/** Releases 1 to 60 of 20 titles; every third title has two releases of one version. */
const releases: readonly TalliedRelease[] = Array.from({ length: 60 }, (_, i) => ({
  id: i + 1,
  titleId: (i % 20) + 100,
  version: i % 3 === 0 ? null : String(i % 2),
}));
const byId = new Map(releases.map((one) => [one.id, one]));

type Machines = readonly (readonly number[])[];

/** As slowly as it can be said. */
function naive(machines: Machines): Map<number, TitleCount> {
  const counts = new Map<number, TitleCount>();
  for (const titleId of new Set(releases.map((one) => one.titleId))) {
    const having = machines.filter((ids) => ids.some((id) => byId.get(id)?.titleId === titleId));
    const versions = new Set(
      machines.flatMap((ids) =>
        ids.filter((id) => byId.get(id)?.titleId === titleId).map((id) => byId.get(id)?.version),
      ),
    );
    if (having.length > 0) counts.set(titleId, { machines: having.length, versions: versions.size });
  }
  return counts;
}

const someMachines = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), { maxLength: 12 });
const asObject = (counts: ReadonlyMap<number, TitleCount>) => Object.fromEntries(counts);

test('a tally counts each machine once for a title, and versions that are left', () => {
  fc.assert(
    fc.property(someMachines, (machines) => {
      const tally = createTally();
      const packed = machines.map((ids) => pack(new Set(ids)));
      const unknown = tally.unknown(packed);
      expect([...unknown].sort((a, b) => a - b)).toEqual([...new Set(machines.flat())].sort((a, b) => a - b));
      for (const id of unknown) tally.learn(byId.get(id) as TalliedRelease); // safe: 1 to 60
      expect(tally.unknown(packed)).toEqual([]);
      for (const one of packed) tally.add(one);
      expect(asObject(tally.result())).toEqual(asObject(naive(machines)));
    }),
  );
});

/** A repository of machines 1, 2, 3… that are counted. @param marks What it says when it is asked whether they were counted anew. */
function repositoryOf(machines: Machines, marks: readonly string[] = ['same']): TallyRepository {
  let asked = 0;
  const machinesWith = (has: (ids: readonly number[]) => boolean) => machines.filter(has).length;
  return {
    assetIds: async () => machines.map((_, i) => i + 1),
    packed: async (ids) => ids.map((id) => pack(new Set(machines[id - 1]))),
    releases: async (ids) => ids.map((id) => byId.get(id) as TalliedRelease), // safe: 1 to 60
    async totals() {
      const all = releases.map((one) => ({ ...one, machines: machinesWith((ids) => ids.includes(one.id)) }));
      const titles = [...naive(machines)].map(([id, one]) => ({ id, machines: one.machines }));
      return { releases: all.filter((one) => one.machines > 0), titles };
    },
    mark: async () => marks[Math.min(asked++, marks.length - 1)] ?? '',
  };
}

const counting = (tallies: TallyRepository, ids: readonly number[], few?: number) =>
  createTallyService({
    tallies,
    dictionary: { state: async () => ({ counted_at: 5 }) as never }, // safe: nothing else is asked
    selections: { check: async () => ({}) as CheckedSelection, idsNow: async () => [...ids] }, // safe: handed on, not read
    clock: () => 0,
    ...(few === undefined ? {} : { few }),
  });

test('most of a fleet is counted as the whole without the others, to the same numbers', async () => {
  await fc.assert(
    fc.asyncProperty(someMachines, fc.integer({ min: 0, max: 12 }), async (machines, without) => {
      const ids = machines.map((_, i) => i + 1).slice(without);
      const wanted = asObject(naive(machines.slice(without)));
      for (const few of [0, 1000]) {
        const counts = await counting(repositoryOf(machines), ids, few).counts({ os: 'x' });
        expect(counts).toMatchObject({ machines: ids.length, countedAt: 5 });
        expect(asObject(counts?.titles ?? new Map())).toEqual(wanted);
      }
    }),
  );
});

test('where machines are counted meanwhile, the numbers are added up one by one', async () => {
  const machines = [[1], [1, 2], [3]];
  const repository = repositoryOf(machines, ['before', 'after']);
  const counts = await counting(repository, [1, 2], 0).counts({ os: 'x' });
  expect(asObject(counts?.titles ?? new Map())).toEqual(asObject(naive(machines.slice(0, 2))));
});

test('nothing that narrows is all computers', async () => {
  expect(await counting(repositoryOf([]), []).counts({ os: '', tag: '', query: ' ' })).toBeNull();
});
