import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import { visibleIds } from '../db/asset-scope.ts';
import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { type BlacklistKind, blacklistKinds, createBlacklists, defaultBlacklists } from './blacklists.ts';
import type { DuplicateMethod, DuplicatesRepository } from './duplicates-repository.ts';
import type { IdentityRepository } from './identity-repository.ts';
import type { Comparison, Reason } from './match.ts';
import type { MergeRepository } from './merge-repository.ts';
import type { ReviewRepository, SuspicionQuery } from './review-repository.ts';
import { toMac, toName, toSerial, toUuid } from './spelling.ts';

/** Decisions shown of one record. */
const SHOWN = 100;

type Needs = {
  readonly db: Db;
  readonly assets: AssetService;
  readonly audit: AuditService;
  readonly merges: MergeRepository;
  readonly identities: IdentityRepository;
  readonly duplicates: DuplicatesRepository;
  readonly reviews: ReviewRepository;
  readonly clock: () => number;
};

/** What is kept of a decision. */
type Told = { readonly reasons?: Reason[]; readonly others?: Comparison[] };

export type ReviewService = ReturnType<typeof createReviewService>;

/** Why a record is this machine, which records may be one machine, and what is believed of no machine. */
export function createReviewService({ db, assets, audit, merges, identities, duplicates, reviews, clock }: Needs) {
  async function suspicions(query: SuspicionQuery & { readonly assetId?: number }) {
    const { items, total } = await reviews.suspicions(query);
    return {
      total,
      items: items.map((row) => ({
        id: row.id,
        kind: row.kind,
        assetIds: [row.asset_id, row.other_id],
        at: toIso(row.at),
        state: row.state,
        reasons: JSON.parse(row.evidence) as Reason[], // safe: written by identity-service.ts
      })),
    };
  }

  return {
    suspicions,

    /** Why is this the same machine? @throws {AppError} `ASSET_NOT_FOUND`. */
    async explain(assetId: number) {
      await assets.view(assetId);
      const [candidate] = await identities.candidates(db.kysely, [assetId]);
      const decisions = (await reviews.decisions(assetId, SHOWN)).map((row) => ({
        ...row,
        told: JSON.parse(row.evidence) as Told, // safe: written by identity-service.ts
      }));
      // A record that was weighed and that who asks may not see is not told of, nor what it has.
      const weighed = decisions.flatMap(({ told }) => (told.others ?? []).map((other) => other.assetId));
      const seen = new Set(await visibleIds(db.kysely, [...new Set(weighed)]));
      const { items } = await suspicions({ assetId, state: 'open', limit: SHOWN, offset: 0 });
      return {
        deviceIds: (await reviews.deviceIds(assetId)).map(({ deviceId, firstSeenAt }) => ({
          deviceId,
          firstSeenAt: toIso(firstSeenAt),
        })),
        evidence: Object.entries(candidate?.evidence ?? {}).map(([kind, values]) => ({ kind, values: [...values] })),
        decisions: decisions.map((row) => ({
          id: row.id,
          at: toIso(row.at),
          deviceId: row.device_id,
          outcome: row.outcome,
          score: row.score,
          ...row.told,
          ...(row.told.others !== undefined && { others: row.told.others.filter((one) => seen.has(one.assetId)) }),
        })),
        merges: (await merges.listOf(assetId)).map((merge) => ({
          id: merge.id,
          at: toIso(merge.at),
          actor: merge.actor,
          reason: merge.reason,
          survivorId: merge.survivorId,
          mergedId: merge.mergedId,
          undoneAt: merge.undoneAt === null ? null : toIso(merge.undoneAt),
        })),
        suspicions: items,
      };
    },

    /** How many records each comparison finds. */
    async summary() {
      return await duplicates.counts();
    },

    async groups(method: DuplicateMethod, page: { limit: number; offset: number }) {
      const total = await duplicates.count(method);
      const groups = await duplicates.list(method, page);
      const items = await Promise.all(
        groups.map(async ({ values, assetIds }) => ({ values: [...values], assets: await assets.summaries(assetIds) })),
      );
      return { items, total };
    },

    /** @throws {AppError} `SUSPICION_NOT_FOUND`. */
    async setSuspicionState(suspicionId: number, state: 'open' | 'ignored', doer: Doer): Promise<void> {
      await db.kysely.transaction().execute(async (trx) => {
        if (!(await reviews.setSuspicionState(trx, suspicionId, state))) {
          throw new AppError('SUSPICION_NOT_FOUND', { suspicionId });
        }
        await audit.record({ ...doer, action: `suspicion.${state}`, target: `suspicion ${suspicionId}` }, trx);
      });
    },

    /** Suspicions with what lists show of both records. */
    async suspicionsInFull(query: SuspicionQuery) {
      const { items, total } = await suspicions(query);
      const ids = [...new Set(items.flatMap(({ assetIds }) => assetIds))];
      const known = new Map((await assets.summaries(ids)).map((asset) => [asset.id, asset]));
      return {
        total,
        items: items.map((one) => ({ ...one, assets: one.assetIds.flatMap((id) => known.get(id) ?? []) })),
      };
    },

    /** What several records are recognised by, to be looked at side by side; those that are gone are left out. */
    async compare(assetIds: readonly number[]) {
      const summaries = await assets.summaries(assetIds);
      const found = await identities.candidates(
        db.kysely,
        summaries.map(({ id }) => id),
      );
      return summaries.map((asset, i) => ({
        asset,
        evidence: Object.entries(found[i]?.evidence ?? {}).map(([kind, values]) => ({ kind, values: [...values] })),
        deviceIds: [...(found[i]?.deviceIds ?? [])],
      }));
    },

    /**
     * Says of records that they are different machines, each of each other, or takes that back.
     *
     * @throws {AppError} `ASSET_NOT_FOUND`, `REQUEST_INVALID`.
     */
    async setPairState(assetIds: readonly number[], state: 'open' | 'ignored', doer: Doer): Promise<void> {
      const ids = [...new Set(assetIds)].sort((a, b) => a - b);
      if (ids.length < 2) throw new AppError('REQUEST_INVALID', { reason: 'a pair has two records' });
      const there = new Set((await assets.summaries(ids)).map(({ id }) => id));
      const missing = ids.find((id) => !there.has(id));
      if (missing !== undefined) throw new AppError('ASSET_NOT_FOUND', { assetId: missing });
      const pairs = ids.flatMap((first, i) => ids.slice(i + 1).map((second) => [first, second] as const));
      await db.kysely.transaction().execute(async (trx) => {
        await reviews.setPairs(trx, pairs, state, clock());
        const target = `assets ${ids.join(', ')}`.slice(0, 300);
        await audit.record({ ...doer, action: `suspicion.${state}`, target, after: { assetIds: ids } }, trx);
      });
    },

    /** Every value of a blacklist, with where it comes from and how many machines have it. */
    async blacklist(kind: BlacklistKind) {
      const changes = (await identities.readBlacklistChanges(db.kysely)).filter((one) => one.kind === kind);
      const shipped = new Set(defaultBlacklists[kind]);
      const values = [...new Set([...shipped, ...changes.map(({ value }) => value)])].sort();
      const counts = await reviews.countByValue(kind, values);
      const off = new Set(changes.filter(({ listed }) => !listed).map(({ value }) => value));
      return values
        .filter((value) => shipped.has(value) || !off.has(value))
        .map((value) => ({
          value,
          origin: shipped.has(value) ? ('shipped' as const) : ('added' as const),
          listed: !off.has(value),
          assets: counts.get(value) ?? 0,
        }));
    },

    /** How a value is spelt in a blacklist, and how many machines it would concern. @throws {AppError} As `changeBlacklist`. */
    async blacklistEffect(kind: BlacklistKind, value: string) {
      const spelt = spell(kind, value);
      if (spelt === null) throw new AppError('REQUEST_INVALID', { reason: `the value is no ${kind}` });
      const listed = createBlacklists(await identities.readBlacklistChanges(db.kysely)).has(kind, spelt);
      return { value: spelt, listed, assets: (await reviews.countByValue(kind, [spelt])).get(spelt) ?? 0 };
    },

    /** The values in force: those shipped, and what was added or taken off. */
    async blacklists() {
      const changes = await identities.readBlacklistChanges(db.kysely);
      return blacklistKinds.map((kind) => {
        const off = new Set(changes.filter((one) => one.kind === kind && !one.listed).map(({ value }) => value));
        const added = changes.filter((one) => one.kind === kind && one.listed).map(({ value }) => value);
        return {
          kind,
          values: [...new Set([...defaultBlacklists[kind], ...added])].filter((value) => !off.has(value)).sort(),
          added: added.sort(),
          removed: [...off].sort(),
        };
      });
    },

    /** Whether no machine is recognised by a value. */
    async isBlacklisted(kind: BlacklistKind, value: string): Promise<boolean> {
      const spelt = spell(kind, value);
      if (spelt === null) return true; // too short, or a group address: it counts for nothing anyway
      return createBlacklists(await identities.readBlacklistChanges(db.kysely)).has(kind, spelt);
    },

    /** @throws {AppError} `REQUEST_INVALID` for a value that is none of its kind. */
    async changeBlacklist(kind: BlacklistKind, value: string, listed: boolean, doer: Doer): Promise<void> {
      const spelt = spell(kind, value);
      if (spelt === null) throw new AppError('REQUEST_INVALID', { reason: `the value is no ${kind}` });
      await db.kysely.transaction().execute(async (trx) => {
        await reviews.changeBlacklist(trx, kind, spelt, listed);
        const action = listed ? 'blacklist.add' : 'blacklist.remove';
        await audit.record({ ...doer, action, target: `blacklist ${kind}`, after: spelt }, trx);
      });
    },
  };
}

function spell(kind: BlacklistKind, value: string): string | null {
  if (kind === 'uuid') return toUuid(value);
  if (kind === 'mac') return toMac(value);
  return kind === 'name' ? toName(value) : toSerial(value, null);
}

const toIso = (ms: number) => new Date(ms).toISOString();
