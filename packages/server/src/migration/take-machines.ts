import { createHash } from 'node:crypto';
import { AppError } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { AssetRepository, StoredAsset } from '../fleet/asset-repository.ts';
import { EVERY_BIT } from '../fleet/inventory-rules.ts';
import type { TakeIn } from '../fleet/take-in.ts';
import type { OcsDatabase, OcsRow } from './ocs-database.ts';
import { toInventory, withEmptySections } from './ocs-inventory.ts';
import { type OcsSchema, type OcsTable, quoted } from './ocs-schema.ts';
import type { AdminTaker } from './take-admin-data.ts';
import type { Taken, TakeoverRepository } from './takeover-repository.ts';

/** Machines whose rows are in memory at once: some 600 software rows each. */
const PAGE = 10;

type Needs = {
  readonly database: OcsDatabase;
  readonly schema: OcsSchema;
  readonly taken: TakeoverRepository;
  readonly takeIn: TakeIn;
  readonly records: Pick<AssetRepository, 'find' | 'findByDeviceId' | 'update'>;
  readonly admin: AdminTaker;
  /** Something about assets changed: groups look at them again. */
  readonly touch: (trx: Executor, assetIds: readonly number[]) => Promise<void>;
  readonly clock: () => number;
};

export type MachineOutcome = 'created' | 'updated' | 'unchanged' | 'reportHere' | 'failed';

export type MachineEvent = {
  readonly id: string;
  readonly name: string;
  readonly outcome: MachineOutcome;
  /** Of a failed one, and of one that stays as it is here. */
  readonly reason: string | null;
};

/** What is kept of a machine besides its number, to compare and to run again. */
type Detail = { readonly empty: Readonly<Record<string, number>>; readonly account: string };

export const detailOf = (taken: Taken) => JSON.parse(taken.detail) as Detail; // safe: written here

/** All machines of theirs, one after the other, each wholly or not at all. */
export async function* takeMachines(
  needs: Needs,
  { dryRun, stop }: { readonly dryRun: boolean; readonly stop: AbortSignal },
): AsyncGenerator<MachineEvent, void, undefined> {
  let after = '0';
  while (!stop.aborted) {
    const page = await readPage(needs.database, after);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.ID ?? '';
    const ids = page.map(idOf);
    const accounts = await byMachine(needs.database, needs.schema.tables.get('accountinfo'), ids);
    const known = await needs.taken.find('machine', ids);
    const stamps = new Map(page.map((row) => [idOf(row), stampOf(row, accounts.get(idOf(row))?.[0])]));
    const work = page.filter((row) => dryRun || known.get(idOf(row))?.stamp !== stamps.get(idOf(row)));
    const rows = await readRows(needs, work.map(idOf));
    for (const hardware of page) {
      const id = idOf(hardware);
      const told = { id, name: hardware.NAME ?? '' };
      if (!work.includes(hardware)) {
        yield { ...told, outcome: 'unchanged', reason: null };
        continue;
      }
      if (stop.aborted) return;
      const machine: Machine = {
        id,
        hardware,
        account: accounts.get(id)?.[0],
        rows: rows.get(id) ?? new Map(),
        stamp: stamps.get(id) ?? '',
        known: known.get(id),
      };
      try {
        yield { ...told, ...(await takeMachine(needs, machine, dryRun)) };
      } catch (error) {
        // What is wrong with one machine is told; a full disk or a lost connection ends it all, and the next run goes on.
        if (!(error instanceof AppError) || error.code === 'OCS_DATABASE_UNREACHABLE') throw error;
        yield { ...told, outcome: 'failed', reason: `${error.message} (${error.code})` };
      }
    }
  }
}

type Machine = {
  readonly id: string;
  readonly hardware: OcsRow;
  readonly account: OcsRow | undefined;
  readonly rows: ReadonlyMap<string, readonly OcsRow[]>;
  readonly stamp: string;
  readonly known: Taken | undefined;
};

type Outcome = Pick<MachineEvent, 'outcome' | 'reason'>;

async function takeMachine(needs: Needs, machine: Machine, dryRun: boolean): Promise<Outcome> {
  const { hardware, known } = machine;
  const { inventory: read, empty } = toInventory(hardware, machine.rows);
  const times = timesOf(hardware, needs.clock());
  if (dryRun) return { outcome: known === undefined ? 'created' : 'unchanged', reason: null };
  const place = await placeOf(needs, machine, read.deviceId, times.inventory);
  if (place.stays !== null && (known !== undefined || place.asset === null))
    return { outcome: 'reportHere', reason: place.stays };
  const tag = machine.account?.TAG ?? null;
  const inventory =
    place.asset === null ? { ...read, tag } : withEmptySections(read, tablesOf(needs.schema).map(lowerName));
  const detail: Detail = { empty, account: accountHash(machine.account) };
  const finish = async (
    trx: Executor,
    asset: Pick<StoredAsset, 'id' | 'name' | 'tag' | 'first_seen_at'>,
    stored: boolean,
  ) => {
    if (stored) await needs.records.update(trx, asset.id, columnsOf(machine, asset, times, place.asset === null));
    if (known === undefined || detailOf(known).account !== detail.account) {
      await needs.admin.take(trx, asset, machine.account, `machine ${machine.id} (${hardware.NAME ?? ''})`);
    }
    const mapping = { ocs_id: machine.id, our_id: asset.id, stamp: machine.stamp, detail: JSON.stringify(detail) };
    await needs.taken.save({ ...mapping, taken_at: stored ? times.inventory : null }, 'machine', trx);
    await needs.touch(trx, [asset.id]);
  };
  if (place.stays !== null && place.asset !== null) {
    const asset = place.asset;
    await needs.takeIn.transaction((trx) => finish(trx, asset, false));
    return { outcome: 'reportHere', reason: place.stays };
  }
  const arrival = {
    at: times.inventory,
    sourceIp: hardware.IPSRC ?? null,
    userAgent: hardware.USERAGENT ?? null,
    agentId: null,
  };
  await needs.takeIn.receive(inventory, arrival, {
    assetId: place.asset?.id ?? null,
    within: (trx, asset) => finish(trx, asset, true),
  });
  return { outcome: place.asset === null ? 'created' : 'updated', reason: null };
}

/** The record here that a machine of theirs is; `stays`: why its inventory is left alone. */
async function placeOf(
  { records, taken }: Needs,
  { known }: Machine,
  deviceId: string,
  inventoryAt: number,
): Promise<{ asset: StoredAsset | null; stays: string | null }> {
  if (known !== undefined) {
    const asset = known.our_id === null ? undefined : await records.find(known.our_id);
    if (asset === undefined) return { asset: null, stays: 'it was taken over before, and deleted here since' };
    if (asset.merged_into !== null)
      return { asset, stays: 'it was taken over before, and merged with another here since' };
    const isTheirs = known.taken_at !== null && asset.last_inventory_at === known.taken_at;
    return {
      asset,
      stays: isTheirs || (asset.last_inventory_at ?? 0) < inventoryAt ? null : 'its agent reports here by now',
    };
  }
  const asset = await records.findByDeviceId(deviceId);
  // Two machines of theirs may have one identifier; they stay two.
  if (asset === undefined || (await taken.isTaken(asset.id))) return { asset: null, stays: null };
  const isNewer = (asset.last_inventory_at ?? 0) >= inventoryAt;
  return { asset, stays: isNewer ? 'its agent reports here already; its administrative data were taken over' : null };
}

function columnsOf(
  { hardware }: Machine,
  asset: Pick<StoredAsset, 'first_seen_at'>,
  { inventory, contact }: Times,
  isNew: boolean,
) {
  const isArchived = (hardware.ARCHIVE ?? null) !== null;
  return {
    last_contact_at: Math.max(contact, inventory),
    first_seen_at: isNew ? Math.min(contact, inventory) : Math.min(asset.first_seen_at, inventory),
    fidelity: Math.max(1, Math.trunc(numberOf(hardware.FIDELITY, 1))),
    quality: Math.max(0, numberOf(hardware.QUALITY, 0)),
    checksum: (numberOf(hardware.CHECKSUM, EVERY_BIT) % 2 ** 31) & EVERY_BIT,
    ...(isNew && isArchived ? { archived_at: Math.max(contact, inventory) } : {}),
  };
}

function numberOf(text: string | null | undefined, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : otherwise;
}

type Times = { readonly inventory: number; readonly contact: number };

/** LASTDATE is what the agent's clock said, and may lie in the future: no inventory is younger than the last contact. */
function timesOf({ LASTDATE_MS, LASTCOME_MS }: OcsRow, now: number): Times {
  const contact = Math.min(momentOf(LASTCOME_MS) ?? momentOf(LASTDATE_MS) ?? now, now);
  return { contact, inventory: Math.min(momentOf(LASTDATE_MS) ?? contact, contact) };
}

function momentOf(text: string | null | undefined): number | null {
  const value = Math.trunc(Number(text ?? 0) * 1000);
  return Number.isFinite(value) && value > 0 ? value : null;
}

async function readPage(database: OcsDatabase, after: string): Promise<OcsRow[]> {
  return await database.rows(
    `SELECT h.*, UNIX_TIMESTAMP(h.LASTDATE) AS LASTDATE_MS, UNIX_TIMESTAMP(h.LASTCOME) AS LASTCOME_MS
     FROM hardware h WHERE h.ID > ? AND LEFT(h.DEVICEID, 1) <> '_' ORDER BY h.ID LIMIT ${PAGE}`,
    [Number(after)],
  );
}

/** Every table whose rows are parts of inventories. */
export function tablesOf(schema: OcsSchema): OcsTable[] {
  const more = ['software', 'softwares', 'download_history'].flatMap((name) => schema.tables.get(name) ?? []);
  return [...schema.sections, ...more];
}

/** Rows of every table, by machine. */
async function readRows({ database, schema }: Needs, ids: readonly string[]) {
  const all = new Map<string, Map<string, OcsRow[]>>();
  const tables = tablesOf(schema);
  for (const table of tables) {
    for (const [id, rows] of await byMachine(database, table, ids)) {
      const machine = all.get(id) ?? new Map<string, OcsRow[]>();
      all.set(id, machine.set(lowerName(table), rows));
    }
  }
  return all;
}

async function byMachine(database: OcsDatabase, table: OcsTable | undefined, ids: readonly string[]) {
  const found = new Map<string, OcsRow[]>();
  if (table === undefined || table.rows === 0 || ids.length === 0) return found;
  const [select, from] = sourceOf(table);
  const order = table.columns.has('ID') ? 't.HARDWARE_ID, t.ID' : 't.HARDWARE_ID';
  const statement = `SELECT ${select} FROM ${from} WHERE t.HARDWARE_ID IN (?) ORDER BY ${order}`;
  for (const row of await database.rows(statement, [ids.map(Number)])) {
    const id = row.HARDWARE_ID ?? '';
    const rows = found.get(id);
    if (rows === undefined) found.set(id, [row]);
    else rows.push(row);
  }
  return found;
}

/** Software is kept apart from its texts since 2.6. */
function sourceOf({ name, columns }: OcsTable): [string, string] {
  if (!columns.has('NAME_ID')) return ['t.*', `${quoted(name)} t`];
  return [
    't.*, n.NAME AS NAME, p.PUBLISHER AS PUBLISHER, v.VERSION AS VERSION',
    `${quoted(name)} t LEFT JOIN software_name n ON n.ID = t.NAME_ID
     LEFT JOIN software_publisher p ON p.ID = t.PUBLISHER_ID LEFT JOIN software_version v ON v.ID = t.VERSION_ID`,
  ];
}

const idOf = (row: OcsRow) => row.ID ?? '';
const lowerName = (table: OcsTable) => table.name.toLowerCase();
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
const accountHash = (account: OcsRow | undefined) => hash(account ?? null);

/** Sections change with an inventory, which changes LASTDATE and LASTCOME. */
const stampOf = (hardware: OcsRow, account: OcsRow | undefined) => hash([hardware, account ?? null]);
