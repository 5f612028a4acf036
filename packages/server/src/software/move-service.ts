import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { Among } from './among.ts';
import type { CatalogRepository, CatalogTitle, TitleDecision } from './catalog-repository.ts';
import type { Classification } from './classification.ts';
import { decide } from './classification.ts';
import type { DictionaryRepository } from './dictionary-repository.ts';
import type { DecidedBy } from './software-tables.ts';
import type { TallyService } from './tally-service.ts';
import type { TitleFilter, TitleListRepository } from './title-list-repository.ts';

/** Titles written by one statement. */
const CHUNK = 1000;

/** Titles told by number in the audit trail. */
const TOLD = 200;

/** Which titles: these, or all that a filter finds. */
export type TitleTarget = { readonly ids: readonly number[] } | { readonly filter: TitleFilter & Among };

/** A title as it was: `[title, category, decided by, rule, unwanted]`. */
type Before = readonly [number, number, DecidedBy, number | null, number];

type Needs = {
  readonly dictionary: DictionaryRepository;
  readonly catalog: CatalogRepository;
  readonly lists: Pick<TitleListRepository, 'ids' | 'visible'>;
  readonly tallies: Pick<TallyService, 'counts'>;
  readonly classification: Classification;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
};

type Kind = 'category' | 'unwanted';

export type MoveService = ReturnType<typeof createMoveService>;

/** What people decide of titles, one or all that match, and back. */
export function createMoveService({ dictionary, catalog, lists, tallies, classification, audit, clock }: Needs) {
  async function move(target: TitleTarget, kind: Kind, to: number | null, doer: Doer) {
    const counts = 'ids' in target ? null : await tallies.counts(target.filter);
    return await dictionary.transaction(async (trx) => {
      await dictionary.lockState(trx);
      const isKnown = kind !== 'category' || to === null || (await dictionary.category(to, trx)) !== undefined;
      if (!isKnown) throw new AppError('SOFTWARE_CATEGORY_NOT_FOUND', { categoryId: to ?? 0 });
      const named = 'ids' in target ? [...new Set(target.ids)] : await lists.ids(trx, target.filter, counts);
      const ids = await lists.visible(trx, named);
      const before: Before[] = [];
      for (const some of chunks(ids)) before.push(...(await write(trx, some, () => ({ kind, to }))));
      const at = clock();
      const moveId = await dictionary.createMove(trx, {
        at,
        actor: doer.actor,
        kind,
        target: to,
        titles: JSON.stringify(before),
        undone_at: null,
      });
      const told = before
        .slice(0, TOLD)
        .map(([id, category, , , unwanted]) => [id, kind === 'category' ? category : unwanted]);
      await audit.record(
        {
          ...doer,
          action: kind === 'category' ? 'software.move' : 'software.unwanted',
          target: `softwareMove ${moveId}`,
          before: { titles: told },
          after: { [kind]: to, count: before.length },
        },
        trx,
      );
      return { moveId, moved: before.length };
    });
  }

  type Change = { readonly kind: Kind; readonly to: number | null };

  /** Writes what changes. @returns What those titles that changed were. */
  async function write(
    trx: Executor,
    ids: readonly number[],
    changeOf: (title: CatalogTitle) => Change | undefined,
  ): Promise<Before[]> {
    const by = await classification.deciding(trx);
    let found = await catalog.titles(trx, ids, true);
    const fresh = found.filter(({ decided }) => decided === null).map(({ id }) => id);
    if (fresh.length > 0) {
      await classification.settle(trx, fresh, by);
      found = await catalog.titles(trx, ids, true);
    }
    const before: Before[] = [];
    const decisions: TitleDecision[] = [];
    for (const title of found) {
      const change = changeOf(title);
      const was = title.decided;
      if (change === undefined || was === null || isSo(title, change)) continue;
      before.push([title.id, was.category_id, was.decided_by, was.rule_id, was.unwanted]);
      const wanted =
        change.kind === 'unwanted'
          ? { unwanted: change.to ?? 0 }
          : change.to === null
            ? { decided_by: 'none' as const, rule_id: null }
            : { decided_by: 'hand' as const, rule_id: null, category_id: change.to };
      decisions.push(decide({ ...title, decided: { ...was, ...wanted } }, [], by).title);
    }
    await catalog.saveTitles(trx, decisions);
    if (before.length > 0) {
      const moved = before.map(([id]) => id);
      await classification.settle(trx, moved, by); // their releases follow
    }
    return before;
  }

  return {
    /**
     * Puts titles into a category by hand: no rule changes that.
     *
     * @param categoryId Null gives them back to the rules.
     * @returns How many changed, and the number by which it is undone.
     * @throws {AppError} `SOFTWARE_CATEGORY_NOT_FOUND`.
     */
    move: (target: TitleTarget, categoryId: number | null, doer: Doer) => move(target, 'category', categoryId, doer),

    /** Marks titles as unwanted, or no more. */
    markUnwanted: (target: TitleTarget, unwanted: boolean, doer: Doer) =>
      move(target, 'unwanted', unwanted ? 1 : 0, doer),

    /**
     * Puts back what a move changed; titles that were changed again since stay.
     *
     * @throws {AppError} `SOFTWARE_MOVE_NOT_FOUND` also where it was undone already, or moved what who asks may not know of.
     */
    async undo(moveId: number, doer: Doer) {
      return await dictionary.transaction(async (trx) => {
        await dictionary.lockState(trx);
        const found = await dictionary.move(trx, moveId);
        if (found === undefined || found.undone_at !== null) throw new AppError('SOFTWARE_MOVE_NOT_FOUND', { moveId });
        const all = JSON.parse(found.titles) as Before[]; // safe: written above
        const was = new Map(all.map((one) => [one[0], one]));
        const seen = await lists.visible(trx, [...was.keys()]);
        if (seen.length < was.size) throw new AppError('SOFTWARE_MOVE_NOT_FOUND', { moveId });
        const known = new Set((await dictionary.categories(trx)).map(({ id }) => id));
        let restored = 0;
        for (const some of chunks([...was.keys()])) {
          const written = await write(trx, some, (title) => {
            const before = was.get(title.id);
            if (before === undefined || !isSo(title, { kind: found.kind, to: found.target })) return undefined;
            const [, category, decidedBy, , unwanted] = before;
            if (found.kind === 'unwanted') return { kind: 'unwanted', to: unwanted };
            return { kind: 'category', to: decidedBy === 'hand' && known.has(category) ? category : null };
          });
          restored += written.length;
        }
        await dictionary.closeMove(trx, moveId, clock());
        const after = { restored, left: all.length - restored };
        await audit.record({ ...doer, action: 'software.undo', target: `softwareMove ${moveId}`, after }, trx);
        return after;
      });
    },
  };
}

/** Whether a title is already what a change would make of it. */
function isSo({ decided }: CatalogTitle, { kind, to }: { kind: Kind; to: number | null }): boolean {
  if (decided === null) return false;
  if (kind === 'unwanted') return decided.unwanted === to;
  return to === null ? decided.decided_by !== 'hand' : decided.decided_by === 'hand' && decided.category_id === to;
}

function* chunks(ids: readonly number[]): Generator<number[]> {
  for (let i = 0; i < ids.length; i += CHUNK) yield ids.slice(i, i + CHUNK);
}
