import { AppError, versionKey } from '@muster/protocol';
import { currentScope } from '../access/viewer.ts';
import { type Among, selectionAmong } from './among.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';
import type { AmongCounts, TallyService } from './tally-service.ts';
import {
  type StoredTitle,
  TITLE_SORTS,
  type TitleFilter,
  type TitleListRepository,
  type TitleSort,
} from './title-list-repository.ts';
import type { TitleRepository } from './title-repository.ts';

const DAY_MS = 86_400_000;

/** Versions shown of one title. */
const VERSIONS = 1000;

/** Titles told at once where all are told: memory stays flat. */
const PORTION = 500;

/** A list of titles, and of which machines its numbers are. */
export type TitlesAsked = TitleFilter &
  Among & {
    /** Names of `TITLE_SORTS`, `-` before one that descends. */
    readonly sort: readonly string[];
  };

export type TitleListQuery = TitlesAsked & { readonly limit: number; readonly offset: number };

type Needs = {
  readonly titles: TitleRepository;
  readonly lists: TitleListRepository;
  readonly tallies: Pick<TallyService, 'counts' | 'conditions'>;
  readonly dictionary: Pick<DictionaryRepository, 'state' | 'rules'>;
  readonly clock: () => number;
  /** @throws {AppError} `ASSET_NOT_FOUND`, also where who asks may not see it. */
  readonly requireAsset: (assetId: number) => Promise<unknown>;
};

export type SoftwareService = ReturnType<typeof createSoftwareService>;

/** Software of the fleet as people read it. */
export function createSoftwareService({ titles, lists, tallies, dictionary, clock, requireAsset }: Needs) {
  const dayBefore = (days: number) => new Date(clock() - days * DAY_MS).toISOString().slice(0, 10);

  async function views(stored: readonly StoredTitle[]) {
    const exceptions = new Map((await titles.exceptions(stored.map(({ id }) => id))).map((one) => [one.title_id, one]));
    return stored.map((title) => {
      const isUnwanted = title.unwanted === 1 || title.category_unwanted === 1;
      const some = exceptions.get(title.id);
      const unwanted = isUnwanted ? 'yes' : some?.unwanted === 1 ? 'some' : 'no';
      return {
        id: title.id,
        name: title.name,
        publisher: title.publisher === '' ? null : title.publisher,
        reportedPublisher: title.reported === '' ? null : title.reported,
        categoryId: title.category_id,
        decidedBy: title.decided_by,
        ruleId: title.rule_id,
        unwanted: unwanted as 'yes' | 'some' | 'no',
        unwantedItself: title.unwanted === 1,
        otherCategories: some?.own === 1,
        machines: title.machines,
        versions: title.versions,
      };
    });
  }

  async function find(id: number): Promise<StoredTitle> {
    const [found] = await lists.byIds([id], null);
    if (found === undefined) throw new AppError('SOFTWARE_NOT_FOUND', { titleId: id });
    return found;
  }

  return {
    /** One page of the titles. @throws {AppError} `REQUEST_INVALID` for an order that does not exist; `SEARCH_INVALID`. */
    async list({ sort, limit, offset, ...asked }: TitleListQuery) {
      const order = sort.map(readOrder);
      const counts = await tallies.counts(asked);
      const total = await lists.count(asked, counts);
      const items = await views(
        await lists.byIds(await lists.orderedIds(asked, order, counts, { limit, offset }), counts),
      );
      const countedAt = counts === null ? (await dictionary.state()).counted_at : counts.countedAt;
      return { items, total, countedAt: toIso(countedAt), among: machinesAmong(asked, counts) };
    },

    /** All of them, some at a time, as they were when it began. @throws {AppError} As `list`. */
    async *all({ sort, ...asked }: TitlesAsked) {
      const counts = await tallies.counts(asked);
      const ids = await lists.orderedIds(asked, sort.map(readOrder), counts);
      for (let i = 0; i < ids.length; i += PORTION)
        yield await views(await lists.byIds(ids.slice(i, i + PORTION), counts));
    },

    /** What is decided of the software of one asset. @throws {AppError} `ASSET_NOT_FOUND`. */
    async ofAsset(assetId: number) {
      await requireAsset(assetId);
      const items = (await titles.ofAsset(assetId)).map(({ name, publisher, version, ...one }) => ({
        titleId: one.title_id,
        name,
        publisher: publisher === '' ? null : publisher,
        version: version === '' ? null : version,
        categoryId: one.category_id,
        unwanted: one.unwanted === 1,
      }));
      return { items };
    },

    /**
     * One title: its versions, newest first, and how many machines have them now.
     *
     * @throws {AppError} `SOFTWARE_NOT_FOUND`, `SEARCH_INVALID`.
     */
    async view(id: number, among: Among = {}) {
      const [view] = await views([await find(id)]);
      if (view === undefined) throw new AppError('SOFTWARE_NOT_FOUND', { titleId: id });
      const those = await tallies.conditions(among);
      const found = (await titles.versions(id, those)).map((one) => ({
        ...one,
        key: versionKey(one.version ?? '') ?? '',
      }));
      found.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : (a.version ?? '') < (b.version ?? '') ? 1 : -1));
      const machines = await titles.machines(id, those);
      const all = await titles.allMachines(those);
      const rule = (await dictionary.rules()).find((one) => one.id === view.ruleId) ?? null;
      return {
        ...view,
        machines,
        versions: found.length,
        lacking: Math.max(0, all - machines),
        rule,
        releases: found.slice(0, VERSIONS).map(({ version, machines: having, category_id, unwanted }) => ({
          version: version === '' ? null : version,
          machines: having,
          categoryId: category_id,
          unwanted: unwanted === 1,
        })),
      };
    },

    /** Machines that have a title by system, TAG or group. @throws {AppError} `SOFTWARE_NOT_FOUND`, `SEARCH_INVALID`. */
    async spread(id: number, by: 'os' | 'tag' | 'group', among: Among = {}) {
      await find(id);
      return { items: await titles.spread(id, by, await tallies.conditions(among)) };
    },

    /**
     * How many machines had a title on each day on which that changed. Days are kept of the whole fleet alone: who may see a part of it is
     * told of none.
     *
     * @param days So many days back; the first item may be older and holds until the next.
     * @throws {AppError} `SOFTWARE_NOT_FOUND`.
     */
    async history(id: number, days: number) {
      await find(id);
      if (currentScope() !== 'everything') return { items: [], since: null };
      return { items: await titles.days(id, dayBefore(days)), since: await titles.firstDay() };
    },

    /** Titles whose number of machines changed most, as `history`. `since` is later than asked where less is known. */
    async movers(days: number, limit: number) {
      const first = currentScope() === 'everything' ? await titles.firstDay() : null;
      if (first === null) return { items: [], since: null };
      const [, since = first] = [dayBefore(days), first].sort();
      const items = await titles.movers(since, limit);
      return {
        items: items.map(({ publisher, ...one }) => ({ ...one, publisher: publisher === '' ? null : publisher })),
        since,
      };
    },

    /** How many machines have anything unwanted, now; and how many an unwanted version of titles that are not so as a whole. */
    unwanted: async () => ({
      machines: await titles.unwantedMachines(),
      versions: await titles.machinesWithUnwantedVersions(),
    }),
  };
}

/** How many computers the numbers are of, where somebody asked for some. */
const machinesAmong = (asked: Among, counts: AmongCounts | null) =>
  counts === null || selectionAmong(asked) === null ? null : counts.machines;

function readOrder(word: string): { field: TitleSort; descending: boolean } {
  const field = TITLE_SORTS.find((one) => one === word.replace(/^-/, ''));
  if (field === undefined)
    throw new AppError('REQUEST_INVALID', { reason: 'sort names a field that cannot be sorted by' });
  return { field, descending: word.startsWith('-') };
}

const toIso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
