import type { AssetMover } from '../fleet/asset-mover.ts';
import type { NotesRepository } from './notes-repository.ts';

type Moved = { readonly notes: readonly number[]; readonly attachments: readonly number[] };

/** Notes and attachments go with the machine: a merge gives all of them to the survivor, an undo gives back those it moved. */
export function createNotesMover(repository: NotesRepository): AssetMover {
  return {
    name: 'notes',
    async move(trx, from, to) {
      const moved: Moved = {
        notes: await repository.moveAll(trx, 'asset_notes', from, to),
        attachments: await repository.moveAll(trx, 'asset_attachments', from, to),
      };
      return moved;
    },
    async restore(trx, from, _to, moved) {
      const { notes, attachments } = moved as Moved; // safe: move() made it
      await repository.moveSome(trx, 'asset_notes', notes, from);
      await repository.moveSome(trx, 'asset_attachments', attachments, from);
    },
  };
}
