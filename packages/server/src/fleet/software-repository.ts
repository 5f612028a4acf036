import { createHash } from 'node:crypto';
import { type Row, sections, versionKey } from '@muster/protocol';
import { sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import { toStored } from '../db/engine.ts';
import { sectionTable, TITLE_COLUMNS } from '../db/section-table.ts';

/** Releases remembered by a process: about 400 bytes each. A fleet of one system has some 3,000, a mixed one 100,000. */
const REMEMBERED = 60_000;

const table = sectionTable(sections.software);
const ownColumns = table.sharedColumns.filter(({ name }) => !TITLE_COLUMNS.includes(name));

type Release = { readonly key: string; readonly fingerprint: string; readonly row: Row };

export type SoftwareRepository = ReturnType<typeof createSoftwareRepository>;

/** Software titles and releases: what is the same on every machine that has it, stored once. */
export function createSoftwareRepository(db: Db) {
  /** Release ids by key, the longest unused first. Only committed ids are in it. */
  const known = new Map<string, number>();

  function remember(key: string, id: number): void {
    // Which was used last is of no use before there is something to forget, and costs more than all else here.
    if (known.size < REMEMBERED / 2 && known.has(key)) return;
    known.delete(key);
    known.set(key, id);
    if (known.size > REMEMBERED) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
  }

  return {
    /** The release of each row, if this process remembers them all; else undefined. */
    knownReleases(rows: readonly Row[]): number[] | undefined {
      const ids: number[] = [];
      for (const row of rows) {
        const key = releaseKey(row);
        const id = known.get(key);
        if (id === undefined) return undefined;
        remember(key, id);
        ids.push(id);
      }
      return ids;
    },

    /**
     * The release of each row, created where it is new.
     *
     * It commits on its own, before the inventory: a release that no machine has is harmless, and so processes which
     * receive at the same time never wait for one another's inventories.
     *
     * @param rows Rows of section `software`.
     * @returns Ids in the order of the rows.
     */
    async ensureReleases(rows: readonly Row[]): Promise<number[]> {
      const keys = rows.map(releaseKey);
      const missing = new Map<string, Release>();
      for (const [i, key] of keys.entries()) {
        const row = rows[i];
        if (row === undefined || known.has(key) || missing.has(key)) continue;
        missing.set(key, { key, fingerprint: fingerprintOf(key), row });
      }
      const ids = new Map<string, number>();
      if (missing.size > 0) {
        const found = await findOrCreate(db, [...missing.values()]);
        for (const { key, fingerprint } of missing.values()) {
          const id = found.get(fingerprint);
          if (id === undefined) throw new Error(`Release ${fingerprint} was neither found nor created`);
          ids.set(key, id);
        }
      }
      // Ids are taken before anything is remembered: remembering may push a needed one out.
      const result = keys.map((key) => ids.get(key) ?? known.get(key) ?? -1);
      for (const [i, key] of keys.entries()) remember(key, result[i] ?? -1);
      return result;
    },
  };
}

function releaseKey(row: Row): string {
  let key = '';
  for (const { name } of table.sharedColumns) key += `${row[name] ?? ''}\u001f`;
  return key;
}

/** 128 bits are enough never to meet a collision among all software there is. */
function fingerprintOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

async function findOrCreate(db: Db, releases: readonly Release[]): Promise<Map<string, number>> {
  const found = await findReleases(db, db.kysely, releases);
  const missing = releases.filter(({ fingerprint }) => !found.has(fingerprint));
  if (missing.length === 0) return found;
  // One order in every process, so that two which insert the same releases cannot wait for each other in a circle.
  missing.sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  await db.kysely.transaction().execute((trx) => createReleases(db, trx, missing));
  for (const [fingerprint, id] of await findReleases(db, db.kysely, missing)) found.set(fingerprint, id);
  return found;
}

async function findReleases(db: Db, executor: Executor, releases: readonly Release[]): Promise<Map<string, number>> {
  const wanted = db.engine.textsFromJson(releases.map(({ fingerprint }) => fingerprint));
  const { rows } = await sql<{ id: number; fingerprint: string }>`
    select id, fingerprint from software_releases where fingerprint in (select value from ${wanted})`.execute(executor);
  return new Map(rows.map(({ id, fingerprint }) => [fingerprint, id]));
}

async function createReleases({ engine }: Db, trx: Executor, releases: readonly Release[]): Promise<void> {
  const titles = new Map<string, readonly [string, string, string]>();
  for (const { row } of releases) {
    const title = titleFingerprint(row);
    titles.set(title, [String(row.name ?? ''), String(row.publisher ?? ''), title]);
  }
  const given = engine.rowsFromJson(
    [...titles.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, title]) => title),
    [
      { name: 'name', type: 'text' },
      { name: 'publisher', type: 'text' },
      { name: 'fingerprint', type: 'text' },
    ],
  );
  await sql`insert into software_titles (name, publisher, fingerprint)
    select name, publisher, fingerprint from ${given} where true on conflict (fingerprint) do nothing`.execute(trx);
  const columns = ownColumns.map(({ stored }) => sql.ref(stored));
  const values = releases.map(({ fingerprint, row }) => [
    titleFingerprint(row),
    fingerprint,
    typeof row.version === 'string' ? versionKey(row.version) : null,
    ...ownColumns.map(({ name, column }) => toStored(column, row[name])),
  ]);
  const rows = engine.rowsFromJson(values, [
    { name: 'title', type: 'text' },
    { name: 'fingerprint', type: 'text' },
    { name: 'version_key', type: 'text' },
    ...ownColumns.map(({ stored, column }) => ({ name: stored, type: column.type })),
  ]);
  await sql`insert into software_releases (title_id, fingerprint, version_key, ${sql.join(columns)})
    select t.id, given.fingerprint, given.version_key, ${sql.join(ownColumns.map(({ stored }) => sql.ref(`given.${stored}`)))}
    from (select * from ${rows}) as given
    join software_titles t on t.fingerprint = given.title
    where true on conflict (fingerprint) do nothing`.execute(trx);
}

const titleFingerprint = (row: Row) => fingerprintOf(`${row.name ?? ''}\u001f${row.publisher ?? ''}`);
