import { AppError } from '@muster/protocol/errors';
import { identityOf } from '../command-line/device-id-of.ts';
import { reportError } from '../command-line/report-error.ts';
import { type Config, configFor } from '../config.ts';
import { createLocalHost } from '../host/local-host.ts';
import type { Credentials } from '../linux/databases/database-server.ts';
import { type SectionRows, toChecksum } from '../section-hashes.ts';
import { contactTarget } from '../targets/contact-target.ts';
import { createTarget } from '../targets/create-target.ts';
import type { Identity } from '../targets/identity.ts';
import { localKey } from '../targets/target-key.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import { toInventory } from './inventory.ts';
import { checkInventorySettings } from './inventory-settings.ts';
import { plannedTasks } from './planned-tasks.ts';
import type { Task, TaskContext } from './task.ts';

type Collect = (unwanted: readonly string[], credentials?: readonly Credentials[]) => Promise<SectionRows>;

/** Contacts servers one after the other, and does what they say. One that fails does not concern the others. */
export const contactTargets: Task = async (context) => {
  const { job, log, logOf, tell, host: given } = context;
  const { config } = job;
  checkInventorySettings(config);
  const inventoryLog = logOf('inventory');
  const host = given ?? createLocalHost(inventoryLog.warn, config);
  const identity = await identityOf({ stateFolder: config.stateFolder, host, log, mustKeep: true });
  let collected: Promise<SectionRows> | null = null;
  const urls = serversOf(config, job.targets);
  const collect: Collect = async (unwanted, credentials = []) => {
    tell({ type: 'status', text: 'running task Inventory' });
    // The collectors are most of the program, and many contacts end without an inventory.
    const { takeInventory } = await import('./take-inventory.ts');
    // What one server gave the key to is not for the others.
    if (credentials.length > 0) {
      return takeInventory({ host: { ...host, shared: new Map() }, config, log: inventoryLog, unwanted, credentials });
    }
    // What one server does not want, another may.
    collected ??= takeInventory({ host, config, log: inventoryLog, unwanted: urls.length > 1 ? [] : unwanted });
    return collected;
  };
  for (const url of urls) {
    const its = configFor(config, url);
    const target = createTarget(its, url, log);
    if (!its.checkCertificates)
      log.warn('Certificates are not checked: whoever is between can read and change everything');
    const end = async (ok: boolean, error?: unknown) => {
      const { prologFreqHours } = await target.store.read();
      const periodMs = prologFreqHours === null ? null : prologFreqHours * 3_600_000;
      const retryAfterMs = error instanceof AppError ? Number(error.details.retryAfterS ?? 0) * 1000 : 0;
      tell({ type: 'target', target: withoutCredentials(url), ok, periodMs, retryAfterMs });
    };
    try {
      const { force, full, partialsBetweenFull, tag } = its;
      const noInventory = !plannedTasks(its).includes('inventory');
      const wishes = { force: force && !noInventory, full, partialsBetweenFull, noInventory };
      await contactTarget(target, { identity, collect, ...wishes, tag, httpdPort: job.httpdPort });
      await end(true);
    } catch (error) {
      reportError(error, log);
      await end(false, error);
    } finally {
      target.client.close();
    }
  }
  await writeLocals(context, identity, collect);
};

/** Local targets get an inventory whenever they are due. They have no wish when that is: the default counts. */
async function writeLocals({ job: { config, targets }, log, tell }: TaskContext, identity: Identity, collect: Collect) {
  const { writeInventory } = await import('../output/write-inventory.ts');
  for (const place of config.locals) {
    const key = localKey(place);
    if (!targets.includes(key)) continue;
    try {
      const head = { deviceId: identity.deviceId, tag: config.tag, checksum: toChecksum({}, {}) };
      const out = (text: string | Uint8Array) => process.stdout.write(text);
      await writeInventory(toInventory(await collect([]), head), { place, format: config.format, out });
      tell({ type: 'target', target: key, ok: true, periodMs: null });
    } catch (error) {
      reportError(error, log);
      tell({ type: 'target', target: key, ok: false, periodMs: null });
    }
  }
}

function serversOf(config: Config, keys: readonly string[]): string[] {
  return config.servers.filter((url) => keys.includes(withoutCredentials(url)));
}
