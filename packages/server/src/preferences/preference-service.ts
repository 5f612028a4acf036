import { AppError } from '@muster/protocol';
import type { JsonValue } from '../fleet/asset-mover.ts';
import type { PreferenceRepository } from './preference-repository.ts';

/** What one user may keep: `bytes` of JSON under each of `names` names. */
export const PREFERENCE_LIMITS = { bytes: 65_536, names: 300 } as const;

type Needs = { readonly repository: PreferenceRepository; readonly clock: () => number };

export type PreferenceService = ReturnType<typeof createPreferenceService>;

/** What a user set for themselves in the console: it is there at the next sign-in, on any browser. */
export function createPreferenceService({ repository, clock }: Needs) {
  return {
    /** All of a user, by name. */
    async list(userId: number): Promise<Record<string, JsonValue>> {
      const rows = await repository.list(userId);
      return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as JsonValue])); // safe: put() wrote it
    },

    /** @throws {AppError} `PREFERENCE_TOO_LARGE`, `PREFERENCES_TOO_MANY`. */
    async put(userId: number, name: string, value: JsonValue): Promise<void> {
      const text = JSON.stringify(value);
      const { bytes, names } = PREFERENCE_LIMITS;
      if (Buffer.byteLength(text) > bytes) throw new AppError('PREFERENCE_TOO_LARGE', { name, limit: bytes });
      const isKept = await repository.put(userId, name, text, { now: clock(), most: names });
      if (!isKept) throw new AppError('PREFERENCES_TOO_MANY', { limit: names });
    },

    /** Nothing happens where there is none. */
    remove: repository.remove,
  };
}
