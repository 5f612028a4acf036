import type { Row } from '@muster/protocol';
import { type Random, randomOf } from './random.ts';
import type { System } from './systems.ts';
import { createTitles, type Title, versionOf } from './titles.ts';

/** What one machine has installed over time. */
export type Software = {
  /** Rows of section `software` at a moment. Milliseconds since 1970. */
  at(moment: number): Row[];
};

type Installed = {
  readonly title: Title;
  /** By so many releases it is behind. */
  readonly lag: number;
  readonly from: number;
  readonly until: number;
  /** Time between a release and its arrival here. Milliseconds. */
  readonly delayMs: number;
};

const DAY_MS = 86_400_000;
/** Of a machine's software, the part that nearly every machine of its kind has. */
const COMMON = 0.55;
export const FEWEST = 60;
export const MOST = 2_500;

const pools = new Map<System['pool'], readonly Title[]>();

function titlesOf(pool: System['pool']): readonly Title[] {
  const known = pools.get(pool) ?? createTitles(pool);
  pools.set(pool, known);
  return known;
}

/**
 * @param mean Software rows of a machine, in the mean of the fleet.
 * @param window In which titles come and go: from the first inventory to the last. Milliseconds since 1970.
 */
export function softwareOf(
  key: readonly [seed: number, machine: number],
  pool: System['pool'],
  mean: number,
  window: { readonly from: number; readonly to: number },
): Software {
  const random = randomOf('software', ...key);
  const titles = titlesOf(pool);
  const count = Math.min(countOf(random, mean), titles.length);
  const rows = new Map<number, Installed>();
  for (let i = 0; rows.size < count; i += 1) {
    // First what everybody has, but for a few; then whatever comes, the commoner the likelier.
    const isCommon = i < count * COMMON;
    const index = isCommon ? i : Math.floor(titles.length * random.fraction() ** 3);
    if (isCommon && random.chance(4)) continue;
    const title = titles[index];
    if (title === undefined || rows.has(index)) continue;
    rows.set(index, installedOf(random, title, window, isCommon));
  }
  const all = [...rows.values()];
  return {
    at: (moment) => all.filter(({ from, until }) => from <= moment && moment < until).map((one) => rowOf(one, moment)),
  };
}

/** Most machines near the mean, a few with many times as much. */
function countOf(random: Random, mean: number): number {
  const spread = random.fraction() + random.fraction() + random.fraction() - 1.5;
  const tail = random.chance(3) ? 1 + 5 * random.fraction() : 1;
  return Math.round(Math.min(MOST, Math.max(Math.min(FEWEST, mean), mean * 0.93 * (1 + spread * 0.6) * tail)));
}

function installedOf(
  random: Random,
  title: Title,
  { from, to }: { from: number; to: number },
  isCommon: boolean,
): Installed {
  const draw = random.fraction() * 100;
  const sometime = from + (to - from) * random.fraction();
  return {
    title,
    lag: isCommon ? (random.chance(85) ? 0 : 1) : random.pickSkewed([0, 1, 2, 3]),
    from: draw < 2 ? sometime : 0,
    until: draw > 99 ? sometime : Number.POSITIVE_INFINITY,
    delayMs: random.below(15) * DAY_MS + random.below(86_400) * 1_000,
  };
}

function rowOf({ title, lag, delayMs }: Installed, moment: number): Row {
  const newest = Math.floor((moment - delayMs - title.born) / title.stepMs);
  const release = Math.max(0, newest - lag);
  return {
    name: title.name,
    version: versionOf(title, release),
    publisher: title.publisher,
    comments: title.comments,
    architecture: title.architecture,
    source: title.source,
    fileSize: title.sizeBytes,
    guid: title.guid,
    installedAt: stamp(title.born + release * title.stepMs + delayMs),
  };
}

/** `2026-11-20 08:15:00` */
export function stamp(moment: number): string {
  const day = Math.floor(moment / DAY_MS);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    dates.set(day, date);
  }
  const second = Math.floor((moment - day * DAY_MS) / 1_000);
  return `${date} ${two(second / 3_600)}:${two((second / 60) % 60)}:${two(second % 60)}`;
}

/** Days since 1970, as they are written: each software of each machine names one. */
const dates = new Map<number, string>();

const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
