import { setImmediate as breathe } from 'node:timers/promises';
import { printQuery } from '@muster/protocol/query';
import { currentScope } from '../access/viewer.ts';
import type { AssetSelections } from '../fleet/asset-selection.ts';
import { builtInFields, toQueryField } from '../search/search-fields.ts';
import type { StoredSearchService } from '../search/stored-search-service.ts';
import type { CountedChange, CountedColumn, DashboardRepository } from './dashboard-repository.ts';
import { createFigureCache } from './figure-cache.ts';
import type { Figure, FigureItem, FigureName, Kinds } from './figures.ts';

const DAY_MS = 86_400_000;
/** Days of which new computers are told. */
const NEW_DAYS = 14;
/** Days in which software came and went. */
const MOVER_DAYS = 7;
/** Software that is told. */
const MOVERS = 30;
/** Time of the history counted at once, so that others have their turn in between. */
const SLICE_MS = 3_600_000;
/** Changes counted for one figure. */
const MOST_CHANGES = 1_000_000;
/** Where classes of memory begin. MiB, a little less than what is sold: a part of it is taken by the machine. */
const MEMORY_CLASSES = [0, 1900, 3800, 7500, 15_000, 30_000, 60_000, 120_000] as const;

const fields = builtInFields.map(toQueryField);

type Needs = {
  readonly repository: DashboardRepository;
  readonly selections: Pick<AssetSelections, 'checkTree' | 'count'>;
  readonly storedSearches: Pick<StoredSearchService, 'find'>;
  /** What waits for a decision, counted by other rooms. */
  readonly waiting: readonly { readonly key: string; readonly count: () => Promise<number> }[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type DashboardService = ReturnType<typeof createDashboardService>;

/** The figures of a dashboard, kept for a moment where they are dear. */
export function createDashboardService({ repository, selections, storedSearches, waiting, clock }: Needs) {
  const cache = createFigureCache({ clock });
  /** What is kept is of one scope: who sees less is told another number. */
  const kept = <T>(key: string, work: () => Promise<T>) => cache.get(`${key} ${JSON.stringify(currentScope())}`, work);

  async function countOf(tree: unknown): Promise<number> {
    return await selections.count(await selections.checkTree({ tree, kind: 'computer', archived: 'exclude' }));
  }

  async function distribution(column: CountedColumn, field: string, detail?: { column: CountedColumn; field: string }) {
    const rows = await repository.countBy(column, detail?.column);
    const { total } = (await kept('presence', presence)).value;
    const items = rows.map((row): FigureItem => {
      const criteria = [
        criterion(field, row.label),
        ...(detail === undefined ? [] : [criterion(detail.field, row.detail)]),
      ];
      return {
        key: detail === undefined ? (row.label ?? '') : `${row.label ?? ''}\u001f${row.detail ?? ''}`,
        label: row.label,
        ...(detail === undefined ? {} : { detail: row.detail }),
        count: row.count,
        query: printQuery({ and: criteria }, fields),
      };
    });
    return { total, items };
  }

  async function presence(): Promise<Figure> {
    const found = await repository.presence(clock());
    const item = (key: string, count: number, query: string) => ({ key, label: null, count, query });
    return {
      total: found.total,
      items: [
        item('seen1d', found.day, 'lastseen<1d'),
        item('seen7d', found.week, 'lastseen<7d'),
        item('seen30d', found.month, 'lastseen<30d'),
        item('notSeen30d', found.total - found.month, 'lastseen>30d'),
        item('new7d', found.newInWeek, 'firstseen<7d'),
        item('neverInventoried', found.neverInventoried, 'inventory:empty'),
      ],
    };
  }

  async function newComputers(): Promise<Figure> {
    const today = Math.floor(clock() / DAY_MS);
    const first = today - NEW_DAYS + 1;
    const counts = new Map((await repository.newByDay(first)).map(({ day, count }) => [day, count]));
    const items = Array.from({ length: NEW_DAYS }, (_, i): FigureItem => {
      const day = new Date((first + i) * DAY_MS).toISOString().slice(0, 10);
      return { key: day, label: day, count: counts.get(first + i) ?? 0, query: `firstseen:${day}..${day}` };
    });
    return { total: items.reduce((sum, { count }) => sum + count, 0), items };
  }

  async function ages(): Promise<Figure> {
    const rows = await repository.countByFirmwareYear();
    const known = rows.filter(({ label }) => label !== null && /^\d{4}$/.test(label));
    const unknown = rows.filter((row) => !known.includes(row));
    const items = known.map(
      ({ label, count }): FigureItem => ({
        key: String(label),
        label,
        count,
        query: `bios.biosDate:${label}-01-01..${label}-12-31`,
      }),
    );
    const missing = sum(unknown);
    if (missing > 0) items.push({ key: '', label: null, count: missing, query: 'bios.biosDate:empty' });
    return { total: sum(rows), items };
  }

  async function memory(): Promise<Figure> {
    const rows = await repository.countByMemory(MEMORY_CLASSES);
    const items = rows.map(({ from, count }): FigureItem => {
      const to = MEMORY_CLASSES.find((limit) => from !== null && limit > from);
      const query = `memory>=${from}${to === undefined ? '' : ` memory<${to}`}`;
      return from === null
        ? { key: '', label: null, count, query: 'memory:empty' }
        : { key: String(from), label: null, count, query };
    });
    return { total: sum(rows), items };
  }

  async function lowDisk(): Promise<Figure> {
    const classes = [5, 10, 20];
    const items: FigureItem[] = [];
    for (const percent of classes) {
      const where = { field: 'drives.freePercent', operator: 'less', value: percent } as const;
      const count = await countOf({ has: 'drives', where });
      items.push({ key: `below${percent}`, label: null, count, query: printQuery({ has: 'drives', where }, fields) });
    }
    return { total: (await kept('presence', presence)).value.total, items };
  }

  /** Counts what changed, an hour at a time, the latest first. @returns Whether that was all. */
  async function readChanges(
    days: number,
    read: (fromMs: number, toMs: number) => Promise<readonly CountedChange[]>,
    use: (row: CountedChange) => void,
  ): Promise<boolean> {
    const now = clock();
    const sinceMs = now - days * DAY_MS;
    let counted = 0;
    // The present moment is part of the first hour.
    for (let toMs = now + 1; toMs > sinceMs; toMs -= SLICE_MS) {
      if (counted >= MOST_CHANGES) return false;
      for (const row of await read(Math.max(toMs - SLICE_MS, sinceMs), toMs)) {
        counted += row.count;
        use(row);
      }
      await breathe();
    }
    return true;
  }

  async function changes(): Promise<Figure> {
    const counts = new Map<string, Kinds>();
    const isWhole = await readChanges(1, repository.changesBySection, (row) => add(counts, row.key, row));
    const items = sorted(counts).map(([section, kinds]) => ({
      key: section,
      label: null,
      count: all(kinds),
      kinds,
      query: null,
    }));
    return { total: sum(items), items, isPartial: !isWhole };
  }

  async function softwareMovers(): Promise<Figure> {
    const counts = new Map<string, Kinds>();
    const isWhole = await readChanges(
      MOVER_DAYS,
      (fromMs, toMs) => repository.changesByRow('software', fromMs, toMs),
      (row) => add(counts, softwareName(row.key), row),
    );
    const items = sorted(counts)
      .slice(0, MOVERS)
      .map(([name, kinds]) => ({
        key: name,
        label: name,
        count: all(kinds),
        kinds,
        query: printQuery({ field: 'software.name', operator: 'equal', value: name }, fields),
      }));
    return { total: [...counts.values()].reduce((total, kinds) => total + all(kinds), 0), items, isPartial: !isWhole };
  }

  async function attention(): Promise<Figure> {
    const items: FigureItem[] = [];
    for (const { key, count } of waiting) items.push({ key, label: null, count: await count(), query: null });
    items.push({ key: 'archived', label: null, count: await repository.archivedCount(), query: null });
    return { total: sum(items), items };
  }

  const work: Readonly<Record<FigureName, () => Promise<Figure>>> = {
    presence,
    newComputers,
    systems: () => distribution('os', 'asset.os'),
    systemVersions: () => distribution('os', 'asset.os', { column: 'os_version', field: 'asset.osVersion' }),
    agents: () => distribution('agent', 'asset.agent'),
    manufacturers: () => distribution('manufacturer', 'asset.manufacturer'),
    models: () => distribution('model', 'asset.model', { column: 'manufacturer', field: 'asset.manufacturer' }),
    ages,
    memory,
    tags: () => distribution('tag', 'asset.tag'),
    lowDisk,
    changes,
    softwareMovers,
    attention,
  };

  return {
    /** Computers changed: what is kept may be out of date. */
    invalidate: cache.invalidate,

    async figure(name: FigureName) {
      const { value, at } = await kept(name, work[name]);
      return { figure: name, at: new Date(at).toISOString(), isPartial: false, ...value };
    },

    /** How many computers a stored search finds. @throws {AppError} `SEARCH_NOT_FOUND`, `SEARCH_INVALID`. */
    async searchCount(searchId: number, userId: number) {
      const { name, tree, query, updatedAt } = await storedSearches.find(searchId, userId);
      const { value, at } = await kept(`search ${searchId} ${updatedAt}`, () => countOf(tree));
      return { searchId, name, query, count: value, at: new Date(at).toISOString() };
    },
  };
}

const criterion = (field: string, value: string | null) =>
  value === null ? ({ field, operator: 'empty' } as const) : ({ field, operator: 'equal', value } as const);

const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((total, { count }) => total + count, 0);
const all = ({ added, changed, removed }: Kinds) => added + changed + removed;
const NOTHING: Kinds = { added: 0, changed: 0, removed: 0 };

function add(counts: Map<string, Kinds>, key: string, { kind, count }: CountedChange): void {
  const before = counts.get(key) ?? NOTHING;
  if (kind === 'added' || kind === 'changed' || kind === 'removed') {
    counts.set(key, { ...before, [kind]: before[kind] + count });
  }
}

const sorted = (counts: ReadonlyMap<string, Kinds>) =>
  [...counts].sort(([a, left], [b, right]) => all(right) - all(left) || (a < b ? -1 : 1));

/** The key of a row of software begins with its name; see `rowIdentity`. */
const softwareName = (key: string) => key.slice(0, Math.max(0, key.indexOf('\u001f')));
