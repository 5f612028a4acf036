import type { Evidence } from './evidence.ts';
import { type EvidenceKind, evidenceKinds } from './spelling.ts';

/** A record that may be the machine. */
export type Candidate = {
  readonly assetId: number;
  readonly evidence: Evidence;
  /** Of records that a person merged into it: they are this machine too. */
  readonly former?: Evidence;
  /** Device ids that it reported with. */
  readonly deviceIds: readonly string[];
};

/** What is asked for. */
export type Claim = {
  readonly deviceId: string;
  readonly oldDeviceId: string | null;
  readonly evidence: Evidence;
};

/** One reason for or against; `points` add up to the score. */
export type Reason = {
  readonly kind: EvidenceKind | 'deviceId' | 'oldDeviceId';
  readonly agrees: boolean;
  readonly points: number;
  readonly values: readonly string[];
};

export type Comparison = { readonly assetId: number; readonly score: number; readonly reasons: readonly Reason[] };

export type Verdict =
  /** The record is this machine. */
  | { readonly outcome: 'same'; readonly chosen: Comparison; readonly others: readonly Comparison[] }
  /** No record is this machine; `suspects` may be it all the same, `clones` have, or claim, the same identity. */
  | {
      readonly outcome: 'new';
      readonly suspects: readonly Comparison[];
      readonly clones: readonly Comparison[];
    };

/**
 * Points for a value in common, and against when both sides have values and none in common.
 *
 * Two of the hardware's own numbers, or one and the name, make a machine; an address of a network card alone never does, since docks
 * and dongles travel. A differing UUID or serial number outweighs all that a cloned disk brings along.
 */
const WEIGHTS: Readonly<Record<EvidenceKind, { readonly agrees: number; readonly differs: number }>> = {
  uuid: { agrees: 60, differs: 60 },
  serial: { agrees: 50, differs: 50 },
  diskSerial: { agrees: 40, differs: 25 },
  boardSerial: { agrees: 25, differs: 15 },
  mac: { agrees: 30, differs: 20 },
  agentId: { agrees: 50, differs: 0 },
  assetTag: { agrees: 10, differs: 0 },
  name: { agrees: 25, differs: 10 },
  model: { agrees: 0, differs: 0 }, // thousands have the same; only the rule of OCS asks for it
};
const DEVICE_ID = 60;

/** A second network card in common is worth a little more. */
const SECOND_MAC = 10;

/** From this score on it is the same machine. */
const SAME = 50;
/** From this score on a person should have a look. */
const SUSPECT = 30;
/** By so much the best has to be ahead of the next. */
const LEAD = 20;

const HARDWARE: ReadonlySet<string> = new Set(['uuid', 'serial', 'diskSerial', 'boardSerial', 'mac']);

/** Values which more than one record has, of kinds that travel: they say nothing. */
export type Shared = { has(kind: EvidenceKind, value: string): boolean };

/** Weighs what is in common between a claim and one record. */
export function compare(claim: Claim, candidate: Candidate, shared: Shared): Comparison {
  const reasons: Reason[] = [];
  const add = (kind: Reason['kind'], agrees: boolean, points: number, values: readonly string[]) =>
    reasons.push({ kind, agrees, points, values });
  if (candidate.deviceIds.includes(claim.deviceId)) add('deviceId', true, DEVICE_ID, [claim.deviceId]);
  if (claim.oldDeviceId !== null && candidate.deviceIds.includes(claim.oldDeviceId)) {
    add('oldDeviceId', true, DEVICE_ID, [claim.oldDeviceId]);
  }
  for (const kind of evidenceKinds) {
    const ours = usable(kind, claim.evidence, shared);
    const theirs = [...usable(kind, candidate.evidence, shared), ...usable(kind, candidate.former ?? {}, shared)];
    if (ours.length === 0 || theirs.length === 0) continue;
    const common = ours.filter((value) => theirs.includes(value));
    const { agrees, differs } = WEIGHTS[kind];
    if (agrees === 0) continue;
    if (common.length > 0) add(kind, true, agrees + (kind === 'mac' && common.length > 1 ? SECOND_MAC : 0), common);
    else if (differs > 0) add(kind, false, -differs, theirs);
  }
  return { assetId: candidate.assetId, score: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}

const usable = (kind: EvidenceKind, evidence: Evidence, shared: Shared) =>
  (evidence[kind] ?? []).filter((value) => !shared.has(kind, value));

/** Which record a claim belongs to, if any. It never guesses: where two are as likely, it is a new one and a person is told. */
export function judge(claim: Claim, candidates: readonly Candidate[], shared: Shared): Verdict {
  const compared = candidates
    .map((candidate) => compare(claim, candidate, shared))
    .sort((a, b) => b.score - a.score || a.assetId - b.assetId);
  const [best, next] = compared.filter(isPossible);
  const leads = next === undefined || (best !== undefined && (best.score - next.score >= LEAD || areTwins(best, next)));
  if (best !== undefined && best.score >= SAME && leads) {
    return { outcome: 'same', chosen: best, others: compared.filter((other) => other !== best && isSuspect(other)) };
  }
  return {
    outcome: 'new',
    suspects: compared.filter((one) => isSuspect(one) && !hasDeviceId(one)),
    clones: compared.filter((one) => hasDeviceId(one) || (!isSuspect(one) && isClaimed(one, compared))),
  };
}

/**
 * Another machine that says it is this record: it names its device id as its old one, or has its UUID, or its serial number where
 * no third machine has that too.
 */
function isClaimed({ reasons }: Comparison, all: readonly Comparison[]): boolean {
  const agrees = (kind: Reason['kind'], of: readonly Reason[]) => of.some((one) => one.kind === kind && one.agrees);
  if (agrees('oldDeviceId', reasons) || agrees('uuid', reasons)) return true;
  return agrees('serial', reasons) && all.filter((one) => agrees('serial', one.reasons)).length === 1;
}

/**
 * Two records of one machine, as a split or an undone merge may leave them: the older goes on. A third that is made of it would be
 * as like, and so on at each inventory.
 */
const areTwins = (one: Comparison, other: Comparison) =>
  [one, other].every(({ reasons }) => reasons.every(({ agrees }) => agrees) && hasDeviceId({ reasons })) &&
  one.reasons.length === other.reasons.length;

const hasDeviceId = ({ reasons }: Pick<Comparison, 'reasons'>) => reasons.some(({ kind }) => kind === 'deviceId');
const isSuspect = (one: Comparison) => one.score >= SUSPECT && isPossible(one);

/**
 * A copied disk brings everything along but the hardware: when nothing of the hardware agrees and two kinds of it differ, it
 * is another machine, whatever else is in common.
 */
function isPossible({ reasons }: Comparison): boolean {
  const hardware = reasons.filter(({ kind }) => HARDWARE.has(kind));
  const differing = hardware.filter(({ agrees }) => !agrees).length;
  return hardware.some(({ agrees }) => agrees) || differing < 2;
}
