import type { Generated } from 'kysely';

/** Times are milliseconds since 1970 in UTC. */
export type SettingsTables = {
  /** What was set; a setting without a row has its default. */
  settings: {
    name: string;
    /** JSON. */
    value: string;
    updated_at: number;
    /** Actor, as in the audit trail; null for what was set before there was one. */
    updated_by: string | null;
  };
  /** What was set for one asset or one group: exactly one of the two is not null. */
  setting_overrides: {
    id: Generated<number>;
    name: string;
    asset_id: number | null;
    group_id: number | null;
    /** JSON. */
    value: string;
    updated_at: number;
    updated_by: string;
  };
};
