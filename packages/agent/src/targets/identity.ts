import { createDeviceId, isDeviceIdOf } from '../device-id.ts';
import type { Log } from '../log.ts';
import type { AgentState, Store } from '../state.ts';

/**
 * The DEVICEID of this machine: made once, kept, and made anew when the machine got another name.
 *
 * One for all servers, so that what they know of the machine can be compared.
 *
 * @throws {AppError} `STATE_UNWRITABLE`.
 */
export async function keepDeviceId(store: Store<AgentState>, hostName: string, now: Date, log: Log): Promise<string> {
  const { deviceId } = await store.read();
  if (deviceId !== null && isDeviceIdOf(deviceId, hostName)) return deviceId;
  const fresh = createDeviceId(hostName, now);
  await store.write({ deviceId: fresh });
  log.info(
    deviceId === null ? `The device id is "${fresh}"` : `The machine was renamed: "${deviceId}" is now "${fresh}"`,
  );
  return fresh;
}
