import type { AdminDataService } from '../admin-data/admin-data-service.ts';
import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { AssetService } from '../fleet/asset-service.ts';
import { createComputerRepository } from './computer-repository.ts';
import { createComputerService } from './computer-service.ts';

type Needs = {
  readonly db: Db;
  readonly assets: AssetService;
  readonly adminData: AdminDataService;
  readonly audit: AuditService;
};

/** What the room `external` offers: the fleet as programs made for OCS Inventory see it. */
export function createExternal({ db, ...needs }: Needs) {
  return { computers: createComputerService({ ...needs, repository: createComputerRepository(db) }) };
}
