import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { EventHub } from '../http/event-hub.ts';
import type { Job } from '../jobs/job-service.ts';
import type { CallAction, DataAction, MassAction, MassActionState, Outcome } from './mass-action.ts';
import type { MassActionRepository } from './mass-action-repository.ts';
import type { StoredMassAction, StoredTarget } from './stored-mass-action.ts';
import { carryOut, weigh, weighBack } from './weigh.ts';

/** How long the work of one transaction should take; the next one is made larger or smaller by it. Milliseconds. */
const STEP_MS = 150;

/** A step has at least so many: what every transaction costs, however small, would else be most of the work. */
const LEAST = 25;

/** Machines that are called at once. */
const CALLS = 16;

/** Milliseconds between two looks for work that another process left behind. */
const LOOK_MS = 5_000;

/** The steps of an action that does not get on are tried so often before it is ended. */
const TRIES = 5;

/** How many targets a step dealt with, how long it took, and the last of them. */
type Step = { readonly count: number; readonly took: number; readonly last: number };

type Needs = {
  readonly repository: MassActionRepository;
  readonly actions: ReadonlyMap<string, MassAction>;
  /** Those of the assets that there are, locked. */
  readonly lockAssets: (trx: Executor, ids: readonly number[]) => Promise<readonly { readonly id: number }[]>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly events: EventHub;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/**
 * Does mass actions a step at a time. A step's changes and what became of its targets are one transaction, so that after the
 * end of a process another one goes on exactly where it stood.
 */
export function createMassActionRunner({ repository, actions, lockAssets, audit, events, clock }: Needs) {
  function publish({ id, state, total }: StoredMassAction, done: number): void {
    events.publish({ type: 'massAction', data: { id, state, done, total } });
  }

  async function end(
    trx: Executor,
    action: StoredMassAction,
    state: MassActionState,
    error: StoredMassAction['error'],
  ) {
    await repository.finish(trx, action.id, { state, at: clock(), error });
    const { actor, address, changed, unchanged, refused, total } = action;
    const after = {
      action: action.action,
      state,
      total,
      changed,
      unchanged,
      refused,
      ...(error === null ? {} : { error }),
    };
    await audit.record({ actor, address, action: 'massAction.end', target: `mass action ${action.id}`, after }, trx);
  }

  /**
   * One step in a transaction.
   *
   * @returns How many targets it dealt with; 0: the action is over. And how long it kept others from writing, ms: the time in which it
   * waited for others itself is none of it.
   */
  async function dataStep(
    handler: DataAction<unknown>,
    id: number,
    { size, after }: { readonly size: number; readonly after: number },
  ): Promise<Step> {
    let last = after;
    let startedAt = 0;
    let took = 0;
    let changed: readonly number[] = [];
    let saved: ((ids: readonly number[]) => void) | null = null;
    const count = await repository.transaction(async (trx) => {
      startedAt = performance.now();
      const action = await repository.lock(trx, id);
      if (action === undefined || action.state !== 'running') return 0;
      const targets = action.isCancelled ? [] : await next(trx, id, { size, after });
      last = targets.at(-1)?.assetId ?? after;
      if (targets.length === 0) {
        await end(trx, action, action.isCancelled ? 'cancelled' : 'done', null);
        return 0;
      }
      const step = await beginOrEnd(trx, handler, action);
      if (step === null) return 0;
      await handler.lock?.(trx);
      const ids = targets.map(({ assetId }) => assetId);
      const there = new Set((await lockAssets(trx, ids)).map((asset) => asset.id));
      const outcomes =
        action.undoOf === null ? await weigh(trx, step, ids, there) : await weighBack(trx, step, targets, there);
      await carryOut(trx, step, outcomes, { actor: action.actor, address: action.address });
      await repository.saveOutcomes(trx, id, outcomes);
      changed = outcomes.filter(({ result }) => result === 'changed').map(({ assetId }) => assetId);
      saved = step.saved;
      took = performance.now() - startedAt;
      return targets.length;
    });
    if (changed.length > 0) (saved as ((ids: readonly number[]) => void) | null)?.(changed);
    return { count, took, last };
  }

  /** The next targets; at the end once more from the beginning, lest one was left. */
  async function next(trx: Executor, id: number, { size, after }: { readonly size: number; readonly after: number }) {
    const targets = await repository.waiting(trx, id, size, after);
    return targets.length === 0 && after > 0 ? await repository.waiting(trx, id, size) : targets;
  }

  /** A group or a field that is gone ends the action: there is nothing left to do. */
  async function beginOrEnd(trx: Executor, handler: DataAction<unknown>, action: StoredMassAction) {
    try {
      return await handler.begin(trx, action.parameters);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await end(trx, action, 'failed', { code: error.code, message: error.message });
      return null;
    }
  }

  /** A few machines, called at the same time. */
  async function callStep(handler: CallAction<unknown>, id: number): Promise<Step> {
    const action = await repository.find(id);
    if (action === undefined || action.state !== 'running') return { count: 0, took: 0, last: 0 };
    const targets = action.isCancelled ? [] : await repository.waiting(repository.reader, id, CALLS);
    let outcomes: Outcome[] = [];
    let error: StoredMassAction['error'] = null;
    if (targets.length > 0) {
      try {
        const step = await handler.begin(action.parameters);
        outcomes = await Promise.all(targets.map((target) => callOne(step, target, action)));
      } catch (caught) {
        if (!(caught instanceof AppError)) throw caught;
        error = { code: caught.code, message: caught.message };
      }
    }
    await repository.transaction(async (trx) => {
      const now = await repository.lock(trx, id);
      if (now === undefined || now.state !== 'running') return;
      await repository.saveOutcomes(trx, id, outcomes);
      if (outcomes.length === 0) {
        await end(trx, now, error !== null ? 'failed' : now.isCancelled ? 'cancelled' : 'done', error);
      }
    });
    return { count: outcomes.length, took: 0, last: 0 };
  }

  async function tell(id: number): Promise<StoredMassAction | undefined> {
    const action = await repository.find(id);
    if (action !== undefined) publish(action, action.changed + action.unchanged + action.refused);
    return action;
  }

  /** An asset at which its step fails again and again is passed over, so that the others get on. */
  async function giveUpOn(id: number, error: unknown): Promise<void> {
    const detail = error instanceof AppError ? error.code : 'INTERNAL';
    await repository.transaction(async (trx) => {
      const [target] = await repository.waiting(trx, id, 1);
      if (target === undefined) return;
      await repository.saveOutcomes(trx, id, [
        { assetId: target.assetId, result: 'refused', reason: 'failed', detail },
      ]);
    });
  }

  /** Does an action to its end, or until the server stops. */
  async function run(handler: MassAction, id: number, signal: AbortSignal): Promise<void> {
    const most = handler.kind === 'data' ? handler.atOnce : CALLS;
    let size = Math.min(50, most);
    let failures = 0;
    let after = 0;
    while (!signal.aborted) {
      try {
        const { count, took, last } =
          handler.kind === 'data' ? await dataStep(handler, id, { size, after }) : await callStep(handler, id);
        after = last;
        await tell(id);
        if (count === 0) return;
        failures = 0;
        const fitting = Math.max(LEAST, Math.floor((size * STEP_MS) / Math.max(1, took)));
        size = Math.min(most, size * 2, fitting);
      } catch (error) {
        failures += 1;
        if (size === 1 && failures >= TRIES) {
          await giveUpOn(id, error); // throws where the database is away: then the job is tried again later
          failures = 0;
        }
        size = 1;
      }
      await new Promise((resolve) => setImmediate(resolve)); // others of this process have their turn
    }
  }

  /** Actions on the database and calls to machines do not wait for one another. */
  const jobOf = (kind: MassAction['kind']): Job => {
    const names = [...actions.values()].filter((action) => action.kind === kind).map(({ name }) => name);
    return {
      name: `mass-actions.${kind}`,
      everyMs: LOOK_MS,
      isDue: async () => (await repository.nextRunning(names)) !== undefined,
      async run(signal) {
        for (let id = await repository.nextRunning(names); id !== undefined && !signal.aborted; ) {
          const handler = actions.get((await repository.find(id))?.action ?? '');
          if (handler !== undefined) await run(handler, id, signal);
          const next = await repository.nextRunning(names);
          if (next === id) return; // it could not be ended now
          id = next;
        }
      },
    };
  };

  return { jobs: [jobOf('data'), jobOf('call')] };
}

async function callOne(
  step: Awaited<ReturnType<CallAction<unknown>['begin']>>,
  { assetId }: StoredTarget,
  doer: Doer,
): Promise<Outcome> {
  try {
    await step.call(assetId, doer);
    return { assetId, result: 'changed', before: null, after: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isGone = error.code === 'ASSET_NOT_FOUND';
    return { assetId, result: 'refused', reason: isGone ? 'gone' : 'notPossible', detail: isGone ? null : error.code };
  }
}
