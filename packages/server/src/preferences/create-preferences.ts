import type { Db } from '../db/database.ts';
import { createPreferenceRepository } from './preference-repository.ts';
import { createPreferenceService } from './preference-service.ts';
import { createViewRepository } from './view-repository.ts';
import { createViewService } from './view-service.ts';

type Needs = { readonly db: Db; readonly clock: () => number };

/** What the room `preferences` offers. */
export function createPreferences({ db, clock }: Needs) {
  return {
    preferences: createPreferenceService({ repository: createPreferenceRepository(db), clock }),
    views: createViewService({ repository: createViewRepository(db), clock }),
  };
}
