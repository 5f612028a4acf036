import { AppError } from '@muster/protocol';
import { addressKey } from '@muster/protocol/query';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { NetworkCountRepository } from './network-count-repository.ts';
import {
  NETWORK_SORTS,
  type NetworkCounts,
  type NetworkFilter,
  type NetworkRepository,
  type StoredNetwork,
} from './network-repository.ts';
import { readOrder } from './read-order.ts';
import { maskOf, parseSubnet } from './subnet.ts';

/** A network as it is given. */
export type NetworkDefinition = {
  readonly address: string;
  /** See `parseSubnet`. */
  readonly mask: string;
  readonly name: string;
  /** The site it belongs to. */
  readonly site: string;
  /** Only machines of this TAG are on it; empty for all. */
  readonly tag: string;
  readonly comment: string;
};

export type NetworkListQuery = NetworkFilter & {
  /** Names of `NETWORK_SORTS`, `-` before one that descends. */
  readonly sort: readonly string[];
  readonly limit: number;
  readonly offset: number;
};

type Needs = {
  readonly repository: NetworkRepository;
  readonly counts: Pick<NetworkCountRepository, 'state'>;
  readonly audit: Pick<AuditService, 'record'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type NetworkService = ReturnType<typeof createNetworkService>;

/** Networks that people gave a name, and those that something was found on. */
export function createNetworkService({ repository, counts, audit, clock }: Needs) {
  return {
    /** What is on them, as counted last. @throws {AppError} `REQUEST_INVALID` for an order that does not exist. */
    async list({ sort, ...query }: NetworkListQuery) {
      const order = sort.map((word) => readOrder(NETWORK_SORTS, word));
      const { items, total } = await repository.page({ ...query, sort: order });
      const { counted_at } = await counts.state();
      const countedAt = counted_at === null ? null : new Date(counted_at).toISOString();
      return { items: items.map((network) => toView(network, network)), total, countedAt };
    },

    /** What is on it, as it is now. @throws {AppError} `NETWORK_NOT_FOUND`. */
    async view(id: number) {
      const found = await repository.find(id);
      if (found === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
      return toView(found, await repository.counts(found));
    },

    /** What its devices are found by. @throws {AppError} `NETWORK_NOT_FOUND`. */
    async subnetOf(id: number): Promise<{ readonly address: string; readonly tag: string }> {
      const found = await repository.find(id);
      if (found === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
      return found;
    },

    /** @throws {AppError} `NETWORK_INVALID`, `NETWORK_EXISTS`. */
    async create(given: NetworkDefinition, doer: Doer) {
      const values = check(given);
      const at = clock();
      const made = await repository.transaction(async (trx) => {
        const created = await repository.create(trx, { ...values, created_at: at, updated_at: at });
        if (created === undefined) throw exists(values);
        await note(trx, doer, { id: created.id, action: 'create', before: null, after: created });
        return created;
      });
      return toView(made, await repository.counts(made));
    },

    /**
     * @param given `version` as its editor saw it; absent: whichever there is.
     * @throws {AppError} `NETWORK_NOT_FOUND`, `NETWORK_INVALID`, `NETWORK_EXISTS`, `NETWORK_CHANGED`.
     */
    async update(id: number, given: NetworkDefinition & { readonly version?: number | undefined }, doer: Doer) {
      const values = check(given);
      const changed = await repository.transaction(async (trx) => {
        const before = await repository.find(id, trx);
        if (before === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
        if (given.version !== undefined && given.version !== before.version)
          throw new AppError('NETWORK_CHANGED', { id, version: before.version });
        const same = await repository.findSame(values, values.tag, trx);
        if (same !== undefined && same.id !== id) {
          if (same.name !== '') throw exists(values);
          await repository.remove(trx, same.id); // nobody said anything of it
        }
        const next = { ...values, updated_at: clock(), version: before.version + 1 };
        const after = await repository.update(trx, id, before.version, next);
        if (after === undefined) throw new AppError('NETWORK_CHANGED', { id, version: before.version + 1 });
        await note(trx, doer, { id, action: 'update', before, after });
        return after;
      });
      return toView(changed, await repository.counts(changed));
    },

    /** What was seen on it stays. @throws {AppError} `NETWORK_NOT_FOUND`. */
    async remove(id: number, doer: Doer): Promise<void> {
      await repository.transaction(async (trx) => {
        const seen = await repository.find(id, trx);
        const before = seen && (await repository.remove(trx, id));
        if (before === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
        await note(trx, doer, { id, action: 'remove', before, after: null });
      });
    },

    /**
     * For who takes networks over from elsewhere: one that stands here already stays as it is.
     *
     * @returns Its id. @throws {AppError} `NETWORK_INVALID`.
     */
    async ensure(given: NetworkDefinition): Promise<number> {
      const values = check(given);
      const at = clock();
      return await repository.transaction(async (trx) => {
        const created = await repository.create(trx, { ...values, created_at: at, updated_at: at });
        const found = created ?? (await repository.findSame(values, values.tag, trx));
        if (found === undefined) throw exists(values);
        return found.id;
      });
    },

    async isThere(id: number): Promise<boolean> {
      return (await repository.find(id)) !== undefined;
    },
  };

  function note(trx: Executor, doer: Doer, { id, action, before, after }: Change): Promise<void> {
    const shown = { before: before && definitionOf(before), after: after && definitionOf(after) };
    return audit.record({ ...doer, action: `network.${action}`, target: `network ${id}`, ...shown }, trx);
  }
}

type Change = {
  readonly id: number;
  readonly action: 'create' | 'update' | 'remove';
  readonly before: StoredNetwork | null;
  readonly after: StoredNetwork | null;
};

/** @throws {AppError} `NETWORK_INVALID`. */
function check(given: NetworkDefinition) {
  const { address, prefix } = parseSubnet(given.address, given.mask);
  const [name, site, tag, comment] = [given.name, given.site, given.tag, given.comment].map((text) => text.trim());
  if (name === undefined || name === '') throw new AppError('NETWORK_INVALID', { reason: 'it has no name' });
  const address_key = addressKey(address) ?? '';
  return { address, prefix, address_key, name, site: site ?? '', tag: tag ?? '', comment: comment ?? '' };
}

function exists({ address, prefix, tag }: { address: string; prefix: number; tag: string }): AppError {
  const where = tag === '' ? '' : ` of TAG "${tag}"`;
  return new AppError('NETWORK_EXISTS', { network: `${address}/${prefix}${where}` });
}

const definitionOf = ({ address, prefix, name, site, tag, comment }: StoredNetwork) => ({
  network: `${address}/${prefix}`,
  ...{ name, site, tag, comment },
});

function toView(network: StoredNetwork, { inventoried, identified, unknown }: NetworkCounts) {
  const { id, address, prefix, name, site, tag, comment, version, created_at, updated_at } = network;
  return {
    ...{ id, address, prefix, mask: maskOf(network), name, site, tag, comment },
    ...{ inventoried, identified, unknown, version },
    createdAt: new Date(created_at).toISOString(),
    updatedAt: new Date(updated_at).toISOString(),
  };
}
