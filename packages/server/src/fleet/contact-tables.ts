import type { Generated } from 'kysely';

export type ContactTables = {
  /** Machines that were asked for an inventory and have not sent it yet. */
  prolog_sessions: {
    device_id: string;
    /** Milliseconds since 1970, UTC. */
    opened_at: number;
  };
  /** Messages that agents send and whose rooms are not built yet, as they came: results of packages and of SNMP scans. */
  kept_messages: {
    id: Generated<number>;
    asset_id: number;
    /** As in the message: `DOWNLOAD`, `SNMP`. */
    query: string;
    /** Milliseconds since 1970, UTC. */
    received_at: number;
    source_ip: string | null;
    /** The document. */
    body: string;
  };
};
