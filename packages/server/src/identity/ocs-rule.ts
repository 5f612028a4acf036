import type { Evidence } from './evidence.ts';
import type { Candidate, Claim, Comparison, Reason, Verdict } from './match.ts';
import type { EvidenceKind } from './spelling.ts';

/** Bits of AUTO_DUPLICATE_LVL. Source: OCS server, automatic detection of duplicates. */
export const OCS_CRITERIA = { name: 1, serial: 2, mac: 4, model: 8, uuid: 16, assetTag: 32 } as const satisfies {
  readonly [K in EvidenceKind]?: number;
};

/**
 * Whether the rule of OCS Inventory takes two machines for one: *every* criterion of the level must hold.
 *
 * A level of 0 never does. The asset tag works here; the peer's never does.
 */
export function isOcsDuplicate(level: number, one: Evidence, other: Evidence): boolean {
  if (level === 0) return false;
  return Object.entries(OCS_CRITERIA).every(([kind, bit]) => {
    if ((level & bit) === 0) return true;
    const values = one[kind as EvidenceKind] ?? []; // safe: the criteria are kinds of evidence
    const others = other[kind as EvidenceKind] ?? [];
    return values.some((value) => others.includes(value));
  });
}

/**
 * What OCS Inventory would do: a known device id is the machine, whatever else it says; a new one is joined to a record with which
 * it shares all criteria of the level. Where there are several, the others are told as suspects.
 */
export function judgeAsOcs(level: number, claim: Claim, candidates: readonly Candidate[]): Verdict {
  const known = candidates.filter(
    ({ deviceIds }) =>
      deviceIds.includes(claim.deviceId) || (claim.oldDeviceId !== null && deviceIds.includes(claim.oldDeviceId)),
  );
  const alike = candidates.filter(({ evidence }) => isOcsDuplicate(level, claim.evidence, evidence));
  const [chosen, ...others] = [...known, ...alike.filter((one) => !known.includes(one))];
  if (chosen === undefined) return { outcome: 'new', suspects: [], clones: [] };
  return {
    outcome: 'same',
    chosen: comparisonOf(level, claim, chosen),
    others: others.map((other) => comparisonOf(level, claim, other)),
  };
}

/** The rule knows no points: the score is the sum of the bits that hold. */
function comparisonOf(level: number, { deviceId, evidence }: Claim, candidate: Candidate): Comparison {
  const reasons: Reason[] = Object.entries(OCS_CRITERIA).flatMap(([name, bit]) => {
    const kind = name as EvidenceKind; // safe: as above
    const common = (evidence[kind] ?? []).filter((value) => candidate.evidence[kind]?.includes(value));
    return (level & bit) === 0 || common.length === 0 ? [] : [{ kind, agrees: true, points: bit, values: common }];
  });
  if (candidate.deviceIds.includes(deviceId)) {
    reasons.unshift({ kind: 'deviceId', agrees: true, points: 0, values: [deviceId] });
  }
  return { assetId: candidate.assetId, score: reasons.reduce((sum, { points }) => sum + points, 0), reasons };
}
