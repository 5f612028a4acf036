import { setImmediate as breathe } from 'node:timers/promises';
import { currentScope } from '../access/viewer.ts';
import { createFigureCache } from '../dashboard/figure-cache.ts';
import type { AssetSelection, CheckedSelection } from '../fleet/asset-selection.ts';
import { type Among, selectionAmong, selectionCounted } from './among.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';
import { createTally, type TitleCount } from './tally.ts';
import type { TallyRepository } from './tally-repository.ts';

/** Machines read at once: on SQLite nothing else happens meanwhile. */
const READ = 1000;

/** Among so few machines, counting those that are not meant is not worth asking how many there are. */
const FEW = 5000;

/** Selections of which the numbers are kept: some 200 kB each. */
const KEPT = 50;

/** Numbers of software on some computers. */
export type AmongCounts = {
  /** How many computers that are. */
  readonly machines: number;
  readonly titles: ReadonlyMap<number, TitleCount>;
  /** JSON of `[title, machines, versions]` of each. */
  readonly json: string;
  /** When machines were counted; null: not yet. */
  readonly countedAt: number | null;
};

type Needs = {
  readonly tallies: TallyRepository;
  readonly dictionary: Pick<DictionaryRepository, 'state'>;
  readonly selections: {
    check(selection: AssetSelection): Promise<CheckedSelection>;
    idsNow(selection: CheckedSelection): Promise<number[]>;
  };
  readonly clock: () => number;
  /** With at most so many machines, the others are not thought of. */
  readonly few?: number;
};

export type TallyService = ReturnType<typeof createTallyService>;

/**
 * Counts the software of some computers: those of a system, a TAG, a group, a search.
 *
 * From what the job remembers of each machine, a kilobyte, not from its rows of software: so these numbers and those of the whole
 * fleet are of the same moment, and the work grows with the machines. Of more than half of the fleet the others are taken off the whole.
 */
export function createTallyService({ tallies, dictionary, selections, clock, few = FEW }: Needs) {
  const cache = createFigureCache({ clock, most: KEPT });

  /** Adds the software of machines, some at a time. */
  async function addAll(tally: ReturnType<typeof createTally>, ids: readonly number[]): Promise<void> {
    for (let i = 0; i < ids.length; i += READ) {
      const machines = await tallies.packed(ids.slice(i, i + READ));
      const unknown = tally.unknown(machines);
      if (unknown.length > 0) for (const release of await tallies.releases(unknown)) tally.learn(release);
      for (const packed of machines) tally.add(packed);
      await breathe();
    }
  }

  /** The whole fleet without the machines that are not selected; null where machines were counted meanwhile. */
  async function fromWhole(ids: ReadonlySet<number>, all: readonly number[]) {
    const before = await tallies.mark();
    const { releases, titles } = await tallies.totals();
    const tally = createTally(-1);
    for (const { machines, ...release } of releases) tally.learn(release, machines);
    for (const { id, machines } of titles) tally.learnTitle(id, machines);
    await addAll(
      tally,
      all.filter((id) => !ids.has(id)),
    );
    return (await tallies.mark()) === before ? tally : null;
  }

  async function count(selection: CheckedSelection): Promise<AmongCounts> {
    const { counted_at: countedAt } = await dictionary.state();
    const ids = await selections.idsNow(selection);
    const all = ids.length > few ? await tallies.assetIds() : [];
    let tally = ids.length > all.length / 2 && all.length > 0 ? await fromWhole(new Set(ids), all) : null;
    if (tally === null) {
      tally = createTally();
      await addAll(tally, ids);
    }
    const titles = tally.result();
    const json = JSON.stringify([...titles].map(([id, { machines, versions }]) => [id, machines, versions]));
    return { machines: ids.length, titles, json, countedAt };
  }

  return {
    /** Something in the fleet changed: what is kept may be out of date. */
    invalidate: cache.invalidate,

    /** Nothing that is kept holds any more. */
    forget: cache.clear,

    /** Of computers that who asks may see. @returns Null: of all there are. @throws {AppError} `SEARCH_INVALID`. Outside of a transaction. */
    async counts(among: Among): Promise<AmongCounts | null> {
      const selection = selectionCounted(among);
      if (selection === null) return null;
      const checked = await selections.check(selection);
      const key = `${JSON.stringify(selection)} ${JSON.stringify(currentScope())}`;
      return (await cache.get(key, () => count(checked))).value;
    },

    /** Conditions of the asset `a`; none: all computers. @throws {AppError} `SEARCH_INVALID`. */
    async conditions(among: Among): Promise<CheckedSelection['conditions']> {
      const selection = selectionAmong(among);
      return selection === null ? [] : (await selections.check(selection)).conditions;
    },
  };
}
