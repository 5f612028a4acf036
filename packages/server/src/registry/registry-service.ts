import { AppError, type PrologOption } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { RegistryRepository, ResultsQuery, StoredQuery, StoredResult } from './registry-repository.ts';

/** Hives, in the order in which agents number them. Source: OCS protocol, REGTREE. */
export const TREES = [
  'HKEY_CLASSES_ROOT',
  'HKEY_CURRENT_USER',
  'HKEY_LOCAL_MACHINE',
  'HKEY_USERS',
  'HKEY_CURRENT_CONFIG',
  'HKEY_DYN_DATA',
] as const;

/** Asks for all values of a key. */
export const ALL_VALUES = '*';

/** How long another process may not notice a change. Milliseconds. */
const CACHE_MS = 2000;

/** Different values that are counted; a value that every machine has for itself tells nothing. */
const VALUES = 100;

export type RegistryQuery = {
  readonly name: string;
  /** Number in `TREES`. */
  readonly tree: number;
  readonly key: string;
  /** Name of a value, or `ALL_VALUES`. */
  readonly value: string;
};

type Needs = {
  readonly repository: RegistryRepository;
  readonly audit: Pick<AuditService, 'record'>;
  /** Setting REGISTRY. */
  readonly isOn: () => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type RegistryService = ReturnType<typeof createRegistryService>;

/** Questions to the registry of Windows machines. They travel with each contact, the answers with the next inventory. */
export function createRegistryService({ repository, audit, isOn, clock }: Needs) {
  let cache: { readonly queries: Promise<StoredQuery[]>; readonly readAt: number } | null = null;

  /** Every agent asks at each contact: many at once share one read. */
  function known(): Promise<StoredQuery[]> {
    if (cache !== null && clock() - cache.readAt < CACHE_MS) return cache.queries;
    const queries = repository.list();
    const current = { queries, readAt: clock() };
    cache = current;
    queries.catch(() => {
      if (cache === current) cache = null; // a failure is not remembered
    });
    return queries;
  }

  async function get(id: number): Promise<StoredQuery> {
    const found = await repository.find(id);
    if (found === undefined) throw new AppError('REGISTRY_QUERY_NOT_FOUND', { id });
    return found;
  }

  function note(trx: Executor, doer: Doer, { id, action, before, after }: Change): Promise<void> {
    return audit.record(
      { ...doer, action: `registryQuery.${action}`, target: `registryQuery ${id}`, before, after },
      trx,
    );
  }

  return {
    async list() {
      return (await repository.list()).map(toView);
    },

    /** @throws {AppError} `REGISTRY_QUERY_NOT_FOUND`. */
    async view(id: number) {
      return toView(await get(id));
    },

    /** @throws {AppError} `REGISTRY_QUERY_INVALID`, `REGISTRY_QUERY_NAME_TAKEN`. */
    async create(query: RegistryQuery, doer: Doer) {
      const clean = check(query);
      const at = clock();
      const created = await repository.transaction(async (trx) => {
        const made = await repository.create(trx, { ...clean, created_at: at, updated_at: at });
        if (made === undefined) throw new AppError('REGISTRY_QUERY_NAME_TAKEN', { name: clean.name });
        await note(trx, doer, { id: made.id, action: 'create', before: null, after: clean });
        return made;
      });
      cache = null;
      return toView(created);
    },

    /**
     * @param seenAt When it was changed last, as the doer saw it (ISO 8601); not given: whenever.
     * @throws {AppError} `REGISTRY_QUERY_NOT_FOUND`, `REGISTRY_QUERY_INVALID`, `REGISTRY_QUERY_NAME_TAKEN`,
     * `REGISTRY_QUERY_CHANGED`.
     */
    async update(id: number, query: RegistryQuery, doer: Doer, seenAt?: string) {
      const clean = check(query);
      const updated = await repository.transaction(async (trx) => {
        const before = await repository.find(id, trx);
        if (before !== undefined && seenAt !== undefined && before.updated_at !== Date.parse(seenAt)) {
          throw new AppError('REGISTRY_QUERY_CHANGED', { name: before.name });
        }
        if (await repository.isNameTaken(trx, clean.name, id)) {
          throw new AppError('REGISTRY_QUERY_NAME_TAKEN', { name: clean.name });
        }
        const made = await repository.update(trx, id, { ...clean, updated_at: clock() });
        if (made === undefined || before === undefined) throw new AppError('REGISTRY_QUERY_NOT_FOUND', { id });
        await note(trx, doer, { id, action: 'update', before: definitionOf(before), after: clean });
        return made;
      });
      cache = null;
      return toView(updated);
    },

    /** Machines are not asked any more; what they answered stays until their next inventory. @throws {AppError} `REGISTRY_QUERY_NOT_FOUND`. */
    async remove(id: number, doer: Doer): Promise<void> {
      await repository.transaction(async (trx) => {
        const removed = await repository.remove(trx, id);
        if (removed === undefined) throw new AppError('REGISTRY_QUERY_NOT_FOUND', { id });
        await note(trx, doer, { id, action: 'remove', before: definitionOf(removed), after: null });
      });
      cache = null;
    },

    /** What machines answered, by name of machine. @throws {AppError} `REGISTRY_QUERY_NOT_FOUND`. */
    async results(id: number, query: ResultsQuery) {
      const { name } = await get(id);
      const { items, total, machines } = await repository.results(name, query);
      return { items: items.map(toResult), total, machines };
    },

    /** The values of those answers and how many machines have each. @throws {AppError} `REGISTRY_QUERY_NOT_FOUND`. */
    async values(id: number) {
      const { name } = await get(id);
      return await repository.values(name, VALUES);
    },

    /**
     * What an agent is asked at a contact, whether or not its inventory is due.
     *
     * A machine whose system is known not to be Windows is asked nothing: its agent would not understand.
     *
     * @param asset Null for a machine that never sent an inventory.
     */
    async prologOptions(asset: { readonly os: string | null } | null): Promise<readonly PrologOption[]> {
      const os = asset?.os ?? null;
      if ((os !== null && !/windows/i.test(os)) || !(await isOn())) return [];
      const queries = await known();
      if (queries.length === 0) return [];
      return [{ name: 'REGISTRY', params: queries.map(toParam) }];
    },
  };
}

type Change = {
  readonly id: number;
  readonly action: 'create' | 'update' | 'remove';
  readonly before: RegistryQuery | null;
  readonly after: RegistryQuery | null;
};

function toParam({ name, tree, key, value }: RegistryQuery) {
  return { attributes: { NAME: name, REGTREE: String(tree), REGKEY: key }, text: value };
}

function definitionOf({ name, tree, key, value }: StoredQuery): RegistryQuery {
  return { name, tree, key, value };
}

/**
 * The query as agents expect it: no separators around the key.
 *
 * @throws {AppError} `REGISTRY_QUERY_INVALID`.
 */
function check(query: RegistryQuery): RegistryQuery {
  const { tree } = query;
  const [name, value] = [query.name.trim(), query.value.trim()];
  const key = query.key.trim().replace(/^\\+|\\+$/g, '');
  const objection =
    Object.entries({ name, key, value })
      .map(([field, text]) => objectionTo(field, text))
      .find((found) => found !== null) ?? null;
  if (objection !== null) throw new AppError('REGISTRY_QUERY_INVALID', { reason: objection });
  if (/^HKEY_|^HK(LM|CU|CR|U|CC)(\\|$)/i.test(key)) {
    throw new AppError('REGISTRY_QUERY_INVALID', { reason: 'the key names its tree, which is given apart' });
  }
  return { name, tree, key, value };
}

function objectionTo(field: string, text: string): string | null {
  if (text === '') return `${field} is empty`;
  return /\p{C}/u.test(text) ? `${field} has characters that cannot be shown` : null;
}

function toView(query: StoredQuery) {
  return {
    id: query.id,
    ...definitionOf(query),
    treeName: TREES[query.tree] ?? 'unknown',
    createdAt: toIso(query.created_at),
    updatedAt: toIso(query.updated_at),
  };
}

function toResult({ asset_id, asset_name, value, hive, path }: StoredResult) {
  return { assetId: asset_id, assetName: asset_name, value, hive, path };
}

const toIso = (ms: number) => new Date(ms).toISOString();
