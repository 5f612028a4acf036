import { collectors } from '../collectors/index.ts';
import { deviceIdOf } from '../command-line/device-id-of.ts';
import { reportError } from '../command-line/report-error.ts';
import type { Config } from '../config.ts';
import { createLocalHost } from '../host/local-host.ts';
import type { SectionRows } from '../section-hashes.ts';
import { targetStore } from '../state.ts';
import { contactOcs } from '../targets/ocs-target.ts';
import { createHttpClient, withoutCredentials } from '../transport/http-client.ts';
import { AGENT_NAME } from '../version.ts';
import { checkSectionNames, collectSections } from './inventory.ts';
import type { Task } from './task.ts';

/** Contacts servers one after the other, and does what they say. One that fails does not concern the others. */
export const contactTargets: Task = async ({ job, log, tell, host: given }) => {
  const { config } = job;
  checkSectionNames(config.without);
  const host = given ?? createLocalHost(log.warn);
  if (!config.checkCertificates)
    log.warn('Certificates are not checked: whoever is between can read and change everything');
  const deviceId = await deviceIdOf({ stateFolder: config.stateFolder, host, log, mustKeep: true });
  let collected: Promise<SectionRows> | null = null;
  const collect = () => {
    tell({ type: 'status', text: 'running task Inventory' });
    collected ??= collectSections({ host, collectors, without: config.without, log });
    return collected;
  };
  for (const url of serversOf(config, job.targets)) {
    const target = {
      url,
      log,
      client: createHttpClient({ ...config, userAgent: config.userAgent ?? AGENT_NAME }),
      store: targetStore(config.stateFolder, withoutCredentials(url), log.warn),
    };
    const end = async (ok: boolean) => {
      const { prologFreqHours } = await target.store.read();
      const periodMs = prologFreqHours === null ? null : prologFreqHours * 3_600_000;
      tell({ type: 'target', target: withoutCredentials(url), ok, periodMs });
    };
    try {
      await contactOcs(target, { deviceId, collect, force: config.force, tag: config.tag });
      await end(true);
    } catch (error) {
      reportError(error, log);
      await end(false);
    }
  }
};

function serversOf(config: Config, keys: readonly string[]): string[] {
  return config.servers.filter((url) => keys.includes(withoutCredentials(url)));
}
