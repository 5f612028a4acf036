import type { Generated } from 'kysely';

/** One inventoried thing: what lists show of it, and when it was heard of. Times are ms since 1970, UTC. */
export type AssetsTable = {
  id: Generated<number>;
  /** computer, network, printer, phone… */
  kind: string;
  /** The one it last reported with; all of them are in `device_ids`. Clones may share one. */
  device_id: string;
  /** UUID that GLPI agents keep; survives a change of the device id. */
  agent_id: string | null;
  name: string;
  tag: string | null;
  os: string | null;
  os_version: string | null;
  /** `versionKey` of it: sorts as the version does. */
  os_version_key: string | null;
  manufacturer: string | null;
  model: string | null;
  serial: string | null;
  uuid: string | null;
  ip: string | null;
  user_name: string | null;
  memory_mib: number | null;
  cpu: string | null;
  /** The agent as it names itself. */
  agent: string | null;
  agent_family: string;
  /** Address that the last message came from. */
  source_ip: string | null;
  first_seen_at: number;
  last_contact_at: number;
  last_inventory_at: number | null;
  /** Number of contacts. */
  fidelity: number;
  /** Mean days between two contacts. */
  quality: number;
  /** Sections that changed since it was last reset, one bit each as OCS Inventory numbers them. */
  checksum: number;
  software_count: number;
  /** When it was put out of sight; null for an active one. */
  archived_at: number | null;
  /** The record that this one was merged into; null for a record of its own. */
  merged_into: number | null;
  /** 1 when the last inventory had more unknown data than is kept. */
  other_truncated: number;
};

/** An asset as it is in the database. */
export type StoredAsset = Omit<AssetsTable, 'id'> & { readonly id: number };

/** Which sections an asset has, and their fingerprints. */
export type AssetSectionsTable = {
  asset_id: number;
  section: string;
  /** Of the stable columns. */
  fingerprint: string;
  /** Of the volatile columns. */
  volatile_fingerprint: string;
  row_count: number;
  changed_at: number;
};

/** What agents sent and no section defines. */
export type OtherValuesTable = {
  id: Generated<number>;
  asset_id: number;
  section: string;
  row_number: number;
  path: string;
  value: string;
};

/** A software of one publisher, whatever its version. The fingerprint is of both: names may be too long for an index. */
export type SoftwareTitlesTable = { id: Generated<number>; name: string; publisher: string; fingerprint: string };

/** One release of a title, as every machine that has it reports it: the `shared` columns of section `software`. */
export type SoftwareReleasesTable = {
  id: Generated<number>;
  title_id: number;
  fingerprint: string;
  /** `versionKey` of its version: sorts as the version does. */
  version_key: string | null;
};

export type FleetTables = {
  assets: AssetsTable;
  asset_sections: AssetSectionsTable;
  other_values: OtherValuesTable;
  software_titles: SoftwareTitlesTable;
  software_releases: SoftwareReleasesTable;
};
