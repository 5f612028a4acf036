import { toShortHostName } from '../device-id.ts';
import type { Host } from '../host/host.ts';
import { readKernel } from '../linux/kernel.ts';
import type { Log } from '../log.ts';
import { agentStore, targetStore } from '../state.ts';
import { type Identity, keepIdentity, ownState } from '../targets/identity.ts';
import { withoutCredentials } from '../transport/http-client.ts';
import { NAMES, type Peer, type PeerServer } from './peers.ts';

export type TakeOver = {
  /** A line for each thing that was taken. */
  readonly taken: readonly string[];
  readonly refused: readonly string[];
};

type Where = {
  readonly stateFolder: string;
  readonly host: Host;
  readonly log: Log;
  /** What this agent is known by already may be replaced. */
  readonly force: boolean;
};

/**
 * Makes this agent report as another one did: under its DEVICEID, with its label and administrative data, so that servers
 * see the machine they know.
 *
 * The first DEVICEID that is found becomes that of this agent, if it has none yet; further ones count for their servers.
 *
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export async function takeOver(peers: readonly Peer[], where: Where): Promise<TakeOver> {
  const { stateFolder, host, log, force } = where;
  const store = agentStore(stateFolder, log.warn);
  const before = await store.read();
  const isNew = before.deviceId === null || force;
  const deviceId = isNew ? first(peers.flatMap(({ servers }) => servers.map((server) => server.deviceId))) : null;
  const agentId = isNew ? first(peers.map((peer) => peer.agentId)) : null;
  const hostName = toShortHostName((await readKernel(host)).hostName);
  if (deviceId !== null || agentId !== null) {
    await store.write({
      ...before,
      deviceId: deviceId ?? before.deviceId,
      agentId: agentId ?? before.agentId,
      hostName: deviceId === null ? before.hostName : hostName,
    });
  }
  const identity = await keepIdentity(store, host, log);
  const taken: string[] = [];
  const refused: string[] = [];
  if (agentId !== null) taken.push(`agent id ${agentId}`);
  for (const peer of peers) {
    if (peer.agentId !== null && peer.agentId !== identity.agentId)
      refused.push(
        `agent id ${peer.agentId} of ${NAMES[peer.family]}: this agent has one already; --force replaces it`,
      );
    for (const server of peer.servers) {
      const refusal = await takeServer(server, identity, where);
      const known = server.deviceId === null ? 'without a device id' : `as ${server.deviceId}`;
      const tag = server.account.find(({ name }) => name === 'TAG')?.value;
      const label = tag === undefined ? '' : `, label "${tag}"`;
      const line = `server ${withoutCredentials(server.url)} of ${NAMES[peer.family]}, ${known}${label}`;
      if (refusal === null) taken.push(line);
      else refused.push(`${line}: ${refusal}`);
    }
  }
  return { taken, refused };
}

const first = (texts: readonly (string | null)[]) => texts.find((text) => text !== null) ?? null;

/** @returns Why not, or null. */
async function takeServer(server: PeerServer, identity: Identity, where: Where): Promise<string | null> {
  const store = targetStore(where.stateFolder, withoutCredentials(server.url), where.log.warn);
  const { state } = ownState(await store.read(), identity);
  if (state.reportedDeviceId !== null && state.reportedDeviceId !== server.deviceId && !where.force) {
    return `this agent reports to it already, as ${state.reportedDeviceId}; --force replaces that`;
  }
  const isOwn = server.deviceId !== null && server.deviceId !== identity.deviceId;
  await store.write({
    ...state,
    ownDeviceId: isOwn ? server.deviceId : null,
    ownDeviceIdHostName: isOwn ? identity.hostName : null,
    reportedDeviceId: server.deviceId ?? state.reportedDeviceId,
    prologFreqHours: server.prologFreqHours ?? state.prologFreqHours,
    accountInfo: server.account.length > 0 ? server.account : state.accountInfo,
  });
  return null;
}
