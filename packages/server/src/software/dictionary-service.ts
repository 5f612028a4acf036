import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Among } from './among.ts';
import type { CatalogRepository } from './catalog-repository.ts';
import type { Classification } from './classification.ts';
import { isBuiltIn } from './classification.ts';
import { type Alias, BUILT_IN, type Rule } from './classify.ts';
import type { DictionaryRepository, StoredCategory } from './dictionary-repository.ts';
import type { Preview, Sample } from './preview.ts';
import type { TallyService } from './tally-service.ts';
import type { TitleListRepository } from './title-list-repository.ts';
import type { TitleRepository } from './title-repository.ts';

/** How long a change waits for the catalogue to follow it; then it follows in the background. Milliseconds. */
const PATIENCE_MS = 1000;

export const CATEGORY_COLOURS = [
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
] as const;

export type CategoryInput = {
  readonly name: string;
  readonly colour: (typeof CATEGORY_COLOURS)[number];
  readonly description: string;
  readonly unwanted: boolean;
};

type Needs = {
  readonly dictionary: DictionaryRepository;
  readonly catalog: CatalogRepository;
  readonly titles: Pick<TitleRepository, 'countOwn' | 'versions'>;
  readonly lists: Pick<TitleListRepository, 'countByCategory'>;
  readonly tallies: Pick<TallyService, 'counts'>;
  readonly classification: Classification;
  readonly audit: Pick<AuditService, 'record'>;
  /** Starts the job that makes the catalogue follow; resolves when it has run. */
  readonly startWork: () => Promise<void>;
};

export type DictionaryService = ReturnType<typeof createDictionaryService>;

/** Categories, rules and publishers' names: what people define of software. */
export function createDictionaryService({
  dictionary,
  catalog,
  titles,
  lists,
  tallies,
  classification,
  audit,
  startWork,
}: Needs) {
  async function work() {
    const state = await dictionary.state();
    const isDone = state.version === state.applied_version;
    return { running: !isDone, total: state.work_total, done: isDone ? state.work_total : state.work_done };
  }

  /** What was stored is followed at once where there is little of it. */
  async function follow() {
    const patience = new AbortController();
    await Promise.race([
      startWork().finally(() => patience.abort()),
      sleep(PATIENCE_MS, undefined, { signal: patience.signal, ref: false }).catch(() => undefined),
    ]);
    return await work();
  }

  async function find(id: number): Promise<StoredCategory> {
    const found = await dictionary.category(id);
    if (found === undefined) throw new AppError('SOFTWARE_CATEGORY_NOT_FOUND', { categoryId: id });
    return found;
  }

  async function requireCategories(rules: readonly Rule[]): Promise<void> {
    const known = new Set((await dictionary.categories()).map(({ id }) => id));
    const missing = rules.find(({ categoryId }) => !known.has(categoryId));
    if (missing !== undefined) throw new AppError('SOFTWARE_CATEGORY_NOT_FOUND', { categoryId: missing.categoryId });
    for (const [i, { name, publisher, version }] of rules.entries()) {
      if (name === '' && publisher === '' && version === null) {
        throw new AppError('SOFTWARE_RULE_INVALID', { number: i + 1, reason: 'it would match everything' });
      }
      if (version !== null && name === '' && publisher === '') {
        throw new AppError('SOFTWARE_RULE_INVALID', { number: i + 1, reason: 'a version alone says nothing' });
      }
    }
  }

  const changed = async (trx: Parameters<DictionaryRepository['lockState']>[0]) => {
    const { version } = await dictionary.lockState(trx);
    await dictionary.saveState(trx, { version: version + 1, work_done: 0 });
  };

  /** Of a reader with a limited scope the examples tell how many machines have them of those that they may see. */
  async function inSight(preview: Preview): Promise<Preview> {
    const counts = await tallies.counts({});
    if (counts === null) return preview;
    const machinesOf = async ({ titleId, version }: Sample) => {
      if (version === null) return counts.titles.get(titleId)?.machines ?? 0;
      const versions = await titles.versions(titleId, []);
      return versions.find((one) => (one.version ?? '') === version)?.machines ?? 0;
    };
    const samples: Sample[] = [];
    for (const sample of preview.samples) samples.push({ ...sample, machines: await machinesOf(sample) });
    return { ...preview, samples: samples.sort((a, b) => b.machines - a.machines || a.titleId - b.titleId) };
  }

  return {
    /** How far the catalogue follows what was stored last. */
    work,

    /** Names of categories by number. */
    categoryNames: async () => (await dictionary.categories()).map(({ id, name }) => ({ id, name })),

    /** All categories, the three of every dictionary first, with the titles in each that some machine has. @throws {AppError} `SEARCH_INVALID`. */
    async categories(among: Among = {}) {
      const counted = await lists.countByCategory(await tallies.counts(among));
      const counts = new Map(counted.map((one) => [one.category_id, one.titles]));
      const own = new Map((await titles.countOwn()).map((one) => [one.category_id, one.releases]));
      return (await dictionary.categories()).map((one) => ({
        ...toCategory(one),
        titles: counts.get(one.id) ?? 0,
        versions: own.get(one.id) ?? 0,
      }));
    },

    /** @throws {AppError} `SOFTWARE_CATEGORY_NAME_TAKEN`. */
    async createCategory(input: CategoryInput, doer: Doer) {
      const values = toStored(input);
      return await dictionary.transaction(async (trx) => {
        const made = await dictionary.createCategory(trx, { ...values, code: null });
        if (made === undefined) throw new AppError('SOFTWARE_CATEGORY_NAME_TAKEN', { name: input.name });
        const target = `softwareCategory ${made.id}`;
        await audit.record({ ...doer, action: 'softwareCategory.create', target, after: { ...input } }, trx);
        return toCategory(made);
      });
    },

    /**
     * The three of every dictionary keep their names.
     *
     * @throws {AppError} `SOFTWARE_CATEGORY_NOT_FOUND`, `SOFTWARE_CATEGORY_NAME_TAKEN`, `SOFTWARE_CATEGORY_BUILT_IN`.
     */
    async updateCategory(id: number, input: CategoryInput, doer: Doer) {
      const before = await find(id);
      if (isBuiltIn(id)) throw new AppError('SOFTWARE_CATEGORY_BUILT_IN', { name: before.name });
      const values = toStored(input);
      const made = await dictionary.transaction(async (trx) => {
        if (await dictionary.isCategoryNameTaken(trx, values.name_key, id)) {
          throw new AppError('SOFTWARE_CATEGORY_NAME_TAKEN', { name: input.name });
        }
        const after = await dictionary.updateCategory(trx, id, values);
        if (after === undefined) throw new AppError('SOFTWARE_CATEGORY_NOT_FOUND', { categoryId: id });
        if (before.unwanted !== values.unwanted) await changed(trx);
        await audit.record(
          {
            ...doer,
            action: 'softwareCategory.update',
            target: `softwareCategory ${id}`,
            before: inputOf(before),
            after: { ...input },
          },
          trx,
        );
        return after;
      });
      return { ...toCategory(made), work: await follow() };
    },

    /**
     * What people put into it becomes the rules' again.
     *
     * @throws {AppError} `SOFTWARE_CATEGORY_NOT_FOUND`, `SOFTWARE_CATEGORY_BUILT_IN`, `SOFTWARE_CATEGORY_IN_USE`.
     */
    async removeCategory(id: number, doer: Doer): Promise<void> {
      const before = await find(id);
      if (isBuiltIn(id)) throw new AppError('SOFTWARE_CATEGORY_BUILT_IN', { name: before.name });
      await dictionary.transaction(async (trx) => {
        await changed(trx);
        const rules = await dictionary.rulesOf(trx, id);
        if (rules > 0) throw new AppError('SOFTWARE_CATEGORY_IN_USE', { name: before.name, rules });
        const moved = await catalog.releaseFromHand(trx, id, BUILT_IN.new);
        await dictionary.removeCategory(trx, id);
        await audit.record(
          {
            ...doer,
            action: 'softwareCategory.remove',
            target: `softwareCategory ${id}`,
            before: { ...inputOf(before), titles: moved },
          },
          trx,
        );
      });
      await follow();
    },

    async rules() {
      const items = await dictionary.rules();
      return { items, revision: revisionOf(items.map(withoutId)), work: await work() };
    },

    /**
     * These rules instead of those there are.
     *
     * @param revision Of the rules that were seen.
     * @throws {AppError} `SOFTWARE_RULES_CHANGED`, `SOFTWARE_CATEGORY_NOT_FOUND`, `SOFTWARE_RULE_INVALID`.
     */
    async setRules(rules: readonly Rule[], revision: string, doer: Doer) {
      await requireCategories(rules);
      await dictionary.transaction(async (trx) => {
        await changed(trx);
        const before = await dictionary.rules(trx);
        if (revisionOf(before.map(withoutId)) !== revision) throw new AppError('SOFTWARE_RULES_CHANGED', {});
        // A number is kept by the rule that had it; nobody invents one.
        const known = new Set(before.map(({ id }) => id));
        const kept = rules.map((rule) => {
          const id = rule.id !== null && known.delete(rule.id) ? rule.id : null;
          return { ...rule, id };
        });
        await dictionary.replaceRules(trx, kept);
        const after = await dictionary.rules(trx);
        await audit.record({ ...doer, action: 'softwareRules.set', target: 'softwareRules', before, after }, trx);
      });
      const made = await follow();
      const items = await dictionary.rules();
      return { items, revision: revisionOf(items.map(withoutId)), work: made };
    },

    /** What these rules would change. @throws {AppError} `SOFTWARE_CATEGORY_NOT_FOUND`, `SOFTWARE_RULE_INVALID`. */
    async previewRules(rules: readonly Rule[]): Promise<Preview> {
      await requireCategories(rules);
      return await inSight(await classification.preview({ rules }));
    },

    async aliases() {
      const items = await dictionary.aliases();
      return { items, revision: revisionOf(items), work: await work() };
    },

    /** These instead of those there are. @throws {AppError} `SOFTWARE_RULES_CHANGED`. */
    async setAliases(aliases: readonly Alias[], revision: string, doer: Doer) {
      await dictionary.transaction(async (trx) => {
        await changed(trx);
        const before = await dictionary.aliases(trx);
        if (revisionOf(before) !== revision) throw new AppError('SOFTWARE_RULES_CHANGED', {});
        await dictionary.replaceAliases(trx, aliases);
        const after = [...aliases];
        await audit.record({ ...doer, action: 'softwareAliases.set', target: 'softwareAliases', before, after }, trx);
      });
      const made = await follow();
      const items = await dictionary.aliases();
      return { items, revision: revisionOf(items), work: made };
    },

    /** What these names of publishers would change. */
    previewAliases: async (aliases: readonly Alias[]): Promise<Preview> =>
      await inSight(await classification.preview({ aliases })),
  };
}

const withoutId = ({ name, publisher, version, categoryId }: Rule) => [name, publisher, version, categoryId];

/** Tells whether a list is the one that was seen. */
function revisionOf(list: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 16);
}

function toStored({ name, colour, description, unwanted }: CategoryInput) {
  return { name, name_key: name.toLowerCase(), colour, description, unwanted: unwanted ? 1 : 0 };
}

function toCategory({ id, code, name, colour, description, unwanted }: StoredCategory) {
  return { id, code: code as keyof typeof BUILT_IN | null, name, colour, description, unwanted: unwanted === 1 }; // safe: the migration wrote the codes
}

function inputOf({ name, colour, description, unwanted }: StoredCategory) {
  return { name, colour, description, unwanted: unwanted === 1 };
}
