import type { AppError, ErrorCode } from '@muster/protocol';

/** A failure as administrators see it: by its code, never with what the client sent. */
export type RecentError = {
  readonly code: ErrorCode;
  readonly status: number;
  readonly method: string;
  /** As it was declared, with names for its parameters; null for a path without a route. */
  readonly route: string | null;
  /** Client that met it last. */
  readonly address: string;
  /** Finds its last occurrence in the log. */
  readonly requestId: string;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
};

type Occurrence = Pick<RecentError, 'method' | 'route' | 'address' | 'requestId'>;

export type RecentErrors = ReturnType<typeof createRecentErrors>;

/** The last failures that this process answered with, in memory; the same one on the same route is one entry. */
export function createRecentErrors({ most, clock }: { readonly most: number; readonly clock: () => number }) {
  const known = new Map<string, RecentError>();

  return {
    note({ code, status }: Pick<AppError, 'code' | 'status'>, occurrence: Occurrence): void {
      const key = `${code} ${occurrence.method} ${occurrence.route}`;
      const at = clock();
      const before = known.get(key);
      known.delete(key); // the latest is the last of the map
      known.set(key, {
        ...occurrence,
        code,
        status,
        count: (before?.count ?? 0) + 1,
        firstAt: before?.firstAt ?? at,
        lastAt: at,
      });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },

    /** The latest first. */
    list: (): RecentError[] => [...known.values()].reverse(),
  };
}
