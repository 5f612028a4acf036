import type { Inventory } from '@muster/protocol';
import type { Received } from '../fleet/reception-service.ts';
import type { GateServices, Message } from './exchange.ts';
import type { Accepted } from './inventory-copies.ts';

type Services = Pick<GateServices, 'reception' | 'contact' | 'copies' | 'activity'>;

/** What happens to an inventory, whatever language it came in: let in, stored, copied if wanted. */
export async function takeInventory(
  { reception, contact, copies, activity }: Services,
  inventory: Inventory,
  message: Message,
): Promise<Received> {
  const { arrival, fingerprints } = message;
  const { deviceId } = inventory;
  await activity.note(message, deviceId, 104);
  await contact.admit(deviceId, arrival).catch(async (error) => {
    await activity.note(message, deviceId, 107);
    throw error;
  });
  const received = await reception.receive(await contact.believed(inventory), arrival, fingerprints ?? undefined);
  await contact.settle(deviceId);
  if (received.created) await activity.note(message, deviceId, 103);
  await activity.note(message, deviceId, 101);
  const format = inventory.dialect === 'glpi' ? 'json' : 'xml';
  await copyMessage(copies, message, { kind: 'inventory', assetId: received.assetId, format });
  return received;
}

/** Copies an accepted message, if that is wanted. It never fails. */
export async function copyMessage(
  copies: GateServices['copies'],
  { body, coding, text, log }: Message,
  about: Pick<Accepted, 'kind' | 'assetId' | 'format'>,
): Promise<void> {
  try {
    await copies.keep({ ...about, body, coding, text });
  } catch (error) {
    // The message itself is safe; a folder that cannot be written must not make the agent send it again and again.
    log.error({ err: error, assetId: about.assetId }, 'The copy of a message could not be written');
  }
}
