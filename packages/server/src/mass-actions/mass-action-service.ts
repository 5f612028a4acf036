import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';
import type { AssetSelection, AssetSelections } from '../fleet/asset-selection.ts';
import type { Change, MassAction, MassActionState, Outcome, Step } from './mass-action.ts';
import type { MassActionRepository } from './mass-action-repository.ts';
import type { StoredMassAction, StoredTarget, TargetState } from './stored-mass-action.ts';
import { weigh } from './weigh.ts';

/** Assets of which a preview tells one by one, and kinds of refusals that are told apart. */
const EXAMPLES = 20;
const REFUSALS = 50;

/** Assets that a preview looks at together. */
const CHUNK = 2000;

type Needs = {
  readonly repository: MassActionRepository;
  readonly actions: ReadonlyMap<string, MassAction>;
  /** Those of the assets that there are. */
  readonly presentAssets: (
    ids: readonly number[],
    executor: Executor,
  ) => Promise<readonly { readonly id: number; readonly name: string }[]>;
  readonly selections: Pick<AssetSelections, 'check' | 'ids'>;
  readonly audit: Pick<AuditService, 'record'>;
  /** Lets the work begin; it does not wait for it. */
  readonly wakeRunner: (kind: MassAction['kind']) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type Refusal = { readonly reason: string | null; readonly detail: string | null; readonly count: number };

export type MassActionService = ReturnType<typeof createMassActionService>;

/** Actions on many assets: what one would do, starting it, how far it is, ending it early, putting it back. */
export function createMassActionService({
  repository,
  actions,
  presentAssets,
  selections,
  audit,
  wakeRunner,
  clock,
}: Needs) {
  function actionOf(name: string): MassAction {
    const action = actions.get(name);
    if (action === undefined) throw new Error(`There is no mass action "${name}"`);
    return action;
  }

  /** @param asker The actor that asks. */
  async function get(id: number, asker: string): Promise<StoredMassAction> {
    const action = await repository.find(id, asker);
    if (action === undefined) throw new AppError('MASS_ACTION_NOT_FOUND', { massActionId: id });
    return action;
  }

  /** Locked, and of this kind: its route asked for the permission that the kind needs. */
  async function lock(trx: Executor, name: string, id: number, asker: string): Promise<StoredMassAction> {
    const action = await repository.lock(trx, id, asker);
    if (action === undefined || action.action !== name)
      throw new AppError('MASS_ACTION_NOT_FOUND', { massActionId: id });
    return action;
  }

  /** Why an action cannot be put back; null when it can. */
  function objectionToUndo(action: StoredMassAction): string | null {
    const handler = actions.get(action.action);
    if (handler?.kind !== 'data' || !handler.isUndoable) return 'it cannot be put back';
    if (action.undoOf !== null) return 'it is itself an undo';
    if (action.undoneBy !== null) return 'it has been undone already';
    if (action.state === 'running') return 'it is still under way';
    return action.changed === 0 ? 'it changed nothing' : null;
  }

  function toView(action: StoredMassAction) {
    const { parameters: _, address: __, isCancelled: ___, createdAt, finishedAt, ...view } = action;
    return {
      ...view,
      summary: [...view.summary],
      createdAt: toIso(createdAt),
      finishedAt: finishedAt === null ? null : toIso(finishedAt),
      undoable: objectionToUndo(action) === null,
    };
  }

  /** What an action would do. Changes nothing. */
  async function preview(name: string, parameters: unknown, assetIds: readonly number[]) {
    const action = actionOf(name);
    const ids = await repository.visible([...new Set(assetIds)]);
    const data = action.kind === 'data' ? await action.begin(repository.reader, parameters) : null;
    const call = action.kind === 'call' ? await action.begin(parameters) : null;
    const counts = { changed: 0, unchanged: 0, refused: 0 };
    const examples: { assetId: number; name: string; changes: readonly Change[] }[] = [];
    const refusals = new Map<string, { reason: string; detail: string | null; count: number }>();
    for (let start = 0; start < ids.length; start += CHUNK) {
      const some = ids.slice(start, start + CHUNK);
      const names = new Map((await presentAssets(some, repository.reader)).map((asset) => [asset.id, asset.name]));
      const there = new Set(names.keys());
      const outcomes = data === null ? calls(some, there) : await weigh(repository.reader, data, some, there);
      for (const outcome of outcomes) {
        counts[outcome.result] += 1;
        if (outcome.result === 'changed' && examples.length < EXAMPLES) {
          const changes = data?.show(outcome.before, outcome.after) ?? [];
          examples.push({ assetId: outcome.assetId, name: names.get(outcome.assetId) ?? '', changes });
        }
        if (outcome.result === 'refused') {
          const { reason, detail } = outcome;
          const key = JSON.stringify([reason, detail]);
          refusals.set(key, { reason, detail, count: (refusals.get(key)?.count ?? 0) + 1 });
        }
      }
    }
    return {
      total: ids.length,
      ...counts,
      summary: [...(data?.summary ?? call?.summary ?? [])],
      examples,
      refusals: [...refusals.values()].sort((a, b) => b.count - a.count).slice(0, REFUSALS),
      undoable: action.kind === 'data' && action.isUndoable,
    };
  }

  return {
    preview,

    /** The assets of a selection, by number. @throws {AppError} `SEARCH_INVALID`. */
    async assetsOf(selection: AssetSelection): Promise<number[]> {
      const checked = await selections.check(selection);
      const ids = await selections.ids(repository.reader, checked);
      return ids.sort((a, b) => a - b);
    },

    /**
     * Starts an action on these assets and no others, whatever happens meanwhile. It goes on by itself, also after a restart.
     *
     * @param order `confirm`: how many they are, where the action asks for it.
     * @throws {AppError} `MASS_ACTION_EMPTY`, `CONFIRMATION_NEEDED`, and what a single action would throw.
     */
    async start(
      name: string,
      order: {
        readonly parameters: unknown;
        readonly assetIds: readonly number[];
        readonly confirm: number | undefined;
      },
      doer: Doer,
    ) {
      const action = actionOf(name);
      const ids = await repository.visible([...new Set(order.assetIds)]);
      if (ids.length === 0) throw new AppError('MASS_ACTION_EMPTY');
      if (action.kind === 'data' && action.needsCount && order.confirm !== ids.length) {
        throw new AppError('CONFIRMATION_NEEDED', { count: ids.length, wish: `"confirm": ${ids.length}` });
      }
      const begin =
        action.kind === 'data' ? action.begin(repository.reader, order.parameters) : action.begin(order.parameters);
      const { summary } = await begin;
      const parameters = order.parameters as JsonValue; // safe: it came as JSON, and its schema adds nothing else
      const { id } = await repository.transaction(async (trx) => {
        const created = { action: name, parameters, summary, ...doer, createdAt: clock(), undoOf: null };
        const made = await repository.create(trx, created, ids);
        const after = { action: name, assets: made.total, parameters, assetIds: ids.slice(0, 1000) };
        await audit.record({ ...doer, action: 'massAction.start', target: `mass action ${made.id}`, after }, trx);
        return made;
      });
      wakeRunner(action.kind);
      return toView(await get(id, doer.actor));
    },

    /** Newest first. */
    async list(query: {
      readonly asker: string;
      readonly limit: number;
      readonly offset: number;
      readonly actor?: string | undefined;
      readonly state?: MassActionState | undefined;
    }) {
      const { items, total } = await repository.list(query);
      return { items: items.map(toView), total };
    },

    /** @throws {AppError} `MASS_ACTION_NOT_FOUND`. */
    async view(id: number, asker: string) {
      const action = await get(id, asker);
      return { ...toView(action), refusals: await repository.refusals(id, REFUSALS) };
    },

    /** Whether who asks may hear of it. */
    isSeen: async (id: number, asker: string): Promise<boolean> => (await repository.find(id, asker)) !== undefined,

    /** What became of single assets. @throws {AppError} `MASS_ACTION_NOT_FOUND`. */
    async targets(
      id: number,
      asker: string,
      query: { readonly limit: number; readonly offset: number; readonly state?: TargetState | undefined },
    ) {
      const action = await get(id, asker);
      const show = await showOf(action);
      const { items, total } = await repository.targets(id, query);
      return {
        items: items.map(({ before, after, ...target }) => ({ ...target, changes: show(target, before, after) })),
        total,
      };
    },

    /** Ends it before its next step; what is done stays done. @throws {AppError} `MASS_ACTION_NOT_FOUND`. */
    async cancel(name: string, id: number, doer: Doer) {
      await repository.transaction(async (trx) => {
        const action = await lock(trx, name, id, doer.actor);
        if (action.state !== 'running' || action.isCancelled) return;
        await repository.cancel(trx, id);
        await audit.record({ ...doer, action: 'massAction.cancel', target: `mass action ${id}` }, trx);
      });
      wakeRunner(actionOf(name).kind);
      return toView(await get(id, doer.actor));
    },

    /**
     * Starts a mass action that puts back what one changed, but for what somebody changed since.
     *
     * @throws {AppError} `MASS_ACTION_NOT_FOUND`, `MASS_ACTION_NOT_UNDOABLE`.
     */
    async undo(name: string, id: number, doer: Doer) {
      const made = await repository.transaction(async (trx) => {
        const former = await lock(trx, name, id, doer.actor);
        const objection = objectionToUndo(former);
        if (objection !== null) throw new AppError('MASS_ACTION_NOT_UNDOABLE', { massActionId: id, reason: objection });
        const { parameters, summary } = former;
        const undo = { action: name, parameters, summary, ...doer, createdAt: clock(), undoOf: id };
        const { id: undoId, total } = await repository.createUndo(trx, undo);
        const after = { undo: undoId, assets: total };
        await audit.record({ ...doer, action: 'massAction.undo', target: `mass action ${id}`, after }, trx);
        return undoId;
      });
      wakeRunner('data');
      return toView(await get(made, doer.actor));
    },
  };

  /** How a target's values are told; nothing where what they were about is gone. */
  async function showOf(action: StoredMassAction) {
    const none = () => [] as Change[];
    const handler = actions.get(action.action);
    if (handler?.kind !== 'data') return none;
    let step: Step;
    try {
      step = await handler.begin(repository.reader, action.parameters);
    } catch (error) {
      if (error instanceof AppError) return none;
      throw error;
    }
    return ({ state }: Pick<StoredTarget, 'state'>, before: JsonValue, after: JsonValue) =>
      state === 'changed' ? [...step.show(before, after)] : [];
  }
}

/** Who can be reached shows when they are called. */
function calls(ids: readonly number[], there: ReadonlySet<number>): Outcome[] {
  return ids.map((assetId) =>
    there.has(assetId)
      ? { assetId, result: 'changed', before: null, after: null }
      : { assetId, result: 'refused', reason: 'gone', detail: null },
  );
}

const toIso = (ms: number) => new Date(ms).toISOString();
