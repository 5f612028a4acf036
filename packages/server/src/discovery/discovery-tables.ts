import type { Generated } from 'kysely';

export type DiscoveryTables = {
  /** Networks that people gave a name. An address may be there twice: at sites that a tag tells apart. */
  networks: {
    id: Generated<number>;
    /** First address, as `subnet.ts` spells it. */
    address: string;
    /** Bits of the mask. */
    prefix: number;
    /** Machines of this TAG only; empty for all. */
    tag: string;
    name: string;
    site: string;
    comment: string;
    created_at: number;
    updated_at: number;
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
  };
  /** Where a device was seen last, on each network. */
  device_sightings: {
    mac: string;
    network: string;
    prefix: number;
    tag: string;
    ip: string;
    /** Empty where it has none. */
    name: string;
    seen_at: number;
  };
};
