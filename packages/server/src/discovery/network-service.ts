import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { NetworkCounts, NetworkRepository, NetworksQuery, StoredNetwork } from './network-repository.ts';
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

type Needs = {
  readonly repository: NetworkRepository;
  readonly audit: Pick<AuditService, 'record'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type NetworkService = ReturnType<typeof createNetworkService>;

/** Networks that people gave a name. */
export function createNetworkService({ repository, audit, clock }: Needs) {
  return {
    async list(query: NetworksQuery) {
      const { items, total } = await repository.page(query);
      const counts = await repository.counts(items.map(({ id }) => id));
      return { items: items.map((network) => toView(network, counts.get(network.id))), total };
    },

    /** @throws {AppError} `NETWORK_NOT_FOUND`. */
    async view(id: number) {
      const found = await repository.find(id);
      if (found === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
      return toView(found, (await repository.counts([id])).get(id));
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
      return this.view(made.id);
    },

    /** @throws {AppError} `NETWORK_NOT_FOUND`, `NETWORK_INVALID`, `NETWORK_EXISTS`. */
    async update(id: number, given: NetworkDefinition, doer: Doer) {
      const values = check(given);
      await repository.transaction(async (trx) => {
        const before = await repository.find(id, trx);
        const same = await repository.findSame(values, values.tag, trx);
        if (same !== undefined && same.id !== id) throw exists(values);
        const after = await repository.update(trx, id, { ...values, updated_at: clock() });
        if (before === undefined || after === undefined) throw new AppError('NETWORK_NOT_FOUND', { id });
        await note(trx, doer, { id, action: 'update', before, after });
      });
      return this.view(id);
    },

    /** What was seen on it stays. @throws {AppError} `NETWORK_NOT_FOUND`. */
    async remove(id: number, doer: Doer): Promise<void> {
      await repository.transaction(async (trx) => {
        const before = await repository.remove(trx, id);
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
  return { address, prefix, name, site: site ?? '', tag: tag ?? '', comment: comment ?? '' };
}

function exists({ address, prefix, tag }: { address: string; prefix: number; tag: string }): AppError {
  const where = tag === '' ? '' : ` of TAG "${tag}"`;
  return new AppError('NETWORK_EXISTS', { network: `${address}/${prefix}${where}` });
}

const definitionOf = ({ address, prefix, name, site, tag, comment }: StoredNetwork) => ({
  network: `${address}/${prefix}`,
  ...{ name, site, tag, comment },
});

function toView(network: StoredNetwork, counts: NetworkCounts | undefined) {
  const { created_at, updated_at, ...stored } = network;
  return {
    ...stored,
    mask: maskOf(network),
    ...(counts ?? { inventoried: 0, identified: 0, unknown: 0 }),
    createdAt: new Date(created_at).toISOString(),
    updatedAt: new Date(updated_at).toISOString(),
  };
}
