import type { Executor } from '../db/database.ts';
import type { HistoryEntry } from './history-entries.ts';
import type {
  ChangesFilter,
  FleetChange,
  HistoryRepository,
  Place,
  Repeats,
  StoredChange,
} from './history-repository.ts';
import { markNoise, NOISE_WINDOW_MS } from './noise.ts';

export type ChangesQuery = ChangesFilter & { readonly limit: number; readonly offset: number };

export type FleetChangesQuery = ChangesFilter & {
  readonly assetKind?: string | undefined;
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
};

export type AssetChange = { readonly assetId: number; readonly entries: readonly HistoryEntry[] };

/** Entries looked at in turn until a page is full: a page costs no more than some 30,000 of them. */
const WINDOWS = [500, 5000, 25_000];

export type HistoryService = ReturnType<typeof createHistoryService>;

type Needs = { readonly repository: HistoryRepository; readonly clock: () => number };

/** What changed, on one machine and across the fleet. */
export function createHistoryService({ repository, clock }: Needs) {
  return {
    /**
     * Writes what one inventory changed, within its transaction. `at` is ms since 1970.
     *
     * @param isOtherAgent See `markNoise`.
     */
    async append(
      trx: Executor,
      assetId: number,
      at: number,
      entries: readonly HistoryEntry[],
      isOtherAgent = false,
    ): Promise<void> {
      if (entries.length === 0) return;
      const keys = [...new Set(entries.filter(({ kind }) => kind !== 'created').map(({ row_key }) => row_key))];
      const recent = keys.length === 0 ? [] : await repository.recent(trx, assetId, at - NOISE_WINDOW_MS, keys);
      const marked = markNoise(entries, recent, isOtherAgent);
      await repository.append(
        trx,
        at,
        marked.map((entry) => ({ ...entry, assetId })),
      );
    },

    /** The same of many assets that somebody changed at once. */
    async appendMany(trx: Executor, changes: readonly AssetChange[], at: number): Promise<void> {
      const some = changes.filter(({ entries }) => entries.length > 0);
      if (some.length === 0) return;
      const keys = new Set(some.flatMap(({ entries }) => entries.map(({ row_key }) => row_key)));
      const ids = some.map(({ assetId }) => assetId);
      const recent = await repository.recentOfMany(trx, ids, at - NOISE_WINDOW_MS, [...keys]);
      const marked = some.flatMap(({ assetId, entries }) =>
        markNoise(entries, recent.get(assetId) ?? []).map((entry) => ({ ...entry, assetId })),
      );
      await repository.append(trx, at, marked);
    },

    /** Parts the history of a record that was taken for another machine; see the repository. */
    part: (trx: Executor, from: number, to: number, at: number, counts: string) =>
      repository.part(trx, from, to, at, counts),

    /** Of one asset, newest first. */
    async list(assetId: number, query: ChangesQuery) {
      const { items, total } = await repository.list(assetId, query);
      return { items: await shown(items, toChange), total };
    },

    count: (assetId: number): Promise<number> => repository.count(assetId),

    /**
     * Of the fleet, newest first. Each page looks at a bounded number of entries, so it may hold fewer than `limit`, even
     * none, and still have a `next`.
     */
    async fleet(query: FleetChangesQuery) {
      const items: FleetChange[] = [];
      let place = parseCursor(query.cursor);
      for (const entries of WINDOWS) {
        const found = await repository.scan(query, place, entries, query.limit - items.length + 1);
        items.push(...found.items);
        place = found.end;
        if (items.length > query.limit || place === null) break;
      }
      if (items.length > query.limit) {
        items.length = query.limit;
        place = items.at(-1) ?? null;
      }
      return { items: await shown(items, toFleetChange), next: place === null ? null : `${place.at}-${place.id}` };
    },

    /** Which columns go back and forth; by default during the last 30 days. `from` is ms since 1970. */
    async noise({ from = clock() - NOISE_WINDOW_MS, limit }: { from?: number | undefined; limit: number }) {
      const lines = await repository.noise(from, limit);
      return {
        items: lines.map(({ columns, latest, ...line }) => ({
          ...line,
          columns: columns === '' ? [] : columns.split(','),
          latest: toIso(latest),
        })),
      };
    },
  };

  async function shown<T extends StoredChange, R>(items: readonly T[], view: (item: T, again?: Repeats) => R) {
    const repeats = await repository.repeats(items.map(({ id }) => id));
    return items.map((item) => view(item, repeats.get(item.id)));
  }
}

function parseCursor(cursor: string | undefined): Place | null {
  const [, at, id] = /^(\d{1,15})-(\d{1,15})$/.exec(cursor ?? '') ?? [];
  return at === undefined || id === undefined ? null : { at: Number(at), id: Number(id) };
}

function toChange(change: StoredChange, repeats?: Repeats) {
  return {
    id: change.id,
    at: toIso(change.at),
    section: change.section,
    kind: change.kind,
    key: readableKey(change.row_key),
    before: parse(change.before),
    after: parse(change.after),
    repeats: repeats === undefined ? null : { count: repeats.count, until: toIso(repeats.until) },
  };
}

function toFleetChange(change: FleetChange, repeats?: Repeats) {
  const asset = { id: change.asset_id, name: change.asset_name, kind: change.asset_kind };
  return { ...toChange(change, repeats), asset };
}

/** The parts of a row's identity, for people. */
export function readableKey(key: string): string {
  return key
    .split('\u001f')
    .filter((part) => part !== '')
    .join(' · ');
}

type Cells = Record<string, string | number | boolean | string[] | null>;

const parse = (json: string | null) => (json === null ? null : (JSON.parse(json) as Cells)); // safe: we wrote it

const toIso = (ms: number) => new Date(ms).toISOString();
