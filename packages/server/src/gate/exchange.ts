import type { MessageKeeper } from '../fleet/contact-messages.ts';
import type { Notifier } from '../fleet/contact-notify.ts';
import type { ContactService } from '../fleet/contact-service.ts';
import type { InventoryFingerprints } from '../fleet/fingerprints.ts';
import type { Arrival, ReceptionService } from '../fleet/reception-service.ts';
import type { ActivityLog } from './activity-log.ts';
import type { Coding } from './body.ts';
import type { InventoryCopies } from './inventory-copies.ts';
import type { PrologContributor } from './prolog-contributor.ts';

/** The services that the gate asks. */
export type GateServices = {
  readonly reception: ReceptionService;
  readonly contact: ContactService;
  readonly notifier: Notifier;
  readonly messages: MessageKeeper;
  readonly copies: InventoryCopies;
  readonly activity: ActivityLog;
  /** What rooms have to tell agents, in the order in which they are asked. */
  readonly contributors: readonly PrologContributor[];
};

/** The part of a logger that the gate uses. */
type MessageLog = Readonly<Record<'info' | 'error', (fields: object, text: string) => void>>;

/** A message of an agent. */
export type Message = {
  /** The document; of an inventory it is unpacked anew, and so only asked for where it is needed. */
  readonly text: () => Promise<string>;
  readonly arrival: Arrival;
  /** As it travelled. */
  readonly body: Buffer;
  readonly coding: Coding;
  /** It came with `GLPI-Agent-ID`: the answer to a PROLOG is wanted in JSON. */
  readonly isGlpi: boolean;
  readonly log: MessageLog;
  /** Of the inventory in the message; null where there is none. */
  readonly fingerprints: InventoryFingerprints | null;
};

/** What the agent gets: the text of a document, packed by the gate as the message was. */
export type Reply = {
  /** Empty for an answer without a body, which OCS agents get to what they only report. */
  readonly text: string;
  readonly format: 'xml' | 'json';
  /** The families look for different content types on a packed reply. */
  readonly family: 'ocs' | 'fusion' | 'glpi';
};
