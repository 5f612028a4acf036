import type { Inventory } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { IdentityService, Resolution } from '../identity/identity-service.ts';
import type { Comparison } from '../identity/match.ts';
import type { AccountExchange } from './account-exchange.ts';
import type { StoredAsset } from './asset-repository.ts';
import type { Arrival, Received, ReceptionService } from './reception-service.ts';

type Whole = {
  /** The record that it is; null for one of its own, whatever the evidence says. */
  readonly assetId: number | null;
  /** Runs in the transaction of the inventory, behind it. */
  readonly within: (trx: Executor, asset: Pick<StoredAsset, 'id' | 'name' | 'tag' | 'first_seen_at'>) => Promise<void>;
};

type Needs = {
  readonly identity: IdentityService;
  readonly find: (trx: Executor, id: number) => Promise<StoredAsset | undefined>;
  readonly reception: (about: {
    readonly identity: IdentityService;
    readonly accounts: AccountExchange;
  }) => Pick<ReceptionService, 'receive'>;
  readonly transaction: <T>(work: (trx: Executor) => Promise<T>) => Promise<T>;
};

export type TakeIn = ReturnType<typeof createTakeIn>;

/**
 * Takes in records of another inventory server: which record is which is known, and not to be guessed. The evidence is kept, and
 * what it would have said becomes a suspicion that people see.
 */
export function createTakeIn({ identity, find, reception, transaction }: Needs) {
  return {
    transaction,

    receive(inventory: Inventory, arrival: Arrival, { assetId, within }: Whole): Promise<Received> {
      const chosen: IdentityService = {
        ...identity,
        async resolve(trx, told, when, rule) {
          return decided(await identity.resolve(trx, told, when, rule), assetId);
        },
      };
      const accounts: AccountExchange = {
        prepare: async () => async (trx, told) => {
          const asset = await find(trx, told.asset.id);
          if (asset !== undefined) await within(trx, asset);
          return { account: null, entries: [] };
        },
      };
      return reception({ identity: chosen, accounts }).receive(inventory, arrival);
    },
  };
}

function decided({ claim, verdict, assetId: found }: Resolution, assetId: number | null): Resolution {
  const plain = (id: number): Comparison => ({ assetId: id, score: 0, reasons: [] });
  if (assetId !== null) {
    if (found === assetId) return { assetId, claim, verdict };
    return { assetId, claim, verdict: { outcome: 'same', chosen: plain(assetId), others: [] } };
  }
  if (verdict === null) {
    return { assetId, claim, verdict: { outcome: 'new', suspects: [], clones: found === null ? [] : [plain(found)] } };
  }
  if (verdict.outcome === 'new') return { assetId, claim, verdict };
  return { assetId, claim, verdict: { outcome: 'new', suspects: [verdict.chosen, ...verdict.others], clones: [] } };
}
