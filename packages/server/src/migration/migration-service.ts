import type { UserService } from '../access/user-service.ts';
import type { createAdminData } from '../admin-data/create-admin-data.ts';
import { type AuditService, COMMAND_LINE } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import type { createDiscovery } from '../discovery/create-discovery.ts';
import type { AssetRepository } from '../fleet/asset-repository.ts';
import type { TakeIn } from '../fleet/take-in.ts';
import type { GroupService } from '../groups/group-service.ts';
import type { ReviewService } from '../identity/review-service.ts';
import type { RegistryService } from '../registry/registry-service.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import { type CountLine, difference, type MigrationReport, type Skip } from './migration-report.ts';
import type { OcsDatabase } from './ocs-database.ts';
import { readOcsSchema } from './ocs-schema.ts';
import { reconcile } from './reconcile.ts';
import { createAdminTaker } from './take-admin-data.ts';
import { takeGroups } from './take-groups.ts';
import { type MachineEvent, type MachineOutcome, takeMachines } from './take-machines.ts';
import { takeNetworks } from './take-networks.ts';
import { keepRows, leftBehind, takeBlacklists, takeRegistryQueries, takeUsers } from './take-rest.ts';
import { takeOverrides, takeSettings } from './take-settings.ts';
import { createTakeoverRepository } from './takeover-repository.ts';

type Needs = {
  readonly db: Db;
  readonly fleet: { readonly records: AssetRepository; readonly takeIn: TakeIn };
  readonly admin: Pick<ReturnType<typeof createAdminData>, 'data' | 'fields'>;
  readonly groups: GroupService;
  readonly settings: SettingsService;
  readonly registry: RegistryService;
  readonly discovery: ReturnType<typeof createDiscovery>;
  readonly identity: { readonly reviews: ReviewService };
  readonly users: UserService;
  readonly audit: AuditService;
  readonly clock: () => number;
};

export type MigrationOptions = {
  readonly dryRun: boolean;
  readonly stop: AbortSignal;
  readonly onMachine: (event: MachineEvent, total: number) => void;
};

export type MigrationService = ReturnType<typeof createMigrationService>;

/** Takes over what a server of OCS Inventory knows. */
export function createMigrationService(needs: Needs) {
  const { db, fleet, admin, groups, settings, registry, discovery, identity, users, audit, clock } = needs;
  return {
    /**
     * Takes over a database: each machine wholly or not at all. A run that was interrupted goes on where it was, and one on what
     * was taken over already changes nothing.
     *
     * @throws {AppError} `OCS_DATABASE_INCOMPLETE` before anything is stored; `OCS_DATABASE_UNREACHABLE`.
     */
    async migrate(database: OcsDatabase, { dryRun, stop, onMachine }: MigrationOptions): Promise<MigrationReport> {
      const startedAt = new Date(clock()).toISOString();
      const schema = await readOcsSchema(database);
      const taken = createTakeoverRepository(db, database.name);
      const skipped: Skip[] = [];
      const notes: string[] = [];
      const skip = (one: Skip) => void skipped.push(one);
      const note = (text: string) => void notes.push(text);
      const machines: Record<MachineOutcome, number> = {
        created: 0,
        updated: 0,
        unchanged: 0,
        reportHere: 0,
        failed: 0,
      };
      const common = { database, schema, taken, skip, note, dryRun };

      const blacklists = await takeBlacklists({ ...common, ...identity }); // machines are weighed by them
      const taker = await createAdminTaker({ ...common, ...admin });
      const total = schema.tables.get('hardware')?.rows ?? 0;
      const about = { ...common, ...fleet, admin: taker, touch: groups.touch, clock };
      for await (const event of takeMachines(about, { dryRun, stop })) {
        machines[event.outcome] += 1;
        if (event.outcome === 'failed')
          skip({ what: `machine ${event.id} (${event.name})`, reason: event.reason ?? '' });
        else if (event.reason !== null) note(`machine ${event.id} (${event.name}): ${event.reason}`);
        onMachine(event, total);
      }

      const counts: CountLine[] = [...blacklists];
      if (!stop.aborted) {
        if (!dryRun) counts.push(...(await reconcile(common)), ...(await takeGroups({ ...common, groups })));
        counts.push(await takeSettings({ ...common, settings }));
        counts.push(await takeOverrides({ ...common, settings }));
        const rest = { ...common, registry, users, audit };
        counts.push(await takeRegistryQueries(rest), await takeUsers(rest));
        counts.push(...(await takeNetworks({ ...common, discovery })));
        // Nobody shall have to wait for the server's own count to see what has come.
        if (!dryRun) await discovery.refreshNetworks();
      }
      const kept = stop.aborted ? [] : await keepRows({ ...common, registry, users, audit });
      if (stop.aborted) skip({ what: 'the rest', reason: 'stopped before the end; run it again to go on' });
      const isWhole = skipped.length === 0 && machines.failed === 0 && counts.every((line) => difference(line) === 0);
      if (!dryRun) {
        const after = { ...machines, skipped: skipped.length, isWhole };
        await audit.record({ ...COMMAND_LINE, action: 'ocs.migrate', target: `database ${database.name}`, after });
      }
      return {
        source: database.name,
        schemaVersion: schema.version,
        startedAt,
        endedAt: new Date(clock()).toISOString(),
        dryRun,
        machines,
        counts,
        skipped,
        notes,
        kept,
        left: leftBehind(schema),
        isWhole,
      };
    },
  };
}
