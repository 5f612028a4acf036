import type { Config } from '../config.ts';
import { targetKey } from '../targets/target-key.ts';
import { findSharedFile, readDeviceId, readLogEnd } from './agent-files.ts';
import type { ControlDoor } from './control-answers.ts';
import type { Schedule } from './schedule-file.ts';
import { createTrust } from './trust.ts';
import { isWakeToken } from './wake-token.ts';

type Behind = {
  readonly config: Config;
  readonly status: () => string;
  readonly schedule: () => Schedule;
  /** Null: all targets. */
  readonly wake: (targets: readonly string[] | null) => void;
};

/** What callers of the control port may reach, by their address. @throws {AppError} `OPTION_INVALID`. */
export function createControlDoor({ config, status, schedule, wake }: Behind): (address: string) => ControlDoor {
  const trust = createTrust(config.servers, config.httpd.trusted);
  return (address) => ({
    status,
    plans: () => Object.entries(schedule()).map(([url, { nextAtMs }]) => ({ url, atMs: nextAtMs })),
    isTrusted: () => trust.isTrusted(address),
    isToken: (token) => isWakeToken(config.stateFolder, token),
    // A server means itself; anybody else all of them.
    wake: async () => {
      const own = await trust.serversAt(address);
      wake(own.length === 0 ? null : own.map(targetKey));
    },
    deviceId: () => readDeviceId(config.stateFolder),
    log: () => readLogEnd(config.log.file),
    sharedFile: (name) => findSharedFile(config.stateFolder, name),
  });
}
