import type { Db } from '../db/database.ts';
import type { EventHub } from '../http/event-hub.ts';
import { createDashboardRepository } from './dashboard-repository.ts';
import { createDashboardService, type DashboardService } from './dashboard-service.ts';

type Needs = Omit<Parameters<typeof createDashboardService>[0], 'repository'> & {
  readonly db: Db;
  readonly events: Pick<EventHub, 'subscribeToAll'>;
};

/** What the room `dashboard` offers. */
export function createDashboard({ db, events, ...needs }: Needs): { readonly dashboard: DashboardService } {
  const dashboard = createDashboardService({ repository: createDashboardRepository(db), ...needs });
  events.subscribeToAll(() => dashboard.invalidate());
  return { dashboard };
}
