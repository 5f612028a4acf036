import type { Played } from './load/play.ts';

export type Mode = 'prolog' | 'new' | 'unchanged' | 'changed';

/** One load on one server, once. */
export type Round = {
  readonly server: string;
  readonly mode: Mode;
  readonly played: Played;
  readonly serverCpuMs: number;
  /** Null where the database's processes cannot be seen. */
  readonly databaseCpuMs: number | null;
  /** Inventories that its database has afterwards; null where nothing is stored. */
  readonly stored: number | null;
};

export type Figure = {
  readonly server: string;
  readonly mode: Mode;
  readonly rounds: number;
  readonly requests: number;
  readonly answered: number;
  readonly failed: number;
  readonly stored: number | null;
  /** Answered as a success. */
  readonly perSecond: number;
  readonly storedPerSecond: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Server and database together. */
  readonly cpuMsEach: number;
  readonly databaseCpuMsEach: number | null;
  readonly loadCpuMsEach: number;
};

/** What we want to be better by than the peer, in rate and in CPU. Of changed inventories none is set. */
const AIMS: Readonly<Record<Mode, number | null>> = { prolog: 10, new: 25, unchanged: 40, changed: null };

/** Medians of several rounds of one load on one server; requests and what became of them are sums. */
export function medianFigure(rounds: readonly Round[]): Figure {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('There is no round to take a median of');
  const medianOf = (value: (round: Round) => number) => rounded(median(rounds.map(value)));
  const sumOf = (value: (round: Round) => number) => rounds.reduce((sum, round) => sum + value(round), 0);
  const isStored = first.stored !== null;
  const isDatabaseSeen = first.databaseCpuMs !== null;
  return {
    server: first.server,
    mode: first.mode,
    rounds: rounds.length,
    requests: sumOf(({ played }) => played.requests),
    answered: sumOf(({ played }) => played.ok),
    failed: sumOf(({ played }) => played.failed),
    stored: isStored ? sumOf(({ stored }) => stored ?? 0) : null,
    perSecond: medianOf(({ played }) => played.perSecond),
    storedPerSecond: isStored ? medianOf(({ stored, played }) => (stored ?? 0) / played.seconds) : null,
    p50Ms: medianOf(({ played }) => played.p50Ms),
    p99Ms: medianOf(({ played }) => played.p99Ms),
    cpuMsEach: medianOf(
      ({ played, serverCpuMs, databaseCpuMs }) => (serverCpuMs + (databaseCpuMs ?? 0)) / played.requests,
    ),
    databaseCpuMsEach: isDatabaseSeen
      ? medianOf(({ played, databaseCpuMs }) => (databaseCpuMs ?? 0) / played.requests)
      : null,
    loadCpuMsEach: medianOf(({ played }) => played.loadCpuMsEach),
  };
}

/** A table for people: what the peer does, what ours does, and how many times better that is. */
export function table(figures: readonly Figure[], peerName: string): string {
  const head = [
    'load',
    'server',
    'a second',
    '×',
    'aim',
    'CPU ms',
    '×',
    'aim',
    'p50 ms',
    'p99 ms',
    'answered',
    'stored',
  ];
  const lines = figures.map((figure) => {
    const peer = figures.find(({ server, mode }) => server === peerName && mode === figure.mode);
    const isPeer = figure.server === peerName;
    const aim = AIMS[figure.mode];
    const wanted = isPeer || aim === null ? '' : `${aim}`;
    const times = (ratio: number) => (isPeer || peer === undefined ? '' : ratio.toFixed(1));
    return [
      figure.mode,
      figure.server,
      figure.perSecond.toFixed(1),
      times(figure.perSecond / (peer?.perSecond ?? Number.NaN)),
      wanted,
      figure.cpuMsEach.toFixed(2),
      times((peer?.cpuMsEach ?? Number.NaN) / figure.cpuMsEach),
      wanted,
      figure.p50Ms.toFixed(1),
      figure.p99Ms.toFixed(1),
      `${figure.answered}/${figure.requests}`,
      figure.stored === null ? '' : `${figure.stored}`,
    ];
  });
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => (line[i] ?? '').length)));
  return [head, ...lines]
    .map((line) =>
      line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
