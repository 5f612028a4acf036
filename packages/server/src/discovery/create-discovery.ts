import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import { createDeviceRepository } from './device-repository.ts';
import { createDeviceService } from './device-service.ts';
import { createNetworkRepository } from './network-repository.ts';
import { createNetworkService } from './network-service.ts';

type Needs = {
  readonly db: Db;
  readonly audit: AuditService;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

/** What the room `discovery` offers. */
export function createDiscovery({ db, audit, clock }: Needs) {
  return {
    networks: createNetworkService({ repository: createNetworkRepository(db), audit, clock }),
    devices: createDeviceService({ repository: createDeviceRepository(db), audit, clock }),
  };
}
