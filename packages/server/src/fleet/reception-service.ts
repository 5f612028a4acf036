import { type Inventory, type Row, type Section, type SectionName, sections } from '@muster/protocol';
import type { Db, Executor } from '../db/database.ts';
import type { HistoryEntry } from '../history/history-entries.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { IdentityRule, IdentityService } from '../identity/identity-service.ts';
import type { AccountExchange, Exchanged } from './account-exchange.ts';
import type { AssetRepository, SectionState, StoredAsset } from './asset-repository.ts';
import { fingerprintInventory, hash, type InventoryFingerprints } from './fingerprints.ts';
import type { AssetsTable } from './fleet-tables.ts';
import { accumulatedChecksum, EVERY_BIT, isEmptyWhenAbsent, needsKnownUser, withKnownUser } from './inventory-rules.ts';
import type { OtherRepository } from './other-repository.ts';
import type { SectionRepository } from './section-repository.ts';
import { createSectionWriter, type Digest, digestOf } from './section-writer.ts';
import { createSnapshots, packSnapshot } from './snapshot.ts';
import { summarize } from './summary.ts';

/** How and when a message reached us. */
export type Arrival = {
  /** By the server's own clock, ms since 1970; never the agent's. */
  readonly at: number;
  readonly sourceIp: string | null;
  readonly userAgent: string | null;
  /** UUID of a GLPI agent. */
  readonly agentId: string | null;
};

export type Received = {
  readonly assetId: number;
  readonly created: boolean;
  /** Sections whose stable content changed; empty for an unchanged machine. */
  readonly changed: readonly string[];
  /** Administrative values that the agent shall replace its own by; null when those are right. */
  readonly account: Exchanged['account'];
};

type Needs = {
  readonly db: Db;
  readonly assets: AssetRepository;
  readonly rows: SectionRepository;
  readonly other: OtherRepository;
  readonly history: HistoryService;
  readonly identity: IdentityService;
  /** Administrative data; without it a TAG is what the first inventory said. */
  readonly accounts?: AccountExchange | undefined;
  /** Told after the inventory is safe in the database. */
  readonly onReceived: (received: Received) => void;
};

type Exchange = Awaited<ReturnType<AccountExchange['prepare']>>;

/** Under which name `asset_sections` keeps the state of what no section defines. */
const OTHER = 'other';

/** Characters of a TAG at most; longer ones are none, as the administrative data says of any of its texts. */
const TAG_LENGTH = 500;

/** What is known of an inventory before its transaction begins. */
type Prepared = {
  readonly digests: ReadonlyMap<string, Digest>;
  readonly exchange: Exchange | undefined;
  readonly rule: IdentityRule;
};

export type ReceptionService = ReturnType<typeof createReceptionService>;

/** Takes inventories in: compares with what is stored, writes only what changed, in one transaction. */
export function createReceptionService({ db, assets, rows, other, history, identity, accounts, onReceived }: Needs) {
  const writer = createSectionWriter(rows);
  const snapshots = createSnapshots({ assets, rows, other });
  return {
    /**
     * Stores an inventory.
     *
     * All of it is stored, or nothing. A section that is absent leaves its rows alone, unless the document says that it
     * changed (its bit in CHECKSUM): then the machine has none of it any more.
     *
     * @param fingerprints Of this inventory, where they are known already: rows of sections that did not change are then
     * never looked at.
     */
    async receive(
      inventory: Inventory,
      arrival: Arrival,
      fingerprints: InventoryFingerprints = fingerprintInventory(inventory),
    ): Promise<Received> {
      const digests = digest(inventory, fingerprints);
      const software = digests.get('software');
      // Asked before the transaction: what is set is read on a connection of its own.
      const prepared = { digests, exchange: await accounts?.prepare(), rule: await identity.rule() };
      let releases: ReadonlyMap<Row, number> | undefined;
      for (;;) {
        const attempt = releases;
        const received = await db.kysely
          .transaction()
          .execute((trx) => write(trx, inventory, arrival, prepared, attempt));
        if (received !== 'needs-releases') {
          onReceived(received);
          return received;
        }
        releases = byRow(software, await rows.ensureReleases(software?.rows ?? []));
      }
    },
  };

  async function write(
    trx: Executor,
    inventory: Inventory,
    arrival: Arrival,
    { digests, exchange, rule }: Prepared,
    ensured: ReadonlyMap<Row, number> | undefined,
  ): Promise<Received | 'needs-releases'> {
    const resolution = await identity.resolve(trx, inventory, arrival, rule);
    const found = resolution.assetId === null ? undefined : await assets.lock(trx, resolution.assetId);
    const states = found === undefined ? new Map<string, SectionState>() : await assets.sectionStates(trx, found.id);
    const software = digests.get('software');
    let releases = ensured;
    if (software !== undefined && releases === undefined) {
      const sameSoftware = states.get('software')?.fingerprint === software.fingerprint;
      if (!sameSoftware && software.rowCount > 0) {
        const known = rows.knownReleases(software.rows);
        if (known === undefined) return 'needs-releases';
        releases = byRow(software, known);
      }
    }
    const softwareCount = software?.rowCount ?? states.get('software')?.rowCount ?? 0;
    const summary = assetValues(inventory, arrival, softwareCount);
    const asset = found ?? (await createAsset(trx, inventory, arrival, summary));
    const takeSnapshot = found && (async () => packSnapshot(await snapshots.take(trx, found)));
    await identity.settle(trx, asset.id, resolution, arrival.at, takeSnapshot);
    const created = found === undefined;
    const entries: HistoryEntry[] = [];
    const context = { trx, assetId: asset.id, created, entries, releases };
    const told = [...digests.values(), ...vanished(inventory, digests, states)];
    const current = created ? told : await withKnownPeople(trx, asset.id, inventory, told);
    const changed = await writer.writeChanged(context, current, states);
    summary.checksum = accumulatedChecksum(
      asset.checksum,
      inventory.checksum,
      changed.map(({ section }) => section),
    );
    const otherState = await writeOther(trx, asset.id, inventory, states.get(OTHER));
    if (otherState !== undefined) changed.push(otherState);
    await assets.saveSectionStates(trx, asset.id, changed, arrival.at);
    if (created) {
      const counts = Object.fromEntries([...digests.values()].map((one) => [one.section.name, one.rowCount]));
      entries.push({ section: '', kind: 'created', row_key: '', before: null, after: JSON.stringify(counts) });
    } else {
      await assets.update(trx, asset.id, summary);
    }
    const exchanged = await exchange?.(trx, { asset, created, inventory, at: arrival.at });
    entries.push(...(exchanged?.entries ?? []));
    const isOtherAgent = found !== undefined && found.agent_family !== summary.agent_family;
    await history.append(trx, asset.id, arrival.at, entries, isOtherAgent);
    const names = changed.filter((state) => state.changed && state.section !== OTHER).map((state) => state.section);
    return { assetId: asset.id, created, changed: names, account: exchanged?.account ?? null };
  }

  /** The sections as they shall be stored: people whom this inventory cannot know of are kept. */
  async function withKnownPeople(trx: Executor, assetId: number, inventory: Inventory, told: readonly Digest[]) {
    if (!needsKnownUser(inventory)) return told;
    const [known] = await rows.list(trx, sections.hardware, assetId);
    if (known === undefined) return told;
    return told.map((one) =>
      one.section.name === 'hardware'
        ? digestOf(
            one.section,
            one.rows.map((row) => withKnownUser(inventory, row, known.row)),
          )
        : one,
    );
  }

  async function createAsset(
    trx: Executor,
    inventory: Inventory,
    arrival: Arrival,
    summary: Partial<AssetsTable>,
  ): Promise<StoredAsset> {
    const asset: Omit<AssetsTable, 'id'> = {
      ...EMPTY_ASSET,
      kind: kindOf(inventory.itemType),
      device_id: inventory.deviceId,
      name: inventory.deviceId,
      tag: inventory.tag?.slice(0, TAG_LENGTH) ?? null,
      agent_family: 'unknown',
      first_seen_at: arrival.at,
      last_contact_at: arrival.at,
      ...summary,
    };
    const id = await assets.create(trx, asset);
    return { ...asset, id };
  }

  async function writeOther(
    trx: Executor,
    assetId: number,
    inventory: Inventory,
    state: SectionState | undefined,
  ): Promise<(SectionState & { changed: boolean }) | undefined> {
    // What a partial inventory leaves out is unchanged, also here.
    if (inventory.other.length === 0 && (state === undefined || inventory.partial)) return undefined;
    const fingerprint = hash(JSON.stringify(inventory.other));
    if (state?.fingerprint === fingerprint) return undefined;
    await other.replace(trx, assetId, inventory.other);
    const rowCount = inventory.other.length;
    return { section: OTHER, fingerprint, volatileFingerprint: '', rowCount, changed: true };
  }
}

const EMPTY_ASSET = {
  agent_id: null,
  tag: null,
  os: null,
  os_version: null,
  os_version_key: null,
  manufacturer: null,
  model: null,
  serial: null,
  uuid: null,
  ip: null,
  user_name: null,
  memory_mib: null,
  cpu: null,
  agent: null,
  source_ip: null,
  last_inventory_at: null,
  fidelity: 1,
  quality: 0,
  checksum: EVERY_BIT,
  software_count: 0,
  other_truncated: 0,
  archived_at: null,
  merged_into: null,
};

function assetValues(inventory: Inventory, arrival: Arrival, softwareCount: number): Partial<AssetsTable> {
  const agent = inventory.agent ?? arrival.userAgent;
  return {
    ...summarize(inventory, arrival.sourceIp),
    ...(arrival.agentId === null ? {} : { agent_id: arrival.agentId }),
    device_id: inventory.deviceId,
    agent,
    agent_family: agentFamily(agent, inventory),
    source_ip: arrival.sourceIp,
    last_contact_at: arrival.at,
    last_inventory_at: arrival.at,
    software_count: softwareCount,
    other_truncated: inventory.otherTruncated ? 1 : 0,
  };
}

function agentFamily(agent: string | null, inventory: Inventory): string {
  if (agent !== null && /muster/i.test(agent)) return 'muster';
  if (agent !== null && /glpi/i.test(agent)) return 'glpi';
  if (agent !== null && /fusion/i.test(agent)) return 'fusion';
  return inventory.dialect;
}

function kindOf(itemType: string): string {
  const kinds: Readonly<Record<string, string>> = {
    Computer: 'computer',
    NetworkEquipment: 'network',
    Printer: 'printer',
    Phone: 'phone',
    Unmanaged: 'unmanaged',
  };
  return kinds[itemType] ?? 'other';
}

function byRow(software: Digest | undefined, ids: readonly number[]): ReadonlyMap<Row, number> {
  return new Map((software?.rows ?? []).map((row, i) => [row, ids[i] ?? -1]));
}

/** The sections of an inventory with their fingerprints. */
function digest({ sections: told }: Inventory, fingerprints: InventoryFingerprints): Map<string, Digest> {
  const digests = new Map<string, Digest>();
  for (const section of Object.values(sections) as readonly Section[]) {
    const known = fingerprints.get(section.name);
    if (known === undefined) continue;
    digests.set(section.name, {
      section,
      ...known,
      get rows() {
        return told[section.name as SectionName] ?? [];
      },
    });
  }
  return digests;
}

/** Sections that are stored, are not in the document, and of which the document says that they changed. */
function vanished(
  inventory: Inventory,
  digests: ReadonlyMap<string, Digest>,
  states: ReadonlyMap<string, SectionState>,
): Digest[] {
  return (Object.values(sections) as readonly Section[])
    .filter(({ name }) => !digests.has(name) && (states.get(name)?.rowCount ?? 0) > 0)
    .filter((section) => isEmptyWhenAbsent(inventory, section))
    .map((section) => digestOf(section, []));
}
