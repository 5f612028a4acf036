import { createDeviceId, isDeviceIdOf, toShortHostName } from '../device-id.ts';
import type { Host } from '../host/host.ts';
import { readKernel } from '../linux/kernel.ts';
import type { Log } from '../log.ts';
import type { AgentState, Store, TargetState } from '../state.ts';
import { NEW_TARGET } from '../state.ts';
import { isCopy, mergeEvidence, readMachineEvidence } from './machine-evidence.ts';

/** Who this agent is. */
export type Identity = {
  readonly deviceId: string;
  readonly agentId: string;
  readonly hostName: string;
};

/**
 * The identity of this machine: made once and kept.
 *
 * A machine that was renamed gets another DEVICEID, and servers are told the old one; a copy of a machine gets
 * everything anew, and servers are told nothing of the original. One for all servers, so that what they know of the
 * machine can be compared.
 *
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export async function keepIdentity(store: Store<AgentState>, host: Host, log: Log): Promise<Identity> {
  const [state, { hostName: fullName }, evidence] = await Promise.all([
    store.read(),
    readKernel(host),
    readMachineEvidence(host),
  ]);
  const hostName = toShortHostName(fullName);
  const isRenamed = wasRenamed(state, fullName);
  const copied = state.deviceId !== null && isCopy(state.machine, evidence, isRenamed);
  const isNew = state.deviceId === null || copied;
  const next: AgentState = {
    deviceId:
      isNew || isRenamed ? createDeviceId(fullName, copied ? someTimeBefore(host.now()) : host.now()) : state.deviceId,
    agentId: copied ? crypto.randomUUID() : (state.agentId ?? crypto.randomUUID()),
    hostName: isNew || isRenamed ? hostName : (state.hostName ?? hostName),
    machine: copied ? evidence : mergeEvidence(state.machine, evidence),
  };
  if (JSON.stringify(next) !== JSON.stringify(state)) await store.write(next);
  tell(log, state.deviceId, next.deviceId, copied);
  // Safe: both were just made if there were none.
  return { deviceId: next.deviceId ?? '', agentId: next.agentId ?? '', hostName: next.hostName ?? hostName };
}

/** Copies of one template are started in the same second, and with the same name: their DEVICEIDs must differ. */
function someTimeBefore(now: Date): Date {
  return new Date(now.getTime() - (1 + Math.floor(Math.random() * 86_399)) * 1000);
}

/** A machine has no name of its own before its network gives it one; that is no new name. */
function wasRenamed({ deviceId, hostName }: AgentState, fullName: string): boolean {
  if (deviceId === null || /^(localhost(\..*)?|\(none\))?$/.test(fullName)) return false;
  return hostName === null ? !isDeviceIdOf(deviceId, fullName) : hostName !== toShortHostName(fullName);
}

function tell(log: Log, before: string | null, now: string | null, copied: boolean): void {
  if (before === now) return;
  if (before === null) log.info(`The device id is "${now}"`);
  else if (copied) {
    log.warn(`The state came here with the disk of another machine, "${before}": this one is new, and is now "${now}"`);
  } else log.info(`The machine was renamed: "${before}" is now "${now}"`);
}

/** What is remembered of a server, unless it is another machine's memory; the DEVICEID it knows this machine by. */
export function ownState(state: TargetState, identity: Identity): { state: TargetState; deviceId: string } {
  const isOurs = state.agentId === null || state.agentId === identity.agentId;
  const own = isOurs ? state : { ...NEW_TARGET, dialect: state.dialect, knownAs: state.knownAs };
  const isValid = own.ownDeviceId !== null && own.ownDeviceIdHostName === identity.hostName;
  return {
    state: { ...own, agentId: identity.agentId },
    deviceId: isValid ? (own.ownDeviceId ?? identity.deviceId) : identity.deviceId,
  };
}
