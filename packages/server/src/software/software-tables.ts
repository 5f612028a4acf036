import type { Generated } from 'kysely';

/** How the category of a title came to be: nobody decided, a rule did, a person did. */
export type DecidedBy = 'none' | 'rule' | 'hand';

export type SoftwareTables = {
  /** Categories, the three of every dictionary among them; those have a `code`. */
  software_categories: {
    id: Generated<number>;
    /** new, ignored or unchanged; null for a category that people made. */
    code: string | null;
    name: string;
    /** The name in small letters: no two categories differ in case only. */
    name_key: string;
    /** One of `CATEGORY_COLOURS`. */
    colour: string;
    description: string;
    unwanted: number;
  };
  /** The first rule that matches decides. An empty pattern matches everything. */
  software_rules: {
    id: Generated<number>;
    position: number;
    name: string;
    publisher: string;
    /** One of `VERSION_OPERATORS`; null for every version. */
    version_operator: string | null;
    version: string | null;
    category_id: number;
  };
  /** Names of publishers that mean another. The first pattern that matches decides. */
  software_aliases: { id: Generated<number>; position: number; pattern: string; publisher: string };
  /** What is decided and counted of each title. A title that just arrived has no row for some seconds. */
  software_catalog: {
    title_id: number;
    /** The name in small letters, cut. */
    sort_name: string;
    /** The publisher as lists show it. */
    publisher: string;
    publisher_key: string;
    category_id: number;
    decided_by: DecidedBy;
    rule_id: number | null;
    /** 1: unwanted whatever its category. */
    unwanted: number;
    /** Active machines that have it, as counted last. */
    machines: number;
    /** Different versions on active machines. */
    versions: number;
  };
  /** The same of each release: rules may be about versions. */
  software_release_facts: {
    release_id: number;
    title_id: number;
    category_id: number;
    /** 1: another category than its title's. */
    own_category: number;
    /** 1: by itself, its title or its category. */
    unwanted: number;
    machines: number;
  };
  /** How many machines had a title at the end of those UTC days on which the number changed. */
  software_title_days: { title_id: number; day: string; machines: number };
  /** What was counted of each machine: the counts above are the sums of these. */
  software_counted: {
    asset_id: number;
    /** Of its software section then. */
    fingerprint: string;
    /** Its releases, see `pack`. */
    releases: string;
  };
  /** What people moved, so that it can be undone. */
  software_moves: {
    id: Generated<number>;
    at: number;
    actor: string;
    kind: 'category' | 'unwanted';
    /** The category, or 1 and 0 for unwanted; null: back to the rules. */
    target: number | null;
    /** JSON of `[title, category, decided by, rule, unwanted]` of each title before. */
    titles: string;
    undone_at: number | null;
  };
  /** One row: the version of rules, aliases and categories, up to which the catalogue follows them, and the last count. */
  software_state: {
    id: number;
    version: number;
    applied_version: number;
    work_total: number;
    work_done: number;
    counted_at: number | null;
    counted_ms: number;
  };
};
