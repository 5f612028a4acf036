import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';
import { type AgentState, agentStore } from '../state.ts';
import { type Identity, keepIdentity } from '../targets/identity.ts';
import { reportError } from './report-error.ts';

type Asked = {
  readonly stateFolder: string;
  readonly host: Host;
  readonly log: Log;
  /** A server would see a new machine at every contact, while a printed inventory may be of one that never was kept. */
  readonly mustKeep: boolean;
};

/** Who this machine is. @throws {AppError} `STATE_UNWRITABLE`, if it must be kept. */
export function identityOf({ stateFolder, host, log, mustKeep }: Asked): Promise<Identity> {
  const store = agentStore(stateFolder, log.warn);
  const trying = {
    ...store,
    write: (state: AgentState) => store.write(state).catch((error) => reportError(error, log)),
  };
  return keepIdentity(mustKeep ? store : trying, host, log);
}

/** The DEVICEID of this machine, as `identityOf`. */
export async function deviceIdOf(asked: Asked): Promise<string> {
  return (await identityOf(asked)).deviceId;
}
