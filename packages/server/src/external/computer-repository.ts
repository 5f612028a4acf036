import { ocsTables, sections } from '@muster/protocol';
import { type RawBuilder, sql } from 'kysely';
import { idInScope, inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { isLike, literal } from '../db/like.ts';
import { sectionTable } from '../db/section-table.ts';
import type { StoredAsset } from '../fleet/fleet-tables.ts';

/** Which computers; absent: all. */
export type ComputersFilter = {
  /** Those of whose changed sections one is among these, a bit each. */
  readonly changed?: number;
  readonly ids?: readonly number[];
  readonly notIds?: readonly number[];
  readonly tags?: readonly string[];
  readonly notTags?: readonly string[];
  readonly users?: readonly string[];
  /** Those whose last inventory came then or later. Milliseconds since 1970. */
  readonly since?: number;
  /** Fields of HARDWARE (`isHardwareField`) with the value they have; null: none. */
  readonly hardware?: readonly (readonly [string, string | null])[];
};

/** A field of HARDWARE (`isHardwareField`). */
export type Sort = { readonly field: string; readonly descending: boolean };

export type Page = { readonly limit: number; readonly offset: number };

export type Software = {
  readonly name: string;
  readonly publisher: string;
  readonly version: string | null;
  readonly computers: number;
};

type Kind = 'text' | 'number' | 'time';
type Address = { readonly kind: Kind; readonly at: RawBuilder<unknown> };
const text = (at: RawBuilder<unknown>): Address => ({ kind: 'text', at });
const number = (at: RawBuilder<unknown>): Address => ({ kind: 'number', at });
const time = (at: RawBuilder<unknown>): Address => ({ kind: 'time', at });

/** Where the fields of HARDWARE stand: what the last inventory says, and what the server keeps of a machine. */
const HARDWARE: ReadonlyMap<string, Address> = new Map([
  ...hardwareColumns(),
  ['ID', number(sql.ref('a.id'))],
  ['DEVICEID', text(sql.ref('a.device_id'))],
  ['NAME', text(sql.ref('a.name'))],
  ['TAG', text(sql.ref('a.tag'))],
  // Of machines of GLPI agents another section tells the system; the summary has it of all.
  ['OSNAME', text(sql`coalesce(h.os_name, a.os)`)],
  ['OSVERSION', text(sql`coalesce(h.os_version, a.os_version)`)],
  ['IPADDR', text(sql.ref('a.ip'))],
  ['IPSRC', text(sql.ref('a.source_ip'))],
  ['USERID', text(sql.ref('a.user_name'))],
  ['UUID', text(sql.ref('a.uuid'))],
  ['USERAGENT', text(sql.ref('a.agent'))],
  ['LASTDATE', time(sql.ref('a.last_inventory_at'))],
  ['LASTCOME', time(sql.ref('a.last_contact_at'))],
  ['QUALITY', number(sql.ref('a.quality'))],
  ['FIDELITY', number(sql.ref('a.fidelity'))],
  ['CHECKSUM', number(sql.ref('a.checksum'))],
]);

function hardwareColumns(): [string, Address][] {
  const stored = new Map(sectionTable(sections.hardware).columns.map((column) => [column.name, column.stored]));
  const fields = ocsTables().find(({ section }) => section === sections.hardware)?.fields ?? [];
  return fields.map(({ name, columnName, column }) => {
    const isNumber = column.type === 'integer' || column.type === 'real' || column.type === 'flag';
    const at = sql.ref(`h.${stored.get(columnName) ?? columnName}`);
    return [name, isNumber ? number(at) : text(at)];
  });
}

/** Fields that stand in `assets` alone. */
const OWN_FIELDS: ReadonlySet<string> = new Set(
  words('ID DEVICEID NAME TAG IPADDR IPSRC USERID UUID USERAGENT LASTDATE LASTCOME QUALITY FIDELITY CHECKSUM'),
);
const NEVER_UNKNOWN: ReadonlySet<string> = new Set(words('ID LASTCOME'));

function words(text: string): readonly string[] {
  return text.split(' ');
}

export const isHardwareField = (name: string): boolean => HARDWARE.has(name);

export type ComputerRepository = ReturnType<typeof createComputerRepository>;

/** The computers as other programs ask for them. What they ask with never becomes SQL text. */
export function createComputerRepository({ kysely, engine }: Db) {
  const idsAmong = (ids: readonly number[]) =>
    sql`(select wanted_id from ${engine.rowsFromJson(
      ids.map((id) => [id]),
      [{ name: 'wanted_id', type: 'reference' }],
    )})`;
  const textsAmong = (texts: readonly string[]) => sql`(select value from ${engine.textsFromJson(texts)})`;

  function conditions(filter: ComputersFilter): RawBuilder<unknown> {
    const { changed, ids, notIds, tags, notTags, users, since, hardware = [] } = filter;
    const all: RawBuilder<unknown>[] = [sql`a.kind = 'computer'`, sql`a.merged_into is null`, inScope()];
    if (changed !== undefined) all.push(sql`(a.checksum & ${changed}) <> 0`);
    if (ids !== undefined) all.push(sql`a.id in ${idsAmong(ids)}`);
    if (notIds !== undefined) all.push(sql`a.id not in ${idsAmong(notIds)}`);
    if (tags !== undefined) all.push(sql`a.tag in ${textsAmong(tags)}`);
    if (notTags !== undefined) all.push(sql`(a.tag is null or a.tag not in ${textsAmong(notTags)})`);
    if (users !== undefined) all.push(sql`a.user_name in ${textsAmong(users)}`);
    if (since !== undefined) all.push(sql`a.last_inventory_at >= ${since}`);
    return sql.join([...all, ...hardware.map(([field, value]) => fieldCondition(field, value))], sql` and `);
  }

  /** What a statement selects from: `a`, the assets; and `h`, their HARDWARE, where it is asked about. */
  function source({ hardware = [] }: ComputersFilter, { field }: Sort): RawBuilder<unknown> {
    const asked = [...hardware.map(([name]) => name), field];
    if (asked.every((name) => OWN_FIELDS.has(name))) return sql`assets a`;
    return sql`assets a left join section_hardware h on h.asset_id = a.id
      and h.row_id = (select min(f.row_id) from section_hardware f where f.asset_id = a.id)`;
  }

  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    async ids(filter: ComputersFilter, sort: Sort, { limit, offset }: Page): Promise<number[]> {
      const order = HARDWARE.get(sort.field)?.at ?? sql.ref('a.id');
      const direction = sql.raw(sort.descending ? 'desc' : 'asc');
      const unknownLast = NEVER_UNKNOWN.has(sort.field) ? sql`` : sql`case when ${order} is null then 1 else 0 end,`;
      const { rows } = await sql<{ id: number }>`select a.id from ${source(filter, sort)}
        where ${conditions(filter)} order by ${unknownLast} ${order} ${direction}, a.id ${direction}
        limit ${limit} offset ${offset}`.execute(kysely);
      return rows.map(({ id }) => id);
    },

    /** Those of the computers that are still there, in the order of the ids. */
    async list(ids: readonly number[]): Promise<StoredAsset[]> {
      const { rows } = await sql<StoredAsset>`select a.* from assets a where ${conditions({ ids })}`.execute(kysely);
      const found = new Map(rows.map((asset) => [asset.id, asset]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /** @returns How many of the ids are computers that who asks may see. */
    async setChecksum(trx: Executor, ids: readonly number[], checksum: number): Promise<number> {
      const { numUpdatedRows } = await trx
        .updateTable('assets')
        .set({ checksum })
        .where('kind', '=', 'computer')
        .where('merged_into', 'is', null)
        .where('id', 'in', sql<number>`${idsAmong(ids)}`)
        .where(idInScope(sql.ref('assets.id')))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    /** Software by name, publisher and version, and how many computers have it. */
    async software(prefix: string, { limit, offset }: Page): Promise<Software[]> {
      const named = prefix === '' ? sql`` : sql`and ${isLike(engine, sql.ref('t.name'), `${literal(prefix)}%`)}`;
      const { rows } = await sql<Software>`
        with page as (
          select t.name, t.publisher, r.version from software_releases r join software_titles t on t.id = r.title_id
          where exists (select 1 from section_software s join assets a on a.id = s.asset_id
            where s.release_id = r.id and a.merged_into is null and ${inScope()}) ${named}
          group by t.name, t.publisher, r.version
          order by t.name, t.publisher, r.version limit ${limit} offset ${offset})
        select page.name, page.publisher, page.version, (
          select count(distinct s.asset_id) from software_titles t
          join software_releases r on r.title_id = t.id
          join section_software s on s.release_id = r.id
          join assets a on a.id = s.asset_id
          where t.name = page.name and t.publisher = page.publisher and a.merged_into is null and ${inScope()}
            and coalesce(r.version, '') = coalesce(page.version, '')) as computers
        from page order by page.name, page.publisher, page.version`.execute(kysely);
      return rows;
    },
  };
}

function fieldCondition(field: string, value: string | null): RawBuilder<unknown> {
  const address = HARDWARE.get(field);
  if (address === undefined) return sql`1 = 0`;
  const { kind, at } = address;
  if (value === null) return sql`${at} is null`;
  // Databases of OCS Inventory compare texts without regard to case.
  if (kind === 'text') return sql`lower(${at}) = lower(${value})`;
  if (kind === 'number') {
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(value)) return sql`1 = 0`;
    return sql`cast(${at} as double precision) = cast(${value} as double precision)`;
  }
  const moment = Date.parse(`${value.replace(' ', 'T')}Z`);
  if (!Number.isFinite(moment)) return sql`1 = 0`;
  return sql`(${at} >= ${moment} and ${at} < ${moment + 1000})`;
}
