import { AppError, encodeContactReply, encodeStatusReply, type GlpiMessage } from '@muster/protocol';
import type { Decision } from '../fleet/contact-service.ts';
import type { Activity } from './activity-log.ts';
import type { GateServices, Message, Reply } from './exchange.ts';
import { takeInventory } from './take-inventory.ts';

/**
 * The version of the GLPI protocol that we speak; agents choose the form of their documents by it.
 *
 * Source: GLPI agent, contact answer, `tasks.inventory.version`.
 */
const SPOKEN_VERSION = '10.0.16';

/** Tasks that a GLPI agent may have; what this server does not serve is switched off for it. */
const TASKS = ['netdiscovery', 'netinventory', 'esx', 'collect', 'deploy', 'wakeonlan', 'remoteinventory'];

/** How a decision about a contact is logged. */
export const CONTACT_ACTIVITY = { send: 100, wait: 102, off: 106 } as const satisfies Record<
  Decision['inventory'],
  Activity
>;

/** Answers an agent that speaks JSON. */
export async function answerGlpi(services: GateServices, arrived: Message, message: GlpiMessage): Promise<Reply> {
  const { contact } = services;
  const { arrival } = arrived;
  switch (message.action) {
    case 'contact': {
      const decision = await contact.decide(message.deviceId, arrival, { wholeHours: false, tag: message.tag });
      if (decision.inventory === 'send') await contact.expectInventory(message.deviceId, arrival);
      await services.activity.note(arrived, message.deviceId, CONTACT_ACTIVITY[decision.inventory]);
      return json(contactReply(decision, message.enabledTasks));
    }
    case 'inventory': {
      const { assetId } = await takeInventory(services, message.inventory, arrived);
      const expiration = await contact.prologFreqHours(assetId);
      return json(encodeStatusReply({ status: 'ok', expiration }));
    }
    case 'get_params': {
      // No credentials are kept in this version: an answer without any tells the agent so.
      const expiration = await contact.prologFreqHours(null);
      return json(encodeStatusReply({ status: 'ok', expiration }));
    }
    case 'other':
      throw new AppError('QUERY_NOT_BUILT', { query: message.name });
  }
}

/** The answer to a contact, also to the XML PROLOG with which an agent asks whether we speak JSON. */
export function contactReply(decision: Decision, enabledTasks: readonly string[] = TASKS): string {
  const unserved = enabledTasks.filter((task) => task !== 'inventory');
  const disabled = decision.inventory === 'send' ? unserved : ['inventory', ...unserved];
  return encodeContactReply({
    expiration: decision.prologFreqHours,
    tasks: { inventory: { server: 'glpi', version: SPOKEN_VERSION } },
    disabled,
  });
}

export const json = (text: string): Reply => ({ text, format: 'json', family: 'glpi' });
