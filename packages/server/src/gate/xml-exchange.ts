import { AppError, encodeInventoryReply, encodePrologReply, writeXml, type XmlRequest } from '@muster/protocol';
import type { Decision } from '../fleet/contact-service.ts';
import type { GateServices, Message, Reply } from './exchange.ts';
import { CONTACT_ACTIVITY, contactReply, json } from './glpi-exchange.ts';
import { readNotice } from './notice.ts';
import { askContributors, type PrologFamily } from './prolog-contributor.ts';
import { copyMessage, takeInventory } from './take-inventory.ts';

/** Messages of the three families that this version knows of and does not serve yet. */
const KNOWN = new Set(['FILE', 'NETDISCOVERY', 'NETWORKDISCOVERY', 'NETWORKINVENTORY', 'SNMPINVENTORY', 'SNMPQUERY']);

/** Answers an agent that speaks XML: OCS and FusionInventory agents, and GLPI agents that do not know us yet. */
export async function answerXml(services: GateServices, message: Message, request: XmlRequest): Promise<Reply> {
  const { arrival } = message;
  switch (request.query) {
    case 'PROLOG': {
      const family = request.token === null ? 'ocs' : 'fusion';
      // GLPI agents say who they are only while they ask whether the server speaks JSON.
      const { isGlpi } = message;
      const manner = { wholeHours: family === 'ocs' && !isGlpi };
      const decision = await services.contact.decide(request.deviceId, arrival, manner);
      if (!isGlpi) return xml(await prologReply(services, request.deviceId, message, decision, family), family);
      if (decision.inventory === 'send') await services.contact.expectInventory(request.deviceId, arrival);
      await services.activity.note(message, request.deviceId, CONTACT_ACTIVITY[decision.inventory]);
      return json(contactReply(decision));
    }
    case 'INVENTORY': {
      const dialect = request.inventory.dialect === 'ocs' ? 'ocs' : 'fusion';
      const { account } = await takeInventory(services, request.inventory, message);
      return xml(encodeInventoryReply({ dialect, account }), dialect);
    }
    case 'OTHER':
      return await answerOther(services, message, request.name, request.deviceId);
  }
}

async function prologReply(
  { contact, contributors, activity }: GateServices,
  deviceId: string,
  message: Message,
  decision: Decision,
  family: PrologFamily,
): Promise<string> {
  // Where inventories are off, so is everything else. Source: OCS protocol, BREAK.
  const asked =
    decision.inventory === 'off'
      ? { options: [], needsInventory: false }
      : await askContributors(contributors, decision.asset, family);
  const sends = decision.inventory === 'send' || asked.needsInventory;
  if (sends) await contact.expectInventory(deviceId, message.arrival);
  const wantsElse = !sends && asked.options.length > 0;
  await activity.note(message, deviceId, wantsElse ? 105 : CONTACT_ACTIVITY[sends ? 'send' : decision.inventory]);
  return encodePrologReply({
    response: sends ? 'SEND' : 'STOP',
    prologFreq: decision.prologFreqHours,
    inventoryOnStartup: decision.inventoryOnStartup,
    options: asked.options,
  });
}

/** What OCS agents report beside inventories. Source: OCS protocol, request envelope and replies. */
async function answerOther(
  services: GateServices,
  message: Message,
  query: string,
  deviceId: string | null,
): Promise<Reply> {
  const kind = query.toUpperCase();
  switch (kind) {
    case 'NOTIFY':
      await services.activity.note(message, known(deviceId), 322);
      await takeNotice(services, message, known(deviceId));
      return NOTHING;
    case 'DOWNLOAD':
    case 'SNMP': {
      if (kind === 'DOWNLOAD') await services.activity.note(message, known(deviceId), 2001);
      const assetId = await services.messages.keep(known(deviceId), kind, await message.text(), message.arrival);
      if (assetId === null) message.log.info({ query: kind }, 'A message of an unknown machine was not kept');
      else if (kind === 'SNMP') await copyMessage(services.copies, message, { kind: 'snmp', assetId, format: 'xml' });
      return NOTHING;
    }
    case 'UPDATE':
      // Agents once updated themselves in this way; no server has done it for years.
      return xml(writeXml({ name: 'REPLY', children: [{ name: 'RESPONSE', text: 'NO_UPDATE' }] }), 'ocs');
    case 'SYSTEM':
      return NOTHING; // declared by the protocol, without any content
    default:
      throw new AppError(KNOWN.has(kind) ? 'QUERY_NOT_BUILT' : 'QUERY_UNKNOWN', { query });
  }
}

async function takeNotice({ notifier }: GateServices, { text, arrival, log }: Message, deviceId: string) {
  const notice = readNotice(await text());
  if (notice === null) {
    log.info({ query: 'NOTIFY' }, 'A notice of an unknown type was ignored');
    return;
  }
  const noticed = await notifier.notify(deviceId, notice, arrival);
  if (!noticed.known) log.info({ query: 'NOTIFY' }, 'A notice of an unknown machine was ignored');
  else if (noticed.unknown.length > 0) {
    log.info({ query: 'NOTIFY', assetId: noticed.assetId, macs: noticed.unknown }, 'A notice named unknown cards');
  }
}

function known(deviceId: string | null): string {
  if (deviceId === null) throw new AppError('DEVICE_ID_MISSING');
  return deviceId;
}

const NOTHING: Reply = { text: '', format: 'xml', family: 'ocs' };

const xml = (text: string, family: 'ocs' | 'fusion'): Reply => ({ text, format: 'xml', family });
