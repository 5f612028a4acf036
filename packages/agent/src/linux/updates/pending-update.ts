import type { Found } from '../../define-collector.ts';
import type { Host } from '../../host/host.ts';

/** A row of section `pendingUpdates`. */
export type PendingUpdate = Found<'pendingUpdates'>;

/** Null where the machine does not have this package manager, or nothing is known of what could be installed. */
export type UpdateReader = (host: Host) => Promise<PendingUpdate[] | null>;
