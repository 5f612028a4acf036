import { AppError, diffRows, type Row, type RowsDiff, type Section, sections } from '@muster/protocol';
import type { HistoryRepository } from './history-repository.ts';
import { readableKey } from './history-service.ts';
import { rebuild } from './rebuild.ts';

/** What the room `fleet` tells of the present. */
export type Present = {
  /** When an asset was first seen, ms since 1970. @throws {AppError} `ASSET_NOT_FOUND`. */
  firstSeenAt(assetId: number): Promise<number>;
  /** The sections that an asset ever had. */
  sections(assetId: number): Promise<readonly string[]>;
  /** All rows of a section of an asset. */
  rows(section: Section, assetId: number): Promise<readonly Row[]>;
};

export type Moment = {
  readonly assetId: number;
  /** Ms since 1970; undefined for now. */
  readonly at?: number | undefined;
};

/** Inventories that may come in while a state is being read, each of which makes it be read again. */
const ATTEMPTS = 10;

export type StateService = ReturnType<typeof createStateService>;

type Needs = { readonly repository: HistoryRepository; readonly present: Present };

/** What machines were at any moment since they were first seen. */
export function createStateService({ repository, present }: Needs) {
  /**
   * The rows of a section as they were stored at a moment; none before the machine, or the section, was first seen.
   * Volatile columns are null: there is no history of them. The order of the rows is not kept.
   *
   * @throws {AppError} `ASSET_NOT_FOUND`, `SECTION_NOT_FOUND`, `HISTORY_NOT_KEPT` (the section is volatile as a whole),
   * `HISTORY_EXPIRED` (before what is kept), `HISTORY_INCOMPLETE` (the entries do not fit the rows).
   */
  async function stateAt({ assetId, at }: Moment, name: string): Promise<Row[]> {
    const firstSeenAt = await present.firstSeenAt(assetId);
    const section = sectionOf(name);
    if (section.volatile === true) throw new AppError('HISTORY_NOT_KEPT', { section: name });
    const { rows, exact } = await read(assetId, section, at);
    // Read last: it is raised before anything is deleted, so all entries after `at` were there.
    const horizon = await repository.horizon();
    if (at !== undefined && at < horizon && firstSeenAt < horizon) {
      throw new AppError('HISTORY_EXPIRED', { horizon: new Date(horizon).toISOString() });
    }
    if (!exact) throw new AppError('HISTORY_INCOMPLETE', { section: name });
    return rows;
  }

  async function read(assetId: number, section: Section, at: number | undefined) {
    if (at === undefined) return rebuild(section, await present.rows(section, assetId), []);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const newest = await repository.newest(assetId, section.name);
      const rows = await present.rows(section, assetId);
      const entries = await repository.after(assetId, section.name, at);
      // Whatever changes a stable column leaves an entry in the same transaction: rows and entries are of one moment.
      const isCurrent = (await repository.newest(assetId, section.name)) === newest;
      if (isCurrent) return rebuild(section, rows, entries);
    }
    throw new AppError('INVENTORY_BUSY');
  }

  /** The sections with a history that one of the two ever had, in the order of the registry. */
  async function sectionsOf(one: Moment, other: Moment): Promise<string[]> {
    await Promise.all([one, other].map(({ assetId }) => present.firstSeenAt(assetId)));
    const had = new Set((await Promise.all([one, other].map(({ assetId }) => present.sections(assetId)))).flat());
    return COMPARED.filter((name) => had.has(name));
  }

  /** What is different in a section at two moments, or on two machines. @throws {AppError} As `stateAt`. */
  async function compareSection(one: Moment, other: Moment, name: string): Promise<RowsDiff> {
    const [before, after] = [await stateAt(one, name), await stateAt(other, name)];
    return diffRows(sectionOf(name), before, after);
  }

  return {
    stateAt,

    /**
     * What is different between two moments, or two machines, in the stable columns: sections that do not differ are left out.
     *
     * @param only The one section to compare; undefined for all that have a history.
     * @throws {AppError} As `stateAt`.
     */
    async compare(one: Moment, other: Moment, only?: string) {
      const names = only === undefined ? await sectionsOf(one, other) : [only];
      const different = [];
      for (const name of names) {
        const { added, changed, removed } = await compareSection(one, other, name);
        if (added.length + changed.length + removed.length === 0) continue;
        different.push({
          name,
          added: added.map(({ key, row }) => ({ key: readableKey(key), row })),
          removed: removed.map(({ key, row }) => ({ key: readableKey(key), row })),
          changed: changed.map(({ key, before, after, columns }) => ({
            key: readableKey(key),
            before: pick(before, columns),
            after: pick(after, columns),
          })),
        });
      }
      return { sections: different };
    },
  };
}

const COMPARED = (Object.values(sections) as readonly Section[])
  .filter(({ volatile }) => volatile !== true)
  .map(({ name }) => name);

function sectionOf(name: string): Section {
  if (name === 'other') throw new AppError('HISTORY_NOT_KEPT', { section: name });
  if (!Object.hasOwn(sections, name)) throw new AppError('SECTION_NOT_FOUND', { section: name });
  return sections[name as keyof typeof sections];
}

const pick = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
