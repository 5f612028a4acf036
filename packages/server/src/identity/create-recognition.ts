import type { Db } from '../db/database.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { createIdentityRepository } from './identity-repository.ts';
import { createIdentityService } from './identity-service.ts';

type Needs = { readonly db: Db; readonly settings: Pick<SettingsService, 'get'>; readonly clock: () => number };

/** What the room `identity` offers to the reception of inventories. */
export function createRecognition(needs: Needs) {
  return createIdentityService({ ...needs, repository: createIdentityRepository(needs.db) });
}
