import type { Row, SectionName } from '@muster/protocol';
import { type AnyCollector, toRow } from './define-collector.ts';
import type { Host } from './host/host.ts';
import { monotonicMs } from './monotonic.ts';

const COLLECTOR_TIMEOUT_MS = 30_000;

/** How one collector ended. */
export type Outcome = {
  readonly collector: string;
  readonly section: SectionName;
  /** `nothing`: this machine has no such thing. */
  readonly result: 'rows' | 'nothing' | 'failed' | 'too slow';
  readonly rows: number;
  readonly durationMs: number;
  /** Why it failed. */
  readonly reason: string | null;
};

export type Collected = {
  /**
   * Rows by section. One that failed is absent, so that a server keeps what it knows; one of which the machine has none is
   * present and empty.
   */
  readonly sections: { readonly [S in SectionName]?: readonly Row[] };
  readonly outcomes: readonly Outcome[];
};

/**
 * Runs collectors side by side, each within its time limit.
 *
 * One that fails or hangs costs only its own section; when it is too slow, the programs it started are killed.
 */
export async function collectAll(host: Host, collectors: readonly AnyCollector[]): Promise<Collected> {
  const fitting = collectors.filter((collector) => collector.platforms.includes(host.platform));
  const begun: Promise<{ outcome: Outcome; rows: Row[] | null }>[] = [];
  for (const first of [true, false]) {
    const some = fitting.filter(({ asksPrograms = false }) => asksPrograms === first);
    begun.push(...some.map((collector) => collectOne(host, collector)));
    // Files are read at once, without a turn of the event loop: by its end the programs have been started.
    if (some.length > 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const results = await Promise.all(begun);
  const sections: { [S in SectionName]?: readonly Row[] } = {};
  for (const { outcome, rows } of results) {
    if (rows !== null) sections[outcome.section] = [...(sections[outcome.section] ?? []), ...rows];
  }
  return { sections, outcomes: results.map((result) => result.outcome) };
}

const TOO_SLOW = Symbol('too slow');

async function collectOne(host: Host, collector: AnyCollector): Promise<{ outcome: Outcome; rows: Row[] | null }> {
  const startedMs = monotonicMs();
  const end = (result: Outcome['result'], rows: Row[] | null, reason: string | null = null) => ({
    rows,
    outcome: {
      collector: collector.name,
      // Safe: the registry test compares every collector's section with the protocol's registry.
      section: collector.section.name as SectionName,
      result,
      rows: rows?.length ?? 0,
      durationMs: monotonicMs() - startedMs,
      reason,
    },
  });
  try {
    const found = await withinTime(host, collector.timeoutMs ?? COLLECTOR_TIMEOUT_MS, (own) => collector.collect(own));
    if (found === TOO_SLOW)
      return end('too slow', null, `It did not end within ${collector.timeoutMs ?? COLLECTOR_TIMEOUT_MS} ms`);
    if (found === null) return end('nothing', []);
    return end(
      'rows',
      found.map((row) => toRow(collector.section, row)),
    );
  } catch (error) {
    return end('failed', null, error instanceof Error ? error.message : String(error));
  }
}

async function withinTime<T>(
  host: Host,
  limitMs: number,
  work: (host: Host) => Promise<T>,
): Promise<T | typeof TOO_SLOW> {
  const own = interruptible(host);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof TOO_SLOW>((resolve) => {
    timer = setTimeout(() => resolve(TOO_SLOW), limitMs);
  });
  try {
    return await Promise.race([work(own.host), limit]);
  } finally {
    clearTimeout(timer);
    own.interrupt();
  }
}

/**
 * The same machine, whose programs are killed when the collector's time is over.
 *
 * Only where one still runs: to abort what nobody listens to takes Node a tenth of a millisecond, for each collector.
 */
function interruptible(host: Host): { readonly host: Host; readonly interrupt: () => void } {
  const running = new Set<AbortController>();
  const run: Host['run'] = async (program, args, options) => {
    const abort = new AbortController();
    running.add(abort);
    try {
      return await host.run(program, args, { ...options, signal: abort.signal });
    } finally {
      running.delete(abort);
    }
  };
  let isOver = false;
  return {
    host: { ...host, run: (...call) => (isOver ? Promise.resolve(null) : run(...call)) },
    interrupt: () => {
      isOver = true;
      for (const abort of running) abort.abort();
    },
  };
}
