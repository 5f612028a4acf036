import type { AuditService } from '../audit/audit-service.ts';
import type { Db, Executor } from '../db/database.ts';
import type { AssetChange } from '../history/history-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { createAdminDataBulk } from './admin-data-bulk.ts';
import { createAdminDataFacts } from './admin-data-facts.ts';
import { createAdminDataMover } from './admin-data-mover.ts';
import { createAdminDataRepository } from './admin-data-repository.ts';
import { createAdminDataService } from './admin-data-service.ts';
import { createAdminExchange } from './admin-exchange.ts';
import { createAdminFieldService } from './admin-field-service.ts';
import { createAdminImport } from './admin-import.ts';
import { createFieldCatalog } from './field-catalog.ts';

type Needs = {
  readonly db: Db;
  readonly settings: Pick<SettingsService, 'get'>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly clock: () => number;
  readonly appendHistory: (trx: Executor, changes: readonly AssetChange[], at: number) => Promise<void>;
  /** Told which assets changed, when that is safe in the database. */
  readonly onSaved?: (assetIds: readonly number[]) => void;
  /** The assets of a group, merged and archived ones left out. Without it mass edits take lists only. */
  readonly membersOf?: (groupId: number) => Promise<readonly number[]>;
};

/** What the room `admin-data` offers. */
export function createAdminData({ db, settings, audit, clock, appendHistory, onSaved, membersOf }: Needs) {
  const repository = createAdminDataRepository(db);
  const catalog = createFieldCatalog({ repository, clock });
  const saved = (assetIds: readonly number[]) => {
    if (assetIds.length > 0) onSaved?.(assetIds);
  };
  const data = createAdminDataService({
    repository,
    audit,
    clock,
    onChanged: appendHistory,
    onSaved: saved,
    membersOf: membersOf ?? null,
  });
  return {
    data,
    bulk: createAdminDataBulk({ repository, clock, onChanged: appendHistory, onSaved: saved }),
    fields: createAdminFieldService({ repository, catalog, audit, clock, onChanged: appendHistory, onSaved: saved }),
    imports: createAdminImport({ repository, data, audit, onSaved: saved }),
    exchange: createAdminExchange({
      repository,
      catalog,
      acceptsTag: () => settings.get('ACCEPT_TAG_UPDATE_FROM_CLIENT'),
    }),
    mover: createAdminDataMover(repository, clock),
    facts: createAdminDataFacts(repository),
  };
}
