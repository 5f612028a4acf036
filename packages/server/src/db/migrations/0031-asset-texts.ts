import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What the quick search looks in. */
const COLUMNS = [
  'name',
  'device_id',
  'tag',
  'os',
  'manufacturer',
  'model',
  'serial',
  'uuid',
  'ip',
  'user_name',
  'agent',
] as const;

/**
 * The texts of an asset that the quick search looks in, as one text, found by any three characters of it.
 *
 * SQLite has an index for that. PostgreSQL has one as an extension, which not every server offers: the same is made of what every
 * PostgreSQL has, an index of arrays. Triggers keep it, whoever writes; a contact changes none of these columns.
 */
export const assetTexts: Migration = {
  name: '0031-asset-texts',
  async up(db, { name: engine }) {
    const textOf = (row: string) =>
      sql.join(
        COLUMNS.map((column) => sql`coalesce(${sql.raw(row)}.${sql.ref(column)}, '')`),
        engine === 'sqlite' ? sql` || char(10) || ` : sql` || chr(10) || `,
      );
    const columns = sql.join(COLUMNS.map((column) => sql.ref(column)));
    const differs = (operator: string) =>
      sql.join(
        COLUMNS.map((column) => sql`old.${sql.ref(column)} ${sql.raw(operator)} new.${sql.ref(column)}`),
        sql` or `,
      );
    const statements =
      engine === 'sqlite'
        ? [
            sql`create virtual table asset_texts using fts5(text, tokenize = 'trigram')`,
            sql`insert into asset_texts (rowid, text) select a.id, ${textOf('a')} from assets a`,
            sql`create trigger asset_texts_insert after insert on assets begin
              insert into asset_texts (rowid, text) values (new.id, ${textOf('new')}); end`,
            sql`create trigger asset_texts_update after update of ${columns} on assets when ${differs('is not')} begin
              update asset_texts set text = ${textOf('new')} where rowid = new.id; end`,
            sql`create trigger asset_texts_delete after delete on assets begin
              delete from asset_texts where rowid = old.id; end`,
          ]
        : [
            sql`create table asset_texts (
              asset_id bigint not null primary key references assets (id) on delete cascade, text text not null)`,
            sql`create function asset_grams(given text) returns text[] language sql immutable parallel safe as $$
              select array(select substr(t, i, 3) from lower(given) as t, generate_series(1, length(t) - 2) as i) $$`,
            sql`insert into asset_texts (asset_id, text) select a.id, ${textOf('a')} from assets a`,
            // Entries that wait to be sorted in are read one by one: few of them.
            sql`create index asset_texts_grams on asset_texts using gin (asset_grams(text))
              with (gin_pending_list_limit = 256)`,
            sql`create function asset_texts_keep() returns trigger language plpgsql as $$ begin
              insert into asset_texts (asset_id, text) values (new.id, ${textOf('new')})
              on conflict (asset_id) do update set text = excluded.text;
              return null; end $$`,
            sql`create trigger asset_texts_insert after insert on assets
              for each row execute function asset_texts_keep()`,
            sql`create trigger asset_texts_update after update of ${columns} on assets
              for each row when (${differs('is distinct from')}) execute function asset_texts_keep()`,
          ];
    for (const statement of statements) await statement.execute(db);
  },
};
