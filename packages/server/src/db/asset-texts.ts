/** Columns of `assets` that nearly every asset has a value of its own in. Their texts are among `asset_texts`, whose index finds them. */
export const OWN_TEXTS: ReadonlySet<string> = new Set(['name', 'device_id', 'serial', 'uuid', 'ip', 'user_name']);

/** Columns of `assets` that have few different values, and an index. */
export const COMMON_TEXTS: ReadonlySet<string> = new Set(['tag', 'os', 'manufacturer', 'model']);

/** Shorter texts are in no index. Characters. */
export const INDEXED_LENGTH = 3;
