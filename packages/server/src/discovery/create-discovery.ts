import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { JobService } from '../jobs/job-service.ts';
import { createDeviceListRepository } from './device-list-repository.ts';
import { createDeviceRepository } from './device-repository.ts';
import { createDeviceService } from './device-service.ts';
import { createDeviceTypeRepository } from './device-type-repository.ts';
import { createDeviceTypeService } from './device-type-service.ts';
import { createNetworkCountRepository } from './network-count-repository.ts';
import { createNetworkCounting } from './network-counting.ts';
import { createNetworkRepository } from './network-repository.ts';
import { createNetworkService } from './network-service.ts';

const COUNT_EVERY_MS = 10_000;

type Needs = {
  readonly db: Db;
  readonly jobs: Pick<JobService, 'add'>;
  readonly audit: AuditService;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What the room `discovery` offers. */
export function createDiscovery({ db, jobs, audit, clock }: Needs) {
  const repository = createDeviceRepository(db);
  const types = createDeviceTypeRepository(db);
  const counts = createNetworkCountRepository(db);
  const counting = createNetworkCounting({ counts, clock });
  jobs.add({
    name: 'discovery.counts',
    everyMs: COUNT_EVERY_MS,
    isDue: counting.isDue,
    run: (signal) => counting.run(true, signal),
  });
  return {
    networks: createNetworkService({ repository: createNetworkRepository(db), counts, audit, clock }),
    devices: createDeviceService({
      repository,
      lists: createDeviceListRepository(db),
      types,
      counts,
      audit,
      clock,
    }),
    deviceTypes: createDeviceTypeService({ types, transaction: repository.transaction, audit }),
    /** Finds networks and counts what is on them, now. */
    refreshNetworks: () => counting.run(false),
  };
}
