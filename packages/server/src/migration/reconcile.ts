import type { SectionName } from '@muster/protocol';
import type { CountLine } from './migration-report.ts';
import type { OcsDatabase } from './ocs-database.ts';
import { sectionOfTable } from './ocs-inventory.ts';
import { type OcsSchema, type OcsTable, quoted } from './ocs-schema.ts';
import { detailOf, tablesOf } from './take-machines.ts';
import type { Taken, TakeoverRepository } from './takeover-repository.ts';

/** Machines that are counted at once. */
const PAGE = 500;

type Needs = { readonly database: OcsDatabase; readonly schema: OcsSchema; readonly taken: TakeoverRepository };

type Tally = { theirs: number; ours: number; empty: number; elsewhere: number };

/** Counts the rows of every table on both sides, as they are in the two databases. */
export async function reconcile({ database, schema, taken }: Needs): Promise<CountLine[]> {
  const tables = tablesOf(schema);
  const tallies = new Map<OcsTable, Tally>(
    tables.map((table) => [table, { theirs: 0, ours: 0, empty: 0, elsewhere: 0 }]),
  );
  const machines: Tally = { theirs: 0, ours: 0, empty: 0, elsewhere: 0 };
  const accounts: Tally = { theirs: 0, ours: 0, empty: 0, elsewhere: 0 };
  let after = 0;
  for (;;) {
    const page = await database.rows(
      `SELECT ID FROM hardware WHERE ID > ? AND LEFT(DEVICEID, 1) <> '_' ORDER BY ID LIMIT ${PAGE}`,
      [after],
    );
    if (page.length === 0) break;
    after = Number(page.at(-1)?.ID);
    const ids = page.map(({ ID }) => ID ?? '');
    const [all, same] = await Promise.all([taken.find('machine', ids), taken.comparable(ids)]);
    const sameIds = new Set(same.map(({ ocs_id }) => ocs_id));
    machines.theirs += ids.length;
    machines.ours += all.size;
    await countAccounts({ database, taken }, ids, all, accounts);
    for (const table of tables) {
      const tally = tallies.get(table);
      if (tally === undefined || table.rows === 0) continue;
      const counts = await countTheirs(database, table, ids);
      for (const [id, count] of counts) {
        tally.theirs += count;
        if (all.has(id) && !sameIds.has(id)) tally.elsewhere += count;
      }
      for (const one of same) tally.empty += detailOf(one).empty[table.name.toLowerCase()] ?? 0;
      tally.ours += await countOurs(
        taken,
        table,
        same.flatMap(({ our_id }) => our_id ?? []),
      );
    }
  }
  const lines: CountLine[] = [{ what: 'hardware', theirs: machines.theirs, ours: machines.ours, explained: [] }];
  lines.push({ what: 'accountinfo', theirs: accounts.theirs, ours: accounts.ours, explained: gone(accounts) });
  for (const [table, { theirs, ours, empty, elsewhere }] of tallies) {
    const explained = [
      { reason: 'without any value', count: empty },
      { reason: 'of machines that report here by now', count: elsewhere },
    ].filter(({ count }) => count > 0);
    lines.push({ what: table.name, theirs, ours, explained });
  }
  return lines;
}

/** Administrative data of machines that were taken over; what became of the machine here since does not count. */
async function countAccounts(
  { database, taken }: Pick<Needs, 'database' | 'taken'>,
  ids: readonly string[],
  all: ReadonlyMap<string, Taken>,
  tally: Tally,
): Promise<void> {
  const rows = await database.rows('SELECT HARDWARE_ID FROM accountinfo WHERE HARDWARE_ID IN (?)', [ids.map(Number)]);
  const ours = rows.flatMap(({ HARDWARE_ID }) => all.get(HARDWARE_ID ?? '')?.our_id ?? []);
  const present = await taken.present(ours);
  tally.theirs += rows.length;
  tally.elsewhere += ours.length - present.length;
  tally.ours += await taken.countAccounts(present);
}

const gone = ({ elsewhere }: Tally) =>
  elsewhere === 0 ? [] : [{ reason: 'of machines deleted or merged here since', count: elsewhere }];

async function countTheirs(
  database: OcsDatabase,
  table: OcsTable,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await database.rows(
    `SELECT HARDWARE_ID, COUNT(*) AS N FROM ${quoted(table.name)} WHERE HARDWARE_ID IN (?) GROUP BY HARDWARE_ID`,
    [ids.map(Number)],
  );
  return new Map(rows.map(({ HARDWARE_ID, N }) => [HARDWARE_ID ?? '', Number(N)]));
}

async function countOurs(taken: TakeoverRepository, table: OcsTable, assetIds: readonly number[]): Promise<number> {
  const section: SectionName | null = sectionOfTable(table.name.toLowerCase());
  return section === null
    ? await taken.countOther(table.name.toUpperCase(), assetIds)
    : await taken.countRows(section, assetIds);
}
