import type { Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';
import { isSame, type Outcome, type Step } from './mass-action.ts';

export type Former = { readonly assetId: number; readonly before: JsonValue; readonly after: JsonValue };

/** What a step would do to assets, of which `there` are those that exist. Changes nothing. */
export async function weigh(
  executor: Executor,
  step: Step,
  assetIds: readonly number[],
  there: ReadonlySet<number>,
): Promise<Outcome[]> {
  const current = await step.current(
    executor,
    assetIds.filter((id) => there.has(id)),
  );
  return assetIds.map((assetId): Outcome => {
    const before = current.get(assetId);
    if (before === undefined) return { assetId, result: 'refused', reason: 'gone', detail: null };
    const after = step.wanted(before);
    return isSame(before, after) ? { assetId, result: 'unchanged' } : { assetId, result: 'changed', before, after };
  });
}

/** As `weigh`, of putting back: what somebody changed since stays as they want it. */
export async function weighBack(
  executor: Executor,
  step: Step,
  formers: readonly Former[],
  there: ReadonlySet<number>,
): Promise<Outcome[]> {
  const current = await step.current(
    executor,
    formers.map(({ assetId }) => assetId).filter((id) => there.has(id)),
  );
  return formers.map(({ assetId, before, after }): Outcome => {
    const now = current.get(assetId);
    if (now === undefined) return { assetId, result: 'refused', reason: 'gone', detail: null };
    if (isSame(now, before)) return { assetId, result: 'unchanged' };
    if (!isSame(now, after)) return { assetId, result: 'refused', reason: 'changedSince', detail: null };
    return { assetId, result: 'changed', before: now, after: before };
  });
}

/** Writes what was weighed, in the transaction in which it was. */
export async function carryOut(trx: Executor, step: Step, outcomes: readonly Outcome[], doer: Doer): Promise<void> {
  const values = new Map<number, JsonValue>();
  for (const outcome of outcomes) if (outcome.result === 'changed') values.set(outcome.assetId, outcome.after);
  if (values.size > 0) await step.write(trx, values, doer);
}
