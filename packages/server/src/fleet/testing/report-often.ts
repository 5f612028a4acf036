import { createAuditRepository } from '../../audit/audit-repository.ts';
import { createAuditService } from '../../audit/audit-service.ts';
import { openDatabase } from '../../db/database.ts';
import { createEventHub } from '../../http/event-hub.ts';
import { createSettingsRepository } from '../../settings/settings-repository.ts';
import { createSettingsService } from '../../settings/settings-service.ts';
import { createFleet } from '../create-fleet.ts';
import { testInventory } from './test-inventory.ts';

/**
 * A process that receives inventories of a few machines, all with other drives: `node report-often.ts DATABASE SEED TIMES`.
 * Other processes do the same at the same time. It prints how many it stored.
 */
const [location = '', seed = '0', times = '1'] = process.argv.slice(2);
const db = await openDatabase(location);
const clock = Date.now;
const audit = createAuditService({ repository: createAuditRepository(db), clock });
const settings = createSettingsService({ repository: createSettingsRepository(db), audit, clock });
const fleet = createFleet({ db, settings, events: createEventHub() });

let stored = 0;
await Promise.all(
  Array.from({ length: Number(times) }, async (_, i) => {
    const name = `pc-${i % 3}`;
    const drives = Array.from({ length: 5 }, (_row, row) => ({
      mountPoint: `/${(i + row) % 9}`,
      total: Number(seed) * 1000 + i,
    }));
    const arrival = { at: clock(), sourceIp: null, userAgent: null, agentId: null };
    const inventory = testInventory(`${name}-2026-11-20-08-00-00`, { hardware: [{ name }], drives });
    await fleet.reception.receive(inventory, arrival);
    stored += 1;
  }),
);
await db.close();
console.info(String(stored));
