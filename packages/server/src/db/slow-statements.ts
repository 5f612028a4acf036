/** A statement that took long, and how often. Its text has placeholders where its values were. */
export type SlowStatement = {
  readonly sql: string;
  readonly count: number;
  /** Milliseconds, of the slowest run. */
  readonly slowestMs: number;
  /** Milliseconds, of all runs above the threshold. */
  readonly totalMs: number;
  /** Milliseconds since 1970. */
  readonly lastAt: number;
};

type Options = {
  /** Milliseconds from which on a statement is slow. */
  readonly thresholdMs: number;
  /** How many different statements are remembered. */
  readonly most: number;
  readonly clock: () => number;
};

/** Characters of a statement that are kept: generated ones may be as long as a list of ids. */
const TEXT_CHARACTERS = 4000;

export type SlowStatements = ReturnType<typeof createSlowStatements>;

/** Remembers the slowest statements of this process, in memory, without any value. */
export function createSlowStatements({ thresholdMs, most, clock }: Options) {
  const known = new Map<string, SlowStatement>();

  return {
    thresholdMs,

    /** @param durationMs From when the statement was given to the database until its last row was here. */
    note(sql: string, durationMs: number): void {
      if (durationMs < thresholdMs) return;
      const text = shortened(sql);
      const before = known.get(text);
      known.set(text, {
        sql: text,
        count: (before?.count ?? 0) + 1,
        slowestMs: Math.max(before?.slowestMs ?? 0, durationMs),
        totalMs: (before?.totalMs ?? 0) + durationMs,
        lastAt: clock(),
      });
      if (known.size > most) known.delete(fastest(known.values()));
    },

    /** The slowest first. */
    list: (): SlowStatement[] => [...known.values()].sort((a, b) => b.slowestMs - a.slowestMs),
  };
}

/** Lists of placeholders differ in length from run to run, and say nothing. */
function shortened(sql: string): string {
  const plain = sql
    .replace(/\s+/g, ' ')
    .replace(/\((?:\s*(?:\?|\$\d+)\s*,){3,}\s*(?:\?|\$\d+)\s*\)/g, '(?, …)')
    .trim();
  return plain.length <= TEXT_CHARACTERS ? plain : `${plain.slice(0, TEXT_CHARACTERS)}…`;
}

function fastest(statements: Iterable<SlowStatement>): string {
  let least: SlowStatement | undefined;
  for (const one of statements) if (least === undefined || one.slowestMs < least.slowestMs) least = one;
  return least?.sql ?? '';
}
