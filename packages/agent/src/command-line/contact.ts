import { collectors } from '../collectors/index.ts';
import type { Config } from '../config.ts';
import { createLocalHost } from '../host/local-host.ts';
import type { SectionRows } from '../section-hashes.ts';
import { targetStore } from '../state.ts';

import { contactOcs } from '../targets/ocs-target.ts';
import { checkSectionNames, collectSections } from '../tasks/inventory.ts';
import { createHttpClient, withoutCredentials } from '../transport/http-client.ts';
import { AGENT_NAME } from '../version.ts';
import { type CommandContext, FAILED, SUCCEEDED } from './command.ts';
import { deviceIdOf } from './device-id-of.ts';
import { reportError } from './report-error.ts';

/**
 * Contacts each server, and does what it says.
 *
 * @returns 1 when a server was not reached or refused; the others are still contacted.
 */
export async function contact({ config, surroundings, log }: CommandContext): Promise<number> {
  checkSectionNames(config.without);
  const host = surroundings.host ?? createLocalHost(log.warn);
  warnOfCertificates(config, log.warn);
  const deviceId = await deviceIdOf({ stateFolder: config.stateFolder, host, log, mustKeep: true });
  let collected: Promise<SectionRows> | null = null;
  const collect = () => {
    collected ??= collectSections({ host, collectors, without: config.without, log });
    return collected;
  };
  let status = SUCCEEDED;
  for (const url of config.servers) {
    const target = {
      url,
      log,
      client: createHttpClient({ ...config, userAgent: config.userAgent ?? AGENT_NAME }),
      store: targetStore(config.stateFolder, withoutCredentials(url), log.warn),
    };
    try {
      await contactOcs(target, { deviceId, collect, force: config.force, tag: config.tag });
    } catch (error) {
      reportError(error, log);
      status = FAILED;
    }
  }
  return status;
}

function warnOfCertificates(config: Config, warn: (message: string) => void): void {
  if (!config.checkCertificates)
    warn('Certificates are not checked: whoever is between can read and change everything');
}
