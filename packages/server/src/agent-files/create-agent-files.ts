import { join } from 'node:path';
import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import { createAgentFilesRepository } from './agent-files-repository.ts';
import { createAgentFilesService } from './agent-files-service.ts';
import { createContentStore } from './content-store.ts';

type Needs = {
  readonly db: Db;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  readonly dataDir: string;
};

/** What the room `agent-files` offers. */
export function createAgentFiles({ db, audit, clock, dataDir }: Needs) {
  const store = createContentStore(join(dataDir, 'agent-files'));
  void store.sweep(clock()).catch(() => undefined); // disk space only: nobody waits for it
  return createAgentFilesService({ repository: createAgentFilesRepository(db), store, audit, clock });
}
