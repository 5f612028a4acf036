import type { Generated } from 'kysely';

export type DiscoveryTables = {
  /** Networks that people gave a name, and those that something was found on. An address may be there twice: at sites that a tag tells apart. */
  networks: {
    id: Generated<number>;
    /** First address, as `subnet.ts` spells it. */
    address: string;
    /** Bits of the mask. */
    prefix: number;
    /** Machines of this TAG only; empty for all. */
    tag: string;
    /** Empty: nobody gave it one; it is there because something is on it. */
    name: string;
    site: string;
    comment: string;
    created_at: number;
    updated_at: number;
    /** Counts what people changed of it. */
    version: Generated<number>;
    /** Sorts as addresses do. */
    address_key: string;
  };
  /** What is on the networks of an address, by TAG, as counted last. */
  network_counts: { address: string; tag: string; inventoried: number; identified: number; unknown: number };
  /** One row. */
  discovery_state: {
    id: number;
    counted_at: number | null;
    counted_ms: number;
    /** 1: devices were seen since. */
    stale: number;
  };
  device_types: { id: Generated<number>; name: string; name_key: string };
  /** What people know of devices that no agent reports of. */
  network_devices: {
    /** Lower case with colons, here and below. */
    mac: string;
    type_id: number | null;
    description: string;
    /** Who said so. */
    identified_by: string;
    /** Null: OCS Inventory does not keep when. */
    identified_at: number | null;
    version: Generated<number>;
  };
  /** Where a device was seen last, on each network; and what lists need of it. */
  device_sightings: {
    mac: string;
    /** Empty: it was identified, and never seen; it has no other row then. */
    network: string;
    prefix: number;
    tag: string;
    ip: string;
    /** Empty where it has none. */
    name: string;
    /** 0: never. */
    seen_at: number;
    first_seen_at: number | null;
    /** The machine that saw it last, where that is known. */
    seen_by: number | null;
    /** An active machine with this address, as counted last. */
    asset_id: number | null;
    /** As in `network_devices`. */
    type_id: number | null;
    description: string;
    /** 0 unknown, 1 identified, 2 inventoried. */
    state: number;
    /** What is looked in for a text: addresses, name, description. */
    search: string;
    /** They sort as addresses do. */
    ip_key: string;
    network_key: string;
  };
};
