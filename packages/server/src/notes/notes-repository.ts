import type { Db, Executor } from '../db/database.ts';
import type { AssetAttachmentsTable, AssetNotesTable, NotesTables } from './notes-tables.ts';

export type StoredNote = Omit<AssetNotesTable, 'id'> & { readonly id: number };
export type StoredAttachment = Omit<AssetAttachmentsTable, 'id' | 'content'> & { readonly id: number };

type Table = keyof NotesTables;
type Page = { readonly limit: number; readonly offset: number };

export type NotesRepository = ReturnType<typeof createNotesRepository>;

export function createNotesRepository({ kysely, engine }: Db) {
  const described = ['id', 'asset_id', 'name', 'comment', 'size', 'sha256', 'author', 'created_at'] as const;

  async function count(executor: Executor, table: Table, assetId: number): Promise<number> {
    const counted = await executor
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('asset_id', '=', assetId)
      .executeTakeFirst();
    return counted?.total ?? 0;
  }

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    /** The asset, locked until the transaction ends, so that it is not merged or deleted meanwhile. */
    async lockAsset(trx: Executor, assetId: number): Promise<{ readonly mergedInto: number | null } | undefined> {
      const query = trx.selectFrom('assets').select('merged_into as mergedInto').where('id', '=', assetId);
      return await (engine.rowLocks ? query.forUpdate() : query).executeTakeFirst();
    },

    /** Newest first. */
    async notes(assetId: number, { limit, offset }: Page): Promise<{ items: StoredNote[]; total: number }> {
      const total = await count(kysely, 'asset_notes', assetId);
      const items = await kysely
        .selectFrom('asset_notes')
        .selectAll()
        .where('asset_id', '=', assetId)
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items, total };
    },

    count,

    /** A note that nobody else changes until the transaction ends. */
    async lockNote(trx: Executor, assetId: number, id: number): Promise<StoredNote | undefined> {
      const query = trx.selectFrom('asset_notes').selectAll().where('id', '=', id).where('asset_id', '=', assetId);
      return await (engine.rowLocks ? query.forUpdate() : query).executeTakeFirst();
    },

    addNote: (trx: Executor, note: Omit<StoredNote, 'id'>): Promise<StoredNote> =>
      trx.insertInto('asset_notes').values(note).returningAll().executeTakeFirstOrThrow(),

    updateNote: (trx: Executor, id: number, text: string, updatedAt: number): Promise<StoredNote> =>
      trx
        .updateTable('asset_notes')
        .set({ text, updated_at: updatedAt })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow(),

    async removeNote(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('asset_notes').where('id', '=', id).execute();
    },

    /** Newest first, without their contents. */
    attachments: (assetId: number): Promise<StoredAttachment[]> =>
      kysely
        .selectFrom('asset_attachments')
        .select(described)
        .where('asset_id', '=', assetId)
        .orderBy('id', 'desc')
        .execute(),

    attachment: (executor: Executor, assetId: number, id: number): Promise<StoredAttachment | undefined> =>
      executor
        .selectFrom('asset_attachments')
        .select(described)
        .where('id', '=', id)
        .where('asset_id', '=', assetId)
        .executeTakeFirst(),

    async content(assetId: number, id: number): Promise<{ name: string; content: Uint8Array } | undefined> {
      return await kysely
        .selectFrom('asset_attachments')
        .select(['name', 'content'])
        .where('id', '=', id)
        .where('asset_id', '=', assetId)
        .executeTakeFirst();
    },

    addAttachment: (
      trx: Executor,
      attachment: Omit<StoredAttachment, 'id'> & { readonly content: Uint8Array },
    ): Promise<StoredAttachment> =>
      trx.insertInto('asset_attachments').values(attachment).returning(described).executeTakeFirstOrThrow(),

    async removeAttachment(trx: Executor, id: number): Promise<void> {
      await trx.deleteFrom('asset_attachments').where('id', '=', id).execute();
    },

    /** All notes, or attachments, of one asset become those of another. @returns Their ids. */
    async moveAll(trx: Executor, table: Table, from: number, to: number): Promise<number[]> {
      const rows = await trx
        .updateTable(table)
        .set({ asset_id: to })
        .where('asset_id', '=', from)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Those of the ids that there still are go to an asset. */
    async moveSome(trx: Executor, table: Table, ids: readonly number[], to: number): Promise<void> {
      if (ids.length === 0) return;
      await trx
        .updateTable(table)
        .set({ asset_id: to })
        .where('id', 'in', [...ids])
        .execute();
    },
  };
}
