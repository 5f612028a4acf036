import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import { createAttachmentsService } from './attachments-service.ts';
import { createNotesMover } from './notes-mover.ts';
import { createNotesRepository } from './notes-repository.ts';
import { createNotesService, type NotesNeeds } from './notes-service.ts';

type Needs = Pick<NotesNeeds, 'clock' | 'requireAsset' | 'onChanged'> & {
  readonly db: Db;
  readonly audit: Pick<AuditService, 'record'>;
};

/** What the room `notes` offers: what people write about assets, and the files they keep with them. */
export function createNotes({ db, ...needs }: Needs) {
  const repository = createNotesRepository(db);
  return {
    notes: createNotesService({ repository, ...needs }),
    attachments: createAttachmentsService({ repository, ...needs }),
    notesMover: createNotesMover(repository),
  };
}
