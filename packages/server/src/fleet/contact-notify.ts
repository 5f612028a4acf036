import { isIP } from 'node:net';
import { type Row, sections } from '@muster/protocol';
import type { Db } from '../db/database.ts';
import type { HistoryEntry } from '../history/history-entries.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { ContactRepository } from './contact-repository.ts';
import { accumulatedChecksum } from './inventory-rules.ts';
import type { Arrival } from './reception-service.ts';
import type { SectionRepository } from './section-repository.ts';
import { createSectionWriter, digestOf } from './section-writer.ts';
import { addressOf } from './summary.ts';

/** One card whose address changed, as the agent tells it. */
export type Interface = {
  readonly mac: string;
  readonly ip: string;
  readonly mask: string;
  readonly gateway: string | null;
  readonly dhcp: string | null;
  readonly subnet: string | null;
};

export type Notice = {
  readonly interfaces: readonly Interface[];
  /** `HARDWARE/IPADDR`. */
  readonly ipAddress: string | null;
};

/** What became of a notice, for the log. */
export type Noticed =
  | { readonly known: false }
  | {
      readonly known: true;
      readonly assetId: number;
      /** Cards that were found. */
      readonly updated: number;
      /** MAC addresses that the machine never reported. */
      readonly unknown: readonly string[];
    };

type Needs = {
  readonly db: Db;
  readonly assets: AssetRepository;
  readonly contacts: ContactRepository;
  readonly rows: SectionRepository;
  readonly history: HistoryService;
  readonly onUpdated: (assetId: number) => void;
};

export type Notifier = ReturnType<typeof createNotifier>;

/** Takes in what an agent tells between two inventories: that the addresses of its machine changed. */
export function createNotifier({ db, assets, contacts, rows, history, onUpdated }: Needs) {
  const writer = createSectionWriter(rows);
  return {
    /**
     * Writes new addresses into the cards that the machine has, with their history; cards that it never reported are left out.
     *
     * It is no inventory: when the next one is due does not change.
     */
    async notify(deviceId: string, notice: Notice, arrival: Arrival): Promise<Noticed> {
      const asset = await assets.findByDeviceId(deviceId);
      if (asset === undefined) return { known: false };
      const noticed = await db.kysely.transaction().execute(async (trx) => {
        const locked = await contacts.lockAsset(trx, asset.id);
        if (locked === undefined) return { known: false } as const; // deleted a moment ago
        const states = await assets.sectionStates(trx, asset.id);
        const stored = (await rows.list(trx, sections.networks, asset.id)).map(({ row }) => row);
        const { cards, updated, unknown } = readdressed(stored, notice.interfaces);
        const [known] = await rows.list(trx, sections.hardware, asset.id);
        const ipAddress = notice.ipAddress !== null && isAddressList(notice.ipAddress) ? notice.ipAddress : null;
        const hardware = known === undefined || ipAddress === null ? known?.row : { ...known.row, ipAddress };
        const digests = [
          ...(states.has('networks') ? [digestOf(sections.networks, cards)] : []),
          ...(hardware === undefined ? [] : [digestOf(sections.hardware, [hardware])]),
        ];
        const entries: HistoryEntry[] = [];
        const context = { trx, assetId: asset.id, created: false, entries, releases: undefined };
        const changed = await writer.writeChanged(context, digests, states);
        await assets.saveSectionStates(trx, asset.id, changed, arrival.at);
        await history.append(trx, asset.id, arrival.at, entries);
        const ip = addressOf(cards, hardware, arrival.sourceIp);
        await assets.update(trx, asset.id, {
          source_ip: arrival.sourceIp,
          ...(ip === null ? {} : { ip }),
          ...(updated === 0 ? {} : { checksum: accumulatedChecksum(locked.checksum, null, ['networks']) }),
        });
        return { known: true, assetId: asset.id, updated, unknown } as const;
      });
      if (noticed.known) onUpdated(noticed.assetId);
      return noticed;
    },
  };
}

/** The cards of a machine with the addresses that it tells. */
function readdressed(stored: readonly Row[], interfaces: readonly Interface[]) {
  const cards = [...stored];
  const unknown: string[] = [];
  let updated = 0;
  for (const told of interfaces) {
    const index = cardOf(cards, told);
    const card = cards[index];
    if (card === undefined) {
      unknown.push(told.mac);
      continue;
    }
    cards[index] = { ...card, ...addressesOf(told) };
    updated += 1;
  }
  return { cards, updated, unknown };
}

/** The row of a card: of several with its MAC address the one that has this address, else one that has any of its kind. */
function cardOf(cards: readonly Row[], { mac, ip }: Interface): number {
  const column = isIP(ip) === 6 ? 'ip6' : 'ip';
  const own = cards.flatMap((card, index) => (card.mac === mac ? [{ card, index }] : []));
  const same = own.find(({ card }) => card[column] === ip);
  const alike = own.find(({ card }) => (card[column] ?? null) !== null);
  return (same ?? alike ?? own[0])?.index ?? -1;
}

function addressesOf({ ip, mask, gateway, dhcp, subnet }: Interface): Row {
  if (isIP(ip) === 6) return { ip6: ip, mask6: mask, ...(subnet === null ? {} : { subnet6: subnet }) };
  return {
    ip,
    mask,
    ...(gateway === null ? {} : { gateway }),
    ...(dhcp === null ? {} : { dhcp }),
    ...(subnet === null ? {} : { subnet }),
  };
}

/** Several addresses are joined by "/". */
const isAddressList = (text: string) => text.length <= 1000 && text.split('/').every((part) => isIP(part) !== 0);
