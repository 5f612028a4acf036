import type { AuditService } from '../audit/audit-service.ts';
import type { Db } from '../db/database.ts';
import { createHistory } from '../history/create-history.ts';
import type { EventHub } from '../http/event-hub.ts';
import { createRecognition } from '../identity/create-recognition.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { AccountExchange } from './account-exchange.ts';
import { createAssetRepository } from './asset-repository.ts';
import { createAssetService } from './asset-service.ts';
import { createFloodFilter } from './contact-flood.ts';
import { createMessageKeeper, createMessageMover } from './contact-messages.ts';
import { createNotifier } from './contact-notify.ts';
import { createContactRepository } from './contact-repository.ts';
import { createContactService } from './contact-service.ts';
import { createContactSpread } from './contact-spread.ts';
import { createInventoryMover } from './inventory-mover.ts';
import { createOtherRepository } from './other-repository.ts';
import { createPresent } from './present.ts';
import { createReceptionService } from './reception-service.ts';
import { createSectionRepository } from './section-repository.ts';
import { createPrologSessions } from './session-service.ts';
import { createSoftwareRepository } from './software-repository.ts';
import { createSplitService } from './split-service.ts';
import { createTakeIn } from './take-in.ts';

type Needs = {
  readonly db: Db;
  readonly settings: SettingsService;
  readonly events: EventHub;
  readonly accounts?: AccountExchange;
  readonly clock?: () => number;
};

/** What the room `fleet` offers. */
export function createFleet({ db, settings, events, accounts, clock = Date.now }: Needs) {
  const assets = createAssetRepository(db);
  const rows = createSectionRepository(db, createSoftwareRepository(db));
  const other = createOtherRepository(db);
  const past = createHistory({ db, present: createPresent({ db, assets, rows }) });
  const { history } = past;
  const contacts = createContactRepository(db);
  const identity = createRecognition({ db, settings, clock });
  const stores = { db, assets, rows, other, history };
  const onUpdated = (id: number) => events.publish({ type: 'asset', data: { id, kind: 'updated' } });
  return {
    ...past,
    splitter: (audit: AuditService) =>
      createSplitService({ ...stores, states: past.states, identity, audit, onParted: onUpdated }),
    inventoryMover: createInventoryMover({ ...stores, deviceIdsOf: identity.deviceIdsOf, clock }),
    /** The records themselves, for the room that joins and parts them. */
    records: assets,
    reception: createReceptionService({
      ...stores,
      identity,
      accounts,
      onReceived: ({ assetId, created }) =>
        events.publish({ type: 'asset', data: { id: assetId, kind: created ? 'created' : 'updated' } }),
    }),
    /** For who brings whole records from elsewhere. */
    takeIn: createTakeIn({
      identity,
      find: assets.lock,
      reception: (about) => createReceptionService({ ...stores, ...about, onReceived: () => undefined }),
      transaction: (work) => db.kysely.transaction().execute(work),
    }),
    contact: createContactService({
      assets,
      contacts,
      settings,
      sessions: createPrologSessions({ contacts, settings }),
      flood: createFloodFilter({ contacts, settings }),
      spread: createContactSpread(),
    }),
    notifier: createNotifier({
      db,
      assets,
      contacts,
      rows,
      history,
      onUpdated,
    }),
    messages: createMessageKeeper({ assets, contacts }),
    messageMover: createMessageMover(contacts),
    assets: createAssetService({ db, assets, rows, other, ...past }),
  };
}
