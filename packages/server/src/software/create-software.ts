import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetSelections } from '../fleet/asset-selection.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { JobService } from '../jobs/job-service.ts';
import { createCatalogRepository } from './catalog-repository.ts';
import { createClassification } from './classification.ts';
import { createCountRepository } from './count-repository.ts';
import { createCounting } from './counting.ts';
import { createDictionaryRepository } from './dictionary-repository.ts';
import { createDictionaryService } from './dictionary-service.ts';
import { createMoveService } from './move-service.ts';
import { createSoftwareService } from './software-service.ts';
import { createTallyRepository } from './tally-repository.ts';
import { createTallyService } from './tally-service.ts';
import { createTitleListRepository } from './title-list-repository.ts';
import { createTitleRepository } from './title-repository.ts';

/** How often something is looked for. Milliseconds. */
const EVERY = { arrivals: 5_000, rules: 30_000, counts: 10_000 };

/** Releases looked at again: numbers are given before they are committed. */
const OVERLAP = 2000;

/** How long a move can be undone. Milliseconds. */
const UNDO_MS = 90 * 86_400_000;

type Needs = {
  readonly db: Db;
  readonly jobs: JobService;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  readonly requireAsset: (assetId: number) => Promise<unknown>;
  /** Computers by what is asked of them; a function, since searches need this room. */
  readonly selections: () => AssetSelections;
  readonly events: Pick<EventHub, 'subscribeToAll'>;
};

/** What the room `software` offers. */
export function createSoftware({ db, jobs, audit, clock, requireAsset, selections, events }: Needs) {
  const dictionary = createDictionaryRepository(db);
  const catalog = createCatalogRepository(db);
  const titles = createTitleRepository(db);
  const lists = createTitleListRepository(db);
  const tallies = createTallyService({
    tallies: createTallyRepository(db),
    dictionary,
    clock,
    selections: {
      check: (selection) => selections().check(selection),
      idsNow: (selection) => selections().ids(db.kysely, selection),
    },
  });
  events.subscribeToAll(tallies.invalidate);
  const classification = createClassification({ catalog, dictionary });
  const counting = createCounting({ counts: createCountRepository(db), dictionary, classification, clock });
  let newest = -1;

  jobs.add({
    name: 'software.arrivals',
    everyMs: EVERY.arrivals,
    isDue: async () => (await catalog.newest()) !== newest,
    async run(signal) {
      const seen = await catalog.newest();
      await classification.arrivals(newest - OVERLAP, signal);
      newest = seen;
    },
  });
  jobs.add({
    name: 'software.rules',
    everyMs: EVERY.rules,
    isDue: classification.isDue,
    run: (signal) => classification.apply(signal),
  });
  jobs.add({
    name: 'software.counts',
    everyMs: EVERY.counts,
    isDue: counting.isDue,
    async run(signal) {
      await classification.arrivals(0, signal);
      await counting.run(true, signal);
      tallies.forget();
      await dictionary.forgetMoves(clock() - UNDO_MS);
    },
  });

  return {
    software: createSoftwareService({ titles, lists, tallies, dictionary, clock, requireAsset }),
    dictionary: createDictionaryService({
      dictionary,
      catalog,
      titles,
      lists,
      tallies,
      classification,
      audit,
      startWork: () => jobs.runNow('software.rules'),
    }),
    moves: createMoveService({ dictionary, catalog, lists, tallies, classification, audit, clock }),
    categoryNames: async () => new Map((await dictionary.categories()).map(({ id, name }) => [id, name])),
    /** Decides what arrived and counts, now. */
    async refresh(): Promise<void> {
      await classification.arrivals(0);
      await counting.run(false);
      tallies.forget();
    },
  };
}
