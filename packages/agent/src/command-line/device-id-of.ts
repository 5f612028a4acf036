import type { Host } from '../host/host.ts';
import { readKernel } from '../linux/kernel.ts';
import type { Log } from '../log.ts';
import { type AgentState, agentStore } from '../state.ts';
import { keepDeviceId } from '../targets/identity.ts';
import { reportError } from './report-error.ts';

type Asked = {
  readonly stateFolder: string;
  readonly host: Host;
  readonly log: Log;
  /** A server would see a new machine at every contact, while a printed inventory may be of one that never was kept. */
  readonly mustKeep: boolean;
};

/** The DEVICEID of this machine. @throws {AppError} `STATE_UNWRITABLE`, if it must be kept. */
export async function deviceIdOf({ stateFolder, host, log, mustKeep }: Asked): Promise<string> {
  const store = agentStore(stateFolder, log.warn);
  const { hostName } = await readKernel(host);
  const trying = {
    ...store,
    write: (state: AgentState) => store.write(state).catch((error) => reportError(error, log)),
  };
  return keepDeviceId(mustKeep ? store : trying, hostName, host.now(), log);
}
