import type { CatalogRelease, CatalogTitle } from './catalog-repository.ts';
import { BUILT_IN } from './classify.ts';

/** Examples told of what would change. */
const SAMPLES = 50;

/** Publishers told of what would change. */
const PUBLISHERS = 200;

/** What would change, before it is stored. */
export type Preview = {
  /** Titles that would get another category. */
  readonly titles: number;
  /** Releases that would, beside their titles: by a rule about versions, or no more. */
  readonly versions: number;
  /** Titles that would show another publisher. */
  readonly publishers: number;
  /** Titles by category, before and after; most first. */
  readonly moves: { readonly from: number; readonly to: number; readonly titles: number }[];
  /** Titles by publisher, before and after; most first, cut. */
  readonly renames: { readonly from: string; readonly to: string; readonly titles: number }[];
  /** The most installed ones of what would change. */
  readonly samples: Sample[];
};

export type Sample = {
  readonly titleId: number;
  readonly name: string;
  readonly machines: number;
  /** Null: the title as a whole. */
  readonly version: string | null;
  readonly before: { readonly categoryId: number; readonly publisher: string };
  readonly after: { readonly categoryId: number; readonly publisher: string };
};

type Deciding = {
  readonly title: { readonly category_id: number; readonly publisher: string };
  readonly releases: readonly { readonly category_id: number; readonly own_category: number }[];
};

/** Adds up what would change, title by title; what it keeps does not grow with the fleet. */
export function previewing() {
  const moves = new Map<string, { from: number; to: number; titles: number }>();
  const renames = new Map<string, { from: string; to: string; titles: number }>();
  let samples: Sample[] = [];
  const counts = { titles: 0, versions: 0, publishers: 0 };

  function sample(one: Sample): void {
    samples.push(one);
    if (samples.length >= 20 * SAMPLES) samples = best(samples);
  }

  return {
    add(title: CatalogTitle, releases: readonly CatalogRelease[], { title: to, releases: toReleases }: Deciding): void {
      const { name, machines, id: titleId, decided, reported } = title;
      const before = { categoryId: decided?.category_id ?? BUILT_IN.new, publisher: decided?.publisher ?? reported };
      const after = { categoryId: to.category_id, publisher: to.publisher };
      const isMoved = before.categoryId !== after.categoryId;
      const isRenamed = before.publisher !== after.publisher;
      if (isMoved) {
        counts.titles += 1;
        const key = `${before.categoryId} ${after.categoryId}`;
        const move = moves.get(key) ?? { from: before.categoryId, to: after.categoryId, titles: 0 };
        moves.set(key, { ...move, titles: move.titles + 1 });
      }
      if (isRenamed) {
        counts.publishers += 1;
        const key = JSON.stringify([before.publisher, after.publisher]);
        const rename = renames.get(key) ?? { from: before.publisher, to: after.publisher, titles: 0 };
        renames.set(key, { ...rename, titles: rename.titles + 1 });
      }
      if (isMoved || isRenamed) sample({ titleId, name, machines, version: null, before, after });
      for (const [i, release] of releases.entries()) {
        const was = release.decided;
        const will = toReleases[i];
        if (will === undefined || (will.own_category === 0 && (was?.own_category ?? 0) === 0)) continue;
        const from = was?.category_id ?? before.categoryId;
        if (from === will.category_id) continue;
        counts.versions += 1;
        sample({
          titleId,
          name,
          machines: release.machines,
          version: release.version ?? '',
          before: { ...before, categoryId: from },
          after: { ...after, categoryId: will.category_id },
        });
      }
    },

    result: (): Preview => ({
      ...counts,
      moves: [...moves.values()].sort((a, b) => b.titles - a.titles || a.from - b.from || a.to - b.to),
      renames: [...renames.values()].sort((a, b) => b.titles - a.titles || byText(a.from, b.from)).slice(0, PUBLISHERS),
      samples: best(samples),
    }),
  };
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function best(samples: readonly Sample[]): Sample[] {
  const order = (a: Sample, b: Sample) =>
    b.machines - a.machines || a.titleId - b.titleId || byText(a.version ?? '', b.version ?? '');
  return [...samples].sort(order).slice(0, SAMPLES);
}
