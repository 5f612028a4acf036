import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetMover } from '../fleet/asset-mover.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import type { SplitService } from '../fleet/split-service.ts';
import { createDuplicatesRepository } from './duplicates-repository.ts';
import { createIdentityMover } from './identity-mover.ts';
import { createIdentityRepository } from './identity-repository.ts';
import type { FactReader } from './merge-preview.ts';
import { createMergeRepository } from './merge-repository.ts';
import { createMergeService, type Records } from './merge-service.ts';
import { createReviewRepository } from './review-repository.ts';
import { createReviewService } from './review-service.ts';

type Needs = {
  readonly db: Db;
  readonly records: Records;
  readonly assets: AssetService;
  readonly movers: readonly AssetMover[];
  readonly splits: SplitService;
  readonly audit: AuditService;
  /** What the rooms tell of records before a merge. */
  readonly readers?: readonly FactReader[];
  /** Entries of a record's history. */
  readonly countChanges?: (assetId: number) => Promise<number>;
  /** Told of each record that a merge, or its undoing, changed, after it is safe in the database. */
  readonly onChanged?: (assetId: number) => void;
  readonly clock: () => number;
};

/** What the room `identity` offers to people; agents meet it in the reception of inventories. */
export function createIdentity({
  db,
  records,
  assets,
  movers,
  readers,
  countChanges,
  splits,
  audit,
  onChanged,
  clock,
}: Needs) {
  const merges = createMergeRepository(db);
  const identities = createIdentityRepository(db);
  return {
    splits,
    merges: createMergeService({
      db,
      records,
      merges,
      movers: [...movers, createIdentityMover(identities)],
      readers,
      countChanges,
      audit,
      onChanged,
      clock,
    }),
    reviews: createReviewService({
      db,
      assets,
      audit,
      merges,
      identities,
      duplicates: createDuplicatesRepository(db),
      reviews: createReviewRepository(db),
      clock,
    }),
  };
}
