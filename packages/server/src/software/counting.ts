import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CountRepository } from './count-repository.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';

/** Rows that a step may take long over on SQLite, where nothing else runs meanwhile. Milliseconds. */
const STEP_MS = { short: 20, long: 60 };
const STEP = { first: 16, most: 2000 };

/** The share of time that counting may take: a fiftieth. */
const REST = 50;
/** Between two counts, at least; and at most while nothing seems to have changed. Milliseconds. */
const LEAST_MS = 10_000;
const MOST_MS = 3_600_000;

/** Machines out of sight looked at together. */
const HIDDEN = 100;

const DAYS_KEPT = 400;
const DAY_MS = 86_400_000;

type Needs = {
  readonly counts: CountRepository;
  readonly dictionary: DictionaryRepository;
  readonly clock: () => number;
};

export type Counting = ReturnType<typeof createCounting>;

/**
 * Counts which machines have what, in the background, a few titles at a time.
 *
 * Not while inventories are stored: machines have the same software, so that each of them would wait for the others to
 * write the same counts.
 */
export function createCounting({ counts, dictionary, clock }: Needs) {
  return {
    /** A large fleet takes longer to count, and is counted less often. */
    async isDue(): Promise<boolean> {
      const { counted_at, counted_ms } = await dictionary.state();
      if (counted_at === null) return true;
      const age = clock() - counted_at;
      if (age < Math.max(LEAST_MS, counted_ms * REST)) return false;
      return age > MOST_MS || (await counts.isChangedSince(counted_at));
    },

    async run(signal?: AbortSignal): Promise<void> {
      const at = clock();
      const begun = performance.now();
      const day = new Date(at).toISOString().slice(0, 10);
      const hidden = await countHidden(signal);
      let step = STEP.first;
      for (let after = 0; signal?.aborted !== true; ) {
        const stepBegun = performance.now();
        const titles = await counts.titles(after, step);
        const [first, last] = [titles[0], titles.at(-1)];
        if (first === undefined || last === undefined) break;
        await countTitles(titles, hidden, day);
        after = last.titleId;
        const took = performance.now() - stepBegun;
        if (took < STEP_MS.short) step = Math.min(STEP.most, step * 2);
        else if (took > STEP_MS.long) step = Math.max(1, Math.floor(step / 2));
        await nextTurn();
      }
      if (signal?.aborted === true) return;
      await counts.forgetDays(new Date(at - DAYS_KEPT * DAY_MS).toISOString().slice(0, 10));
      await dictionary.transaction((trx) =>
        dictionary.saveState(trx, { counted_at: at, counted_ms: Math.round(performance.now() - begun) }),
      );
    },
  };

  type Hidden = { readonly releases: ReadonlyMap<number, number>; readonly titles: ReadonlyMap<number, number> };

  /** What machines out of sight have: few of them, as a rule. */
  async function countHidden(signal: AbortSignal | undefined): Promise<Hidden> {
    const releases = new Map<number, number>();
    const titles = new Map<number, number>();
    const ids = await counts.hiddenAssets();
    for (let i = 0; i < ids.length && signal?.aborted !== true; i += HIDDEN) {
      const pairs = await counts.releasesOf(ids.slice(i, i + HIDDEN));
      for (const { releaseId } of pairs) releases.set(releaseId, (releases.get(releaseId) ?? 0) + 1);
      const seen = new Set<string>();
      for (const { assetId, titleId } of pairs) {
        const key = `${assetId} ${titleId}`;
        if (!seen.has(key)) titles.set(titleId, (titles.get(titleId) ?? 0) + 1);
        seen.add(key);
      }
      await nextTurn();
    }
    return { releases, titles };
  }

  async function countTitles(
    titles: readonly { titleId: number; machines: number; versions: number }[],
    hidden: Hidden,
    day: string,
  ): Promise<void> {
    const [from, to] = [titles[0]?.titleId ?? 0, titles.at(-1)?.titleId ?? 0];
    const found = new Map((await counts.releases(from, to)).map(({ releaseId, machines }) => [releaseId, machines]));
    const before = await counts.counted(from, to);
    const changed: { releaseId: number; machines: number }[] = [];
    const installed = new Map<number, { machines: number; versions: Set<string> }>();
    for (const { titleId, releaseId, machines: was, version } of before) {
      const machines = Math.max(0, (found.get(releaseId) ?? 0) - (hidden.releases.get(releaseId) ?? 0));
      if (machines !== was) changed.push({ releaseId, machines });
      if (machines === 0) continue;
      const one = installed.get(titleId) ?? { machines: 0, versions: new Set<string>() };
      // Of a title with one release it is the number; of others their machines are counted, each once.
      one.machines = one.versions.size === 0 && one.machines === 0 ? machines : -1;
      one.versions.add(version ?? '');
      installed.set(titleId, one);
    }
    const several = [...installed].filter(([, { machines }]) => machines === -1).map(([titleId]) => titleId);
    const distinct = new Map((await counts.machines(several)).map(({ titleId, machines }) => [titleId, machines]));
    const changedTitles = titles.flatMap(({ titleId, machines: was, versions: had }) => {
      const now = installed.get(titleId);
      const versions = now?.versions.size ?? 0;
      const all = (distinct.get(titleId) ?? 0) - (hidden.titles.get(titleId) ?? 0);
      const machines = now === undefined ? 0 : now.machines === -1 ? Math.max(1, all) : now.machines;
      return machines === was && versions === had ? [] : [{ titleId, machines, versions }];
    });
    if (changed.length === 0 && changedTitles.length === 0) return;
    await counts.transaction(async (trx) => {
      await counts.saveReleases(trx, changed);
      await counts.saveTitles(trx, changedTitles, day);
    });
  }
}
