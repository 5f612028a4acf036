import { AppError, type Inventory } from '@muster/protocol';
import type { Db, Executor } from '../db/database.ts';
import type { Arrival } from '../fleet/reception-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type Blacklists, createBlacklists } from './blacklists.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type IdentityRepository, LEADS, OCS_LEADS, valueKey } from './identity-repository.ts';
import { type Candidate, type Claim, type Comparison, judge, type Verdict } from './match.ts';
import { judgeAsOcs } from './ocs-rule.ts';

/** How long another process may not notice a change of the blacklists. Milliseconds. */
const CACHE_MS = 2000;

/** Which record an inventory belongs to, and why. */
export type Resolution = {
  /** Null: a record has to be made. */
  readonly assetId: number | null;
  readonly claim: Claim;
  /** Null where nothing had to be weighed: the record that had this device id, with the same evidence. */
  readonly verdict: Verdict | null;
};

/** How machines are recognised: our way, or as an OCS server does, by the criteria of a level. */
export type IdentityRule = { readonly name: 'muster' } | { readonly name: 'ocs'; readonly level: number };

/** What is kept of a record from before a decision. */
type Kept = {
  readonly evidence: Evidence;
  /** As the room that stores inventories packs it. */
  readonly inventory: string;
};

type Before = Pick<Kept, 'evidence'> | { readonly inventory: Inventory };

type Needs = {
  readonly db: Db;
  readonly repository: IdentityRepository;
  readonly settings: Pick<SettingsService, 'get'>;
  readonly clock: () => number;
};

export type IdentityService = ReturnType<typeof createIdentityService>;

/** Recognises machines by evidence, not by a name they give themselves. */
export function createIdentityService({ db, repository, settings, clock }: Needs) {
  let cached: { readonly lists: Blacklists; readonly readAt: number } | undefined;

  async function blacklists(trx: Executor): Promise<Blacklists> {
    if (cached === undefined || clock() - cached.readAt >= CACHE_MS) {
      cached = { lists: createBlacklists(await repository.readBlacklistChanges(trx)), readAt: clock() };
    }
    return cached.lists;
  }

  return {
    /** The rule in force. Asked before the transaction: settings are read on a connection of their own. */
    async rule(): Promise<IdentityRule> {
      if ((await settings.get('IDENTITY_RULE')) === 'muster') return { name: 'muster' };
      return { name: 'ocs', level: await settings.get('AUTO_DUPLICATE_LVL') };
    },

    /**
     * Finds the record of an inventory, inside the transaction that will write it.
     *
     * Receptions that might be about one machine wait for one another, also between processes.
     */
    async resolve(trx: Executor, inventory: Inventory, arrival: Arrival, rule: IdentityRule): Promise<Resolution> {
      const evidence = evidenceOf(inventory, arrival.agentId, await blacklists(trx));
      const { deviceId } = inventory;
      const oldDeviceId = inventory.oldDeviceId === deviceId ? null : inventory.oldDeviceId;
      const claim: Claim = { deviceId, oldDeviceId, evidence };
      await db.engine.lockKeys(trx, [deviceId, ...(evidence.uuid ?? []), ...(evidence.serial ?? [])]);
      const known = await repository.findByDeviceId(trx, oldDeviceId === null ? [deviceId] : [deviceId, oldDeviceId]);
      const byDeviceId = await repository.candidates(trx, known);
      const [only] = byDeviceId;
      if (only !== undefined && byDeviceId.length === 1 && oldDeviceId === null && agreesWholly(claim, only)) {
        return { assetId: only.assetId, claim, verdict: null };
      }
      const { assetIds, shared } = await repository.findByEvidence(trx, claim, rule.name === 'ocs' ? OCS_LEADS : LEADS);
      const more = await repository.candidates(
        trx,
        assetIds.filter((id) => !known.includes(id)),
      );
      const candidates = [...byDeviceId, ...more];
      const verdict =
        rule.name === 'ocs'
          ? judgeAsOcs(rule.level, claim, candidates)
          : judge(claim, candidates, { has: (kind, value) => shared.has(valueKey(kind, value)) });
      return { assetId: verdict.outcome === 'same' ? verdict.chosen.assetId : null, claim, verdict };
    },

    /** By which decision a record was taken for a machine. @throws {AppError} `DECISION_NOT_FOUND`. */
    async decision(assetId: number, decisionId: number) {
      const decision = await repository.findDecision(db.kysely, decisionId);
      if (decision === undefined || decision.assetId !== assetId || decision.outcome === 'created') {
        throw new AppError('DECISION_NOT_FOUND', { decisionId, assetId });
      }
      return decision;
    },

    /**
     * What was said from a decision on belongs to another record.
     *
     * @param before What the record was before it: what it was recognised by then, or an inventory that tells.
     * @returns The device id that the record had then.
     */
    async part(trx: Executor, from: number, to: number, decision: { id: number; at: number }, before: Before) {
      await repository.part(trx, from, to, decision);
      const told = 'evidence' in before ? before.evidence : evidenceOf(before.inventory, null, await blacklists(trx));
      await repository.replaceEvidence(trx, from, told);
      return await repository.lastDeviceId(trx, from);
    },

    /** Under which names a record reported. */
    deviceIdsOf: (executor: Executor, assetId: number) => repository.deviceIdsOf(executor, assetId),

    /** What a record was before a decision; null when that is not kept any more. */
    async before(executor: Executor, decisionId: number): Promise<Kept | null> {
      const content = await repository.findSnapshot(executor, decisionId);
      return content === undefined ? null : (JSON.parse(content) as Kept); // safe: settle() wrote it
    },

    /**
     * Keeps what was decided, and the evidence that the next inventory is compared with.
     *
     * @param takeSnapshot Of a record that was there before: all that is stored of it, so that a split can give it back.
     */
    async settle(
      trx: Executor,
      assetId: number,
      { claim, verdict }: Resolution,
      at: number,
      takeSnapshot?: () => Promise<string>,
    ): Promise<void> {
      if (verdict === null) return;
      const before = takeSnapshot !== undefined &&
        mayBeAnother(verdict) && {
          evidence: await repository.evidence(trx, assetId),
          inventory: await takeSnapshot(),
        };
      await repository.addDeviceId(trx, claim.deviceId, assetId, at);
      await repository.saveEvidence(trx, assetId, claim.evidence);
      const decision = { assetId, at, deviceId: claim.deviceId, ...decisionOf(verdict) };
      const decisionId = await repository.addDecision(trx, decision);
      if (before !== false) {
        await repository.addSnapshot(trx, { decisionId, assetId, at, content: JSON.stringify(before) });
      }
      const told = (kind: 'duplicate' | 'clone', others: readonly Comparison[]) =>
        others.map((other) => ({ kind, pair: [assetId, other.assetId] as const, at, evidence: other.reasons }));
      const suspicions =
        verdict.outcome === 'same'
          ? told('duplicate', verdict.others)
          : [...told('clone', verdict.clones), ...told('duplicate', verdict.suspects)];
      for (const suspicion of suspicions) await repository.addSuspicion(trx, suspicion);
    },
  };
}

/** Nothing to weigh: all that the claim says is what the record says already. */
function agreesWholly({ deviceId, evidence }: Claim, candidate: Candidate): boolean {
  if (!candidate.deviceIds.includes(deviceId)) return false;
  return Object.entries(evidence).every(([kind, values]) => {
    const stored = candidate.evidence[kind as keyof Evidence] ?? []; // safe: the keys of Evidence
    return values.length === stored.length && values.every((value, i) => value === stored[i]);
  });
}

/**
 * Whether a person may want to take back that it is this machine. One that says the same name and has the same UUID or serial number is
 * not mistaken for another: it has got a dock, a disk or a host name, and laptops do so each day.
 */
function mayBeAnother(verdict: Verdict): boolean {
  if (verdict.outcome !== 'same') return false;
  const agrees = (kinds: readonly string[]) =>
    verdict.chosen.reasons.some((reason) => reason.agrees && kinds.includes(reason.kind));
  return !(agrees(['deviceId']) && agrees(['uuid', 'serial']));
}

function decisionOf(verdict: Verdict) {
  if (verdict.outcome === 'same') {
    const { score, reasons } = verdict.chosen;
    const byName = reasons.some(({ kind }) => kind === 'deviceId');
    return {
      outcome: byName ? ('changed' as const) : ('recognised' as const),
      score,
      evidence: { reasons, others: verdict.others },
    };
  }
  return { outcome: 'created' as const, score: 0, evidence: { others: [...verdict.clones, ...verdict.suspects] } };
}
