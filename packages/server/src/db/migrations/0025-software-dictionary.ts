import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What people decide about software: categories, rules, publishers by one name; and how many machines have each. */
export const softwareDictionary: Migration = {
  name: '0025-software-dictionary',
  async up(db, { types, clustered }) {
    const autoId = sql.raw(types.autoId);
    const reference = sql.raw(types.reference);
    const integer = sql.raw(types.integer);
    const flag = sql.raw(types.flag);
    const time = sql.raw(types.time);
    const byKey = sql.raw(clustered);
    const statements = [
      sql`create table software_categories (
        id ${autoId}, code text unique, name text not null, name_key text not null unique, colour text not null,
        description text not null, unwanted ${flag} not null)`,
      // Numbers 1, 2 and 3: every database has these.
      sql`insert into software_categories (code, name, name_key, colour, description, unwanted) values
        ('new', 'NEW', 'new', 'gray', '', 0), ('ignored', 'IGNORED', 'ignored', 'gray', '', 0),
        ('unchanged', 'UNCHANGED', 'unchanged', 'gray', '', 0)`,
      sql`create table software_rules (
        id ${autoId}, position ${integer} not null, name text not null, publisher text not null,
        version_operator text, version text, category_id ${reference} not null references software_categories (id))`,
      sql`create table software_aliases (
        id ${autoId}, position ${integer} not null, pattern text not null, publisher text not null)`,
      sql`create table software_catalog (
        title_id ${reference} not null primary key references software_titles (id), sort_name text not null,
        publisher text not null, publisher_key text not null,
        category_id ${reference} not null references software_categories (id), decided_by text not null,
        rule_id ${reference}, unwanted ${flag} not null, machines ${integer} not null, versions ${integer} not null)`,
      sql`create index software_catalog_name on software_catalog (sort_name, title_id)`,
      sql`create index software_catalog_publisher on software_catalog (publisher_key, title_id)`,
      sql`create index software_catalog_machines on software_catalog (machines, title_id)`,
      sql`create index software_catalog_category on software_catalog (category_id, machines)`,
      sql`create table software_release_facts (
        release_id ${reference} not null primary key references software_releases (id), title_id ${reference} not null,
        category_id ${reference} not null references software_categories (id), own_category ${flag} not null,
        unwanted ${flag} not null, machines ${integer} not null)`,
      sql`create index software_release_facts_title on software_release_facts (title_id)`,
      sql`create index software_release_facts_category on software_release_facts (category_id)`,
      sql`create index software_release_facts_unwanted on software_release_facts (release_id) where unwanted = 1`,
      sql`create index software_release_facts_own on software_release_facts (category_id, title_id) where own_category = 1`,
      sql`create table software_title_days (
        title_id ${reference} not null references software_titles (id), day text not null, machines ${integer} not null,
        primary key (title_id, day)) ${byKey}`,
      sql`create index software_title_days_day on software_title_days (day, title_id)`,
      sql`create table software_moves (
        id ${autoId}, at ${time} not null, actor text not null, kind text not null, target ${reference},
        titles text not null, undone_at ${time})`,
      sql`create table software_state (
        id ${integer} not null primary key, version ${integer} not null, applied_version ${integer} not null,
        work_total ${integer} not null, work_done ${integer} not null, counted_at ${time}, counted_ms ${integer} not null)`,
      sql`insert into software_state (id, version, applied_version, work_total, work_done, counted_at, counted_ms)
        values (1, 0, 0, 0, 0, null, 0)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
