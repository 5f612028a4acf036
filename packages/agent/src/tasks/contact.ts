import { identityOf } from '../command-line/device-id-of.ts';
import { reportError } from '../command-line/report-error.ts';
import type { Config } from '../config.ts';
import { createLocalHost } from '../host/local-host.ts';
import type { SectionRows } from '../section-hashes.ts';
import { contactTarget } from '../targets/contact-target.ts';
import { createTarget } from '../targets/create-target.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import { checkInventorySettings, takeInventory } from './take-inventory.ts';
import type { Task } from './task.ts';

/** Contacts servers one after the other, and does what they say. One that fails does not concern the others. */
export const contactTargets: Task = async ({ job, log, tell, host: given }) => {
  const { config } = job;
  checkInventorySettings(config);
  const host = given ?? createLocalHost(log.warn, config);
  if (!config.checkCertificates)
    log.warn('Certificates are not checked: whoever is between can read and change everything');
  const identity = await identityOf({ stateFolder: config.stateFolder, host, log, mustKeep: true });
  let collected: Promise<SectionRows> | null = null;
  const urls = serversOf(config, job.targets);
  const collect = (unwanted: readonly string[]) => {
    tell({ type: 'status', text: 'running task Inventory' });
    // What one server does not want, another may.
    collected ??= takeInventory({ host, config, log, unwanted: urls.length > 1 ? [] : unwanted });
    return collected;
  };
  for (const url of urls) {
    const target = createTarget(config, url, log);
    const end = async (ok: boolean) => {
      const { prologFreqHours } = await target.store.read();
      const periodMs = prologFreqHours === null ? null : prologFreqHours * 3_600_000;
      tell({ type: 'target', target: withoutCredentials(url), ok, periodMs });
    };
    try {
      const { force, full, partialsBetweenFull, tag } = config;
      await contactTarget(target, { identity, collect, force, full, partialsBetweenFull, tag, httpdPort: null });
      await end(true);
    } catch (error) {
      reportError(error, log);
      await end(false);
    } finally {
      target.client.close();
    }
  }
};

function serversOf(config: Config, keys: readonly string[]): string[] {
  return config.servers.filter((url) => keys.includes(withoutCredentials(url)));
}
