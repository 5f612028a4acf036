import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { targetStore } from '../state.ts';
import { createHttpClient, withoutCredentials } from '../transport/http-client.ts';
import { AGENT_NAME } from '../version.ts';
import type { Target } from './target.ts';
import { undeliveredStore } from './undelivered.ts';

/** One server as the configuration describes it. The caller closes its client. */
export function createTarget(config: Config, url: string, log: Log): Target {
  const key = withoutCredentials(url);
  return {
    url,
    log,
    client: createHttpClient({ ...config, userAgent: config.userAgent ?? AGENT_NAME, warn: log.warn }),
    store: targetStore(config.stateFolder, key, log.warn),
    undelivered: undeliveredStore(config.stateFolder, key, Date.now),
    dialect: config.dialect,
    isNamed: config.userAgent !== null,
  };
}
