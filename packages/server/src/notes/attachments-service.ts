import { createHash } from 'node:crypto';
import { AppError } from '@muster/protocol';
import type { Doer } from '../audit/audit-service.ts';
import type { StoredAttachment } from './notes-repository.ts';
import { lockAsset, type NotesNeeds } from './notes-service.ts';

/** Bytes of one attachment, and attachments of one asset. */
export const ATTACHMENT_BYTES = 5 * 1024 * 1024;
const ATTACHMENTS = 50;

/** Characters of a name. */
const NAME_LENGTH = 150;

export type AttachmentsService = ReturnType<typeof createAttachmentsService>;

/** Files that people keep with an asset: an invoice, a photo of its label. Everybody reads all; each removes their own. */
export function createAttachmentsService({ repository, audit, clock, requireAsset, onChanged }: NotesNeeds) {
  return {
    /** Newest first. @throws {AppError} `ASSET_NOT_FOUND`. */
    async list(assetId: number, doer: Doer) {
      await requireAsset(assetId);
      return (await repository.attachments(assetId)).map((attachment) => toAttachment(attachment, doer));
    },

    /**
     * @param file `name`: as its owner calls it; what is not fit for a name is left out.
     * @throws {AppError} `ASSET_NOT_FOUND`, `ASSET_MERGED`, `ATTACHMENT_LIMIT`, `ATTACHMENT_EMPTY`.
     */
    async add(
      assetId: number,
      file: { readonly name: string; readonly comment: string; readonly content: Uint8Array },
      doer: Doer,
    ) {
      const { comment, content } = file;
      if (content.byteLength === 0) throw new AppError('ATTACHMENT_EMPTY');
      await requireAsset(assetId);
      const stored = {
        asset_id: assetId,
        name: fileName(file.name),
        comment,
        size: content.byteLength,
        sha256: createHash('sha256').update(content).digest('hex'),
        author: doer.actor,
        created_at: clock(),
      };
      const attachment = await repository.transaction(async (trx) => {
        await lockAsset(repository, trx, assetId);
        if ((await repository.count(trx, 'asset_attachments', assetId)) >= ATTACHMENTS) {
          throw new AppError('ATTACHMENT_LIMIT', { limit: ATTACHMENTS });
        }
        const { name, size, sha256 } = stored;
        const after = { name, size, sha256, comment };
        await audit.record({ ...doer, action: 'attachment.add', target: `asset ${assetId}`, after }, trx);
        return await repository.addAttachment(trx, { ...stored, content });
      });
      onChanged(assetId);
      return toAttachment(attachment, doer);
    },

    /** @throws {AppError} `ASSET_NOT_FOUND`, `ATTACHMENT_NOT_FOUND`. */
    async download(assetId: number, attachmentId: number): Promise<{ name: string; content: Buffer }> {
      await requireAsset(assetId);
      const found = await repository.content(assetId, attachmentId);
      if (found === undefined) throw new AppError('ATTACHMENT_NOT_FOUND', { attachmentId });
      const { buffer, byteOffset, byteLength } = found.content;
      return { name: found.name, content: Buffer.from(buffer, byteOffset, byteLength) };
    },

    /** @throws {AppError} `ASSET_NOT_FOUND`, `ATTACHMENT_NOT_FOUND`, `NOTE_NOT_OWN`. */
    async remove(assetId: number, attachmentId: number, doer: Doer): Promise<void> {
      await requireAsset(assetId);
      await repository.transaction(async (trx) => {
        const attachment = await repository.attachment(trx, assetId, attachmentId);
        if (attachment === undefined) throw new AppError('ATTACHMENT_NOT_FOUND', { attachmentId });
        if (attachment.author !== doer.actor) throw new AppError('NOTE_NOT_OWN', { author: attachment.author });
        await repository.removeAttachment(trx, attachmentId);
        const { name, size, sha256 } = attachment;
        const before = { name, size, sha256 };
        await audit.record({ ...doer, action: 'attachment.delete', target: `asset ${assetId}`, before }, trx);
      });
      onChanged(assetId);
    },
  };
}

/** Characters that turn text around, or are not seen: in a name they hide what kind of file it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What a person may have called a file, without folders and without what a system would read as more than a name. */
export function fileName(given: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const name = last
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return [...name].slice(0, NAME_LENGTH).join('') || 'file';
}

const toAttachment = (attachment: StoredAttachment, doer: Doer) => ({
  id: attachment.id,
  name: attachment.name,
  comment: attachment.comment,
  size: attachment.size,
  sha256: attachment.sha256,
  author: attachment.author,
  own: attachment.author === doer.actor,
  createdAt: new Date(attachment.created_at).toISOString(),
});
