import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Executor } from '../db/database.ts';
import type {
  CatalogRelease,
  CatalogRepository,
  CatalogTitle,
  ReleaseDecision,
  TitleDecision,
} from './catalog-repository.ts';
import { type Alias, BUILT_IN, type Classifier, createClassifier, type Rule } from './classify.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';
import { type Preview, previewing } from './preview.ts';

/** Titles decided in one transaction: receptions on SQLite wait for it. */
const BATCH = 300;

/** Characters of a name that sort it. */
const SORTED = 100;

/** What decides: rules and aliases, ready, and which categories are unwanted. */
export type Deciding = { readonly classifier: Classifier; readonly unwanted: ReadonlySet<number> };

/** What is decided of a title and its releases. */
export type Decided = { readonly title: TitleDecision; readonly releases: readonly ReleaseDecision[] };

type Needs = { readonly catalog: CatalogRepository; readonly dictionary: DictionaryRepository };

export type Classification = ReturnType<typeof createClassification>;

/** Brings the catalogue to what rules, aliases and people say. */
export function createClassification({ catalog, dictionary }: Needs) {
  async function deciding(
    executor: Executor,
    { rules, aliases }: { rules?: readonly Rule[]; aliases?: readonly Alias[] } = {},
  ): Promise<Deciding> {
    const classifier = createClassifier(
      rules ?? (await dictionary.rules(executor)),
      aliases ?? (await dictionary.aliases(executor)),
    );
    const categories = await dictionary.categories(executor);
    return { classifier, unwanted: new Set(categories.filter(({ unwanted }) => unwanted === 1).map(({ id }) => id)) };
  }

  /** Decides these titles and their releases anew; what is decided already and stays is not written. */
  async function settle(trx: Executor, ids: readonly number[], by: Deciding): Promise<void> {
    const titles = await catalog.titles(trx, ids, true);
    const releases = byTitle(await catalog.releases(trx, ids));
    const changedTitles: TitleDecision[] = [];
    const changedReleases: ReleaseDecision[] = [];
    for (const title of titles) {
      const own = releases.get(title.id) ?? [];
      const decided = decide(title, own, by);
      if (!isSameTitle(title, decided.title)) changedTitles.push(decided.title);
      for (const [i, one] of decided.releases.entries()) if (!isSameRelease(own[i], one)) changedReleases.push(one);
    }
    await catalog.saveTitles(trx, changedTitles);
    await catalog.saveReleases(trx, changedReleases);
  }

  return {
    deciding,
    settle,

    /**
     * Decides what just arrived.
     *
     * @param after Number of a release: earlier ones are not looked at.
     * @returns How many titles.
     */
    async arrivals(after: number, signal?: AbortSignal): Promise<number> {
      let done = 0;
      while (signal?.aborted !== true) {
        const ids = await catalog.undecided(after, BATCH);
        if (ids.length === 0) return done;
        await dictionary.transaction(async (trx) => settle(trx, ids, await deciding(trx)));
        done += ids.length;
        await nextTurn();
      }
      return done;
    },

    /** Whether rules, aliases or categories changed since the catalogue followed them. */
    async isDue(): Promise<boolean> {
      const { version, applied_version } = await dictionary.state();
      return version !== applied_version;
    },

    /** Decides everything anew, a batch at a time; what changes meanwhile makes it begin again. */
    async apply(signal?: AbortSignal): Promise<void> {
      const { version } = await dictionary.state();
      const total = await catalog.countTitles();
      await dictionary.saveState(catalog.executor, { work_total: total, work_done: 0 });
      const by = await deciding(catalog.executor);
      let done = 0;
      for (let after = 0; signal?.aborted !== true; ) {
        const ids = await catalog.titleIds(after, BATCH);
        const last = ids.at(-1);
        if (last === undefined) break;
        const isCurrent = await dictionary.transaction(async (trx) => {
          if ((await dictionary.state(trx)).version !== version) return false;
          await settle(trx, ids, by);
          return true;
        });
        if (!isCurrent) return; // whoever changed it started the next run
        after = last;
        done += ids.length;
        await dictionary.saveState(catalog.executor, { work_done: done });
        await nextTurn();
      }
      if (signal?.aborted === true) return;
      await dictionary.transaction(async (trx) => {
        const state = await dictionary.lockState(trx);
        if (state.version === version) await dictionary.saveState(trx, { applied_version: version, work_done: total });
      });
    },

    /** What other rules or aliases would change of what who asks may know of; nothing is stored. */
    async preview(draft: { rules?: readonly Rule[]; aliases?: readonly Alias[] }): Promise<Preview> {
      const by = await deciding(catalog.executor, draft);
      const preview = previewing();
      for (let after = 0; ; ) {
        const ids = await catalog.titleIds(after, BATCH);
        const last = ids.at(-1);
        if (last === undefined) return preview.result();
        const releases = byTitle(await catalog.releases(catalog.executor, ids, true));
        for (const title of await catalog.titles(catalog.executor, ids)) {
          const own = releases.get(title.id) ?? [];
          preview.add(title, own, decide(title, own, by));
        }
        after = last;
        await nextTurn();
      }
    },
  };
}

/** What is decided of a title: a person's decision stands, else the rules'. */
export function decide(title: CatalogTitle, releases: readonly CatalogRelease[], by: Deciding): Decided {
  const found = by.classifier.classify(title.name, title.reported);
  const byHand = title.decided?.decided_by === 'hand' ? title.decided : undefined;
  const unwanted = title.decided?.unwanted ?? 0;
  const categoryId = byHand?.category_id ?? found.title.categoryId;
  const decision: TitleDecision = {
    title_id: title.id,
    sort_name: sortKey(title.name),
    publisher: found.publisher,
    publisher_key: sortKey(found.publisher),
    category_id: categoryId,
    decided_by: byHand === undefined ? found.title.decidedBy : 'hand',
    rule_id: byHand === undefined ? found.title.ruleId : null,
    unwanted,
  };
  return {
    title: decision,
    releases: releases.map(({ id, version }) => {
      const own = byHand === undefined && by.classifier.asksVersions ? found.releaseOf(version) : undefined;
      const category = own?.categoryId ?? categoryId;
      return {
        release_id: id,
        title_id: title.id,
        category_id: category,
        own_category: category === categoryId ? 0 : 1,
        unwanted: unwanted === 1 || by.unwanted.has(category) ? 1 : 0,
      };
    }),
  };
}

/** By which a text is sorted; empty texts last. */
const sortKey = (text: string) => (text === '' ? '\uFFFF' : text.slice(0, SORTED).toLowerCase());

function isSameTitle({ decided }: CatalogTitle, to: TitleDecision): boolean {
  return (
    decided !== null &&
    decided.publisher === to.publisher &&
    decided.category_id === to.category_id &&
    decided.decided_by === to.decided_by &&
    decided.rule_id === to.rule_id &&
    decided.unwanted === to.unwanted
  );
}

function isSameRelease(from: CatalogRelease | undefined, to: ReleaseDecision): boolean {
  const decided = from?.decided ?? null;
  return (
    decided !== null &&
    decided.category_id === to.category_id &&
    decided.own_category === to.own_category &&
    decided.unwanted === to.unwanted
  );
}

function byTitle(releases: readonly CatalogRelease[]): Map<number, CatalogRelease[]> {
  const found = new Map<number, CatalogRelease[]>();
  for (const release of releases) {
    const own = found.get(release.titleId);
    if (own === undefined) found.set(release.titleId, [release]);
    else own.push(release);
  }
  return found;
}

/** Categories that are never removed or renamed. */
export const isBuiltIn = (id: number) => Object.values(BUILT_IN).some((one) => one === id);
