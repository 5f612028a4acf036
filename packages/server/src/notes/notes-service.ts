import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { NotesRepository, StoredNote } from './notes-repository.ts';

/** Characters of one note, and notes of one asset. */
export const NOTE_CHARACTERS = 10_000;
const NOTES = 1_000;

/** What both services of this room need. */
export type NotesNeeds = {
  readonly repository: NotesRepository;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  /** @throws {AppError} `ASSET_NOT_FOUND` for an asset that is not there, or not for who asks. */
  readonly requireAsset: (assetId: number) => Promise<unknown>;
  /** Told when something changed, and that is safe in the database. */
  readonly onChanged: (assetId: number) => void;
};

/** `expected`: what it said to who changes it; not given: whatever. */
type NoteChange = { readonly text: string; readonly expected?: string | undefined };

export type NotesService = ReturnType<typeof createNotesService>;

/** What people write about an asset. Everybody reads all; each changes their own. */
export function createNotesService({ repository, audit, clock, requireAsset, onChanged }: NotesNeeds) {
  async function own(trx: Executor, assetId: number, noteId: number, doer: Doer): Promise<StoredNote> {
    const note = await repository.lockNote(trx, assetId, noteId);
    if (note === undefined) throw new AppError('NOTE_NOT_FOUND', { noteId });
    if (note.author !== doer.actor) throw new AppError('NOTE_NOT_OWN', { author: note.author });
    return note;
  }

  return {
    /** Newest first. @throws {AppError} `ASSET_NOT_FOUND`. */
    async list(assetId: number, page: { readonly limit: number; readonly offset: number }, doer: Doer) {
      await requireAsset(assetId);
      const { items, total } = await repository.notes(assetId, page);
      return { items: items.map((note) => toNote(note, doer)), total };
    },

    /** @throws {AppError} `ASSET_NOT_FOUND`, `ASSET_MERGED`, `NOTE_LIMIT`. */
    async add(assetId: number, text: string, doer: Doer) {
      await requireAsset(assetId);
      const note = await repository.transaction(async (trx) => {
        await lockAsset(repository, trx, assetId);
        if ((await repository.count(trx, 'asset_notes', assetId)) >= NOTES) {
          throw new AppError('NOTE_LIMIT', { limit: NOTES });
        }
        const added = await repository.addNote(trx, {
          asset_id: assetId,
          text,
          author: doer.actor,
          created_at: clock(),
          updated_at: null,
        });
        await audit.record({ ...doer, action: 'note.add', target: `asset ${assetId}`, after: { text } }, trx);
        return added;
      });
      onChanged(assetId);
      return toNote(note, doer);
    },

    /** @throws {AppError} `ASSET_NOT_FOUND`, `NOTE_NOT_FOUND`, `NOTE_NOT_OWN`, `NOTE_CHANGED`. */
    async update(assetId: number, noteId: number, { text, expected }: NoteChange, doer: Doer) {
      await requireAsset(assetId);
      const note = await repository.transaction(async (trx) => {
        const before = await own(trx, assetId, noteId, doer);
        if (before.text === text) return before;
        if (expected !== undefined && expected !== before.text) throw new AppError('NOTE_CHANGED', { noteId });
        const changed = { before: { text: before.text }, after: { text } };
        await audit.record({ ...doer, action: 'note.update', target: `asset ${assetId}`, ...changed }, trx);
        return await repository.updateNote(trx, noteId, text, clock());
      });
      onChanged(assetId);
      return toNote(note, doer);
    },

    /** What it said stays in the audit trail. @throws {AppError} as `update`. */
    async remove(assetId: number, noteId: number, doer: Doer): Promise<void> {
      await requireAsset(assetId);
      await repository.transaction(async (trx) => {
        const { text } = await own(trx, assetId, noteId, doer);
        await repository.removeNote(trx, noteId);
        await audit.record({ ...doer, action: 'note.delete', target: `asset ${assetId}`, before: { text } }, trx);
      });
      onChanged(assetId);
    },
  };
}

/** @throws {AppError} `ASSET_NOT_FOUND`, `ASSET_MERGED`. */
export async function lockAsset(repository: NotesRepository, trx: Executor, assetId: number): Promise<void> {
  const asset = await repository.lockAsset(trx, assetId);
  if (asset === undefined) throw new AppError('ASSET_NOT_FOUND', { assetId });
  if (asset.mergedInto !== null) throw new AppError('ASSET_MERGED', { assetId, survivorId: asset.mergedInto });
}

const toNote = (note: StoredNote, doer: Doer) => ({
  id: note.id,
  text: note.text,
  author: note.author,
  own: note.author === doer.actor,
  createdAt: new Date(note.created_at).toISOString(),
  updatedAt: note.updated_at === null ? null : new Date(note.updated_at).toISOString(),
});
