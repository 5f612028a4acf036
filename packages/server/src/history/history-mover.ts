import type { AssetMover } from '../fleet/asset-mover.ts';
import type { HistoryRepository } from './history-repository.ts';

/**
 * The history of a record that is merged away becomes that of the survivor, and is told apart from its own: past states of the
 * survivor are rebuilt from what happened to its own rows.
 */
export function createHistoryMover(repository: HistoryRepository): AssetMover {
  return {
    name: 'history',
    move: (trx, from, to) => repository.move(trx, from, to),
    restore: (trx, from, to, moved) => repository.moveBack(trx, from, to, moved as readonly number[]), // safe: of `move`
  };
}
