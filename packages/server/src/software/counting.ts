import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Classification } from './classification.ts';
import type { CountRepository, Uncounted } from './count-repository.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';

/**
 * Machines counted together, by how long it takes to write what was counted of them. Milliseconds.
 *
 * Most of that is a row for each title that any of them has, and machines have the same titles: small steps write them again and again.
 */
const STEP_MS = { short: 500, long: 2000 };
const STEP = { first: 1000, least: 500, most: 4000 };

/** Machines read at once: on SQLite nothing else happens meanwhile. */
const READ = 50;

/** Machines looked through at once for those whose software changed. */
const WINDOW = 5000;

/** Counting rests for fifty times as long as it took; and for these times at least, and at most. Milliseconds. */
const REST = 50;
const LEAST_MS = 10_000;
const MOST_MS = 600_000;

const DAYS_KEPT = 400;
const DAY_MS = 86_400_000;

type Needs = {
  readonly counts: CountRepository;
  readonly dictionary: DictionaryRepository;
  readonly classification: Pick<Classification, 'deciding' | 'settle'>;
  readonly clock: () => number;
};

export type Counting = ReturnType<typeof createCounting>;

/**
 * Counts which machines have what, in the background: what changed since it was counted, machine by machine.
 *
 * Not while inventories are stored: machines have the same software, so that each of them would wait for the others to
 * write the same counts.
 */
export function createCounting({ counts, dictionary, classification, clock }: Needs) {
  /**
   * Counts some machines anew: they are read a few at a time, and written together, since each title is written once then.
   *
   * A machine that reports between the two is counted as it was read, under the fingerprint it had before: the next run
   * sees that it has another.
   *
   * @returns The last of them, and how long others could not write; null when there was none.
   */
  async function step(assets: readonly Uncounted[], day: string): Promise<{ last: number; wroteMs: number } | null> {
    const last = assets.at(-1);
    if (last === undefined) return null;
    let begun = 0;
    const visible = assets.filter(({ fingerprint }) => fingerprint !== '').map(({ assetId }) => assetId);
    const now = new Map<number, string>(); // packed: thousands of machines have millions of them
    for (let i = 0; i < visible.length; i += READ) {
      await nextTurn();
      for (const [id, releases] of await counts.releasesOf(visible.slice(i, i + READ)))
        now.set(id, pack(new Set(releases)));
    }
    await nextTurn();
    await counts.transaction(async (trx) => {
      begun = performance.now();
      await dictionary.lockState(trx); // one at a time, also where two processes believe to hold the lease
      const stored = await counts.remembered(
        trx,
        assets.map(({ assetId }) => assetId),
      );
      const changes = assets.map(({ assetId, fingerprint }) => ({
        assetId,
        fingerprint,
        before: stored.get(assetId) ?? '',
        after: now.get(assetId) ?? '',
      }));
      const all = new Set<number>();
      for (const { before, after } of changes) for (const id of [...unpack(before), ...unpack(after)]) all.add(id);
      const titles = await counts.titlesOf(trx, [...all]);
      const unknown = new Set(titles.filter(({ isKnown }) => isKnown === 0).map(({ titleId }) => titleId));
      if (unknown.size > 0) await classification.settle(trx, [...unknown], await classification.deciding(trx));
      const titleOf = new Map(titles.map(({ id, titleId }) => [id, titleId]));
      const releaseDeltas = new Map<number, number>();
      const titleDeltas = new Map<number, number>();
      for (const change of changes) {
        const [before, after] = [new Set(unpack(change.before)), new Set(unpack(change.after))];
        difference(before, after, releaseDeltas);
        difference(titlesIn(before, titleOf), titlesIn(after, titleOf), titleDeltas);
      }
      await counts.add(trx, withoutZero(releaseDeltas), withoutZero(titleDeltas), day);
      await counts.remember(
        trx,
        changes.map(({ assetId, fingerprint, after }) => ({ assetId, fingerprint, releases: after })),
      );
    });
    return { last: last.assetId, wroteMs: performance.now() - begun };
  }

  return {
    async isDue(): Promise<boolean> {
      const { counted_at, counted_ms } = await dictionary.state();
      if (counted_at === null) return true;
      const age = clock() - counted_at;
      if (age < Math.max(LEAST_MS, counted_ms * REST)) return false;
      return age > MOST_MS || (await counts.isChangedSince(counted_at));
    },

    /** @param isPatient Half of the time is left to others. */
    async run(isPatient: boolean, signal?: AbortSignal): Promise<void> {
      const at = clock();
      const day = new Date(at).toISOString().slice(0, 10);
      let workMs = 0;
      let size = STEP.first;
      const paced = async (find: () => Promise<Uncounted[]>) => {
        const begun = performance.now();
        const done = await step(await find(), day);
        const took = performance.now() - begun;
        workMs += took;
        if (done !== null && done.wroteMs < STEP_MS.short) size = Math.min(STEP.most, size * 2);
        else if (done !== null && done.wroteMs > STEP_MS.long) size = Math.max(STEP.least, Math.floor(size / 2));
        await sleep(isPatient ? took : 0);
        return done === null ? null : done.last;
      };
      while (signal?.aborted !== true && (await paced(() => counts.gone(size))) !== null);
      const end = await counts.lastAsset();
      for (let after = 0; after < end && signal?.aborted !== true; ) {
        const upTo = after + WINDOW;
        const last = await paced(() => counts.uncounted(after, upTo, size));
        after = last ?? upTo;
      }
      if (signal?.aborted === true) return;
      await counts.forgetDays(new Date(at - DAYS_KEPT * DAY_MS).toISOString().slice(0, 10));
      await dictionary.transaction((trx) =>
        dictionary.saveState(trx, { counted_at: at, counted_ms: Math.round(workMs) }),
      );
    },
  };
}

const titlesIn = (releases: ReadonlySet<number>, titleOf: ReadonlyMap<number, number>) =>
  new Set([...releases].flatMap((id) => titleOf.get(id) ?? []));

/** Adds one for what came, takes one off for what went. */
function difference(before: ReadonlySet<number>, after: ReadonlySet<number>, into: Map<number, number>): void {
  for (const id of after) if (!before.has(id)) into.set(id, (into.get(id) ?? 0) + 1);
  for (const id of before) if (!after.has(id)) into.set(id, (into.get(id) ?? 0) - 1);
}

const withoutZero = (deltas: ReadonlyMap<number, number>) => new Map([...deltas].filter(([, delta]) => delta !== 0));

/** Ascending numbers by what each is more than the one before, to base 36: some two characters each. */
export function pack(ids: ReadonlySet<number>): string {
  let before = 0;
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const step = id - before;
      before = id;
      return step.toString(36);
    })
    .join(' ');
}

export function unpack(text: string): number[] {
  let id = 0;
  if (text === '') return [];
  return text.split(' ').map((step) => {
    id += Number.parseInt(step, 36);
    return id;
  });
}
