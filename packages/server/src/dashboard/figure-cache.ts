/** A figure may be as old as this many times what it took to compute: at most a twentieth of the time is spent on it. */
const COST_FACTOR = 20;

/** Figures change with the time too: "seen today". */
const MAX_AGE_MS = 60_000;

/** What takes longer is not waited for when there is an older value to show. */
const PATIENCE_MS = 150;

export type Cached<T> = {
  readonly value: T /** When it was asked of the database; ms since 1970. */;
  readonly at: number;
};

type Entry = {
  readonly cached: Cached<unknown>;
  /** By the stopwatch. */
  readonly startedAt: number;
  readonly costMs: number;
};

type Needs = {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds since any moment; never goes back. */
  readonly stopwatch?: () => number;
  /** Values that are kept at most, those computed last; absent: all of them. */
  readonly most?: number;
};

export type FigureCache = ReturnType<typeof createFigureCache>;

/**
 * Keeps what is dear to compute, as long as it is dear: on a small fleet every change shows at once, on a large one the
 * figures lag behind by seconds, however many people look.
 */
export function createFigureCache({ clock, stopwatch = () => performance.now(), most = Infinity }: Needs) {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<Cached<unknown>>>();
  let changedAt = Number.NEGATIVE_INFINITY;
  let generation = 0;

  const isFresh = ({ startedAt, costMs }: Entry) => {
    const age = stopwatch() - startedAt;
    return age < MAX_AGE_MS && (startedAt > changedAt || age < costMs * COST_FACTOR);
  };

  async function compute<T>(key: string, work: () => Promise<T>): Promise<Cached<T>> {
    const startedAt = stopwatch();
    const at = clock();
    const begunIn = generation;
    const cached = { value: await work(), at };
    // What was forgotten meanwhile stays so: it is told to those who wait for it, and not kept.
    if (begunIn !== generation) return cached;
    entries.delete(key); // to stand last
    entries.set(key, { cached, startedAt, costMs: stopwatch() - startedAt });
    if (entries.size > most) for (const [oldest] of [...entries].slice(0, entries.size - most)) entries.delete(oldest);
    return cached;
  }

  function start<T>(key: string, work: () => Promise<T>): Promise<Cached<T>> {
    const promise = compute(key, work).finally(() => {
      if (running.get(key) === promise) running.delete(key); // another may have begun since all was forgotten
    });
    running.set(key, promise);
    return promise;
  }

  return {
    /** Something in the fleet changed. */
    invalidate(): void {
      changedAt = stopwatch();
    },

    /** Nothing that is kept holds any more, whatever it took to compute. */
    clear(): void {
      generation += 1;
      entries.clear();
      running.clear(); // what began before is told to those who wait for it, and to nobody else
    },

    /** The value of a key, which is always computed by the same work. One computation at a time for each key. */
    async get<T>(key: string, work: () => Promise<T>): Promise<Cached<T>> {
      const entry = entries.get(key);
      if (entry !== undefined && isFresh(entry)) return entry.cached as Cached<T>; // safe: one key, one kind of work
      const promise = (running.get(key) as Promise<Cached<T>> | undefined) ?? start(key, work); // safe: as above
      if (entry === undefined || entry.costMs < PATIENCE_MS) return await promise;
      promise.catch(() => undefined); // the next who asks tries again, and hears of it when nothing older is left
      return stopwatch() - entry.startedAt < MAX_AGE_MS * 5 ? (entry.cached as Cached<T>) : await promise;
    },
  };
}
