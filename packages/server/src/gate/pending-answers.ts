/** What an agent is told while its message waits. */
export const COME_BACK_AFTER = '10s';

type Options = {
  /** How long an agent is kept on the line before it is told to ask again. Milliseconds. */
  readonly afterMs: number;
  /** How long an answer waits to be fetched; GLPI agents ask twelve times. Milliseconds. */
  readonly keepMs: number;
  /** Answers that may wait at the same time. */
  readonly most: number;
};

export type Outcome<T> = { readonly made: T } | { readonly error: unknown };

type Entry<T> = { outcome: Outcome<T> | null };

export type PendingAnswers<T> = ReturnType<typeof createPendingAnswers<T>>;

/**
 * Answers that are fetched later.
 *
 * Under load a message waits for its turn. A GLPI agent need not wait on the line: it is answered `pending` and asks again, with a
 * number that only it knows. Its message is worked on all the same. The answer is here only: after a restart, or in another process,
 * the agent hears that nobody knows its number, and contacts again later.
 *
 * Source: GLPI agent, pending replies.
 */
export function createPendingAnswers<T>({ afterMs, keepMs, most }: Options) {
  const entries = new Map<string, Entry<T>>();

  return {
    /** The outcome of some work, or null when it takes so long that the agent shall fetch it by `key`. */
    async outcomeOf(key: string, work: Promise<T>): Promise<Outcome<T> | null> {
      const outcome = work.then(
        (made): Outcome<T> => ({ made }),
        (error: unknown): Outcome<T> => ({ error }),
      );
      const first = await firstOf(outcome, afterMs);
      // Without a place to keep the answer the agent waits on the line, as those of other families do.
      if (first !== null || entries.size >= most) return first ?? (await outcome);
      const entry: Entry<T> = { outcome: null };
      entries.set(key, entry);
      outcome.then((known) => {
        entry.outcome = known;
        setTimeout(() => entries.delete(key), keepMs).unref();
      });
      return null;
    },

    /** Null while the work goes on; undefined for a key that nobody knows. */
    fetch(key: string): Outcome<T> | null | undefined {
      return entries.get(key)?.outcome ?? (entries.has(key) ? null : undefined);
    },
  };
}

async function firstOf<O>(work: Promise<O>, ms: number): Promise<O | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
