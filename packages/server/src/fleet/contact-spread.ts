/** Contacts are counted by the minute in which they are expected. */
const SLOT_MS = 60_000;
const SLOTS_AN_HOUR = 60;

/** Contacts a minute which are no crowd, however small the fleet is: a server answers as many within a second. */
const NO_CROWD = 30;

/** A minute is crowded from this many times the fair share on. */
const CROWDED = 2;

/** How far the time between two contacts may be bent, as a part of it. */
const BEND = 0.2;

/** Minutes looked at for one crowded contact, at most. */
const CANDIDATES = 256;

/** Machines whose next contact is remembered, at most; some 50 bytes each. */
const REMEMBERED = 1_000_000;

type Contact = {
  /** Null for a machine that is not known yet. */
  readonly assetId: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the setting says. */
  readonly hours: number;
  /** Agents of OCS Inventory read whole hours only. */
  readonly wholeHours: boolean;
};

export type ContactSpread = ReturnType<typeof createContactSpread>;

/**
 * Tells agents when to come back, so that they do not all come back at once.
 *
 * After an outage, or a morning on which everybody switches on at nine, thousands of agents contact within a minute, and
 * with a fixed time between contacts they would do so for ever. So the contacts that are expected are counted by minute. An agent
 * which would come back in a minute that is not crowded is told the setting exactly. One that would come back in a crowded minute
 * is told the least crowded minute within ±20 % of the setting, earlier and later in turn, so that the mean stays the setting.
 *
 * Nothing is drawn at random, and nothing is stored: what is forgotten at a restart is counted again with the contacts. Several
 * processes each spread the contacts that they get.
 */
export function createContactSpread() {
  const expected = new Map<number, number>();
  /** Asset → the minute in which it is expected. */
  const minuteOf = new Map<number, number>();
  /** Contacts expected in all. */
  let total = 0;
  /** Minutes before this one are forgotten. */
  let present = Number.NEGATIVE_INFINITY;
  /** By how many periods the agents were told longer than the setting so far, minus shorter. */
  let owed = 0;
  let crowded = 0;

  function forgetPast(now: number): void {
    if (now <= present) return;
    // Minute by minute, unless nobody came for so long that there are fewer counts than minutes.
    const minutes = now - present;
    const past = minutes > expected.size ? [...expected.keys()].filter((slot) => slot < now) : range(present, now);
    for (const slot of past) {
      total -= expected.get(slot) ?? 0;
      expected.delete(slot);
    }
    present = now;
  }

  function expect(slot: number, change: 1 | -1): void {
    const count = (expected.get(slot) ?? 0) + change;
    if (count > 0) expected.set(slot, count);
    else expected.delete(slot);
    total += change;
  }

  function book(assetId: number | null, slot: number): void {
    expect(slot, 1);
    if (assetId === null) return;
    minuteOf.set(assetId, slot);
    if (minuteOf.size <= REMEMBERED) return;
    const [oldest] = minuteOf.keys();
    if (oldest !== undefined) minuteOf.delete(oldest);
  }

  /** A machine that comes earlier than it was told is expected no more at the time it was told. */
  function unbook(assetId: number | null): void {
    const slot = assetId === null ? undefined : minuteOf.get(assetId);
    if (assetId === null || slot === undefined) return;
    minuteOf.delete(assetId);
    if (slot >= present && expected.has(slot)) expect(slot, -1);
  }

  /**
   * The least crowded minute on the side on which the mean wants it; the nearest to `wanted` of several.
   *
   * With whole hours it is any minute but the wanted one: agents of OCS Inventory draw a time of their own whenever they are
   * told another number than before, which spreads them better than hours could.
   */
  function leastCrowded(wanted: number, reach: number, step: number): number {
    const side = owed > 0 ? -1 : 1;
    let best = wanted;
    let least = step === SLOTS_AN_HOUR ? Number.POSITIVE_INFINITY : (expected.get(wanted) ?? 0);
    crowded += 1;
    const first = step === SLOTS_AN_HOUR ? step : 1 + (crowded % step);
    for (let distance = first; distance <= reach; distance += step) {
      const slot = wanted + side * distance;
      const count = expected.get(slot) ?? 0;
      if (count >= least) continue;
      best = slot;
      least = count;
      if (count === 0) break;
    }
    return best;
  }

  return {
    /** Hours after which this agent shall come back; with decimals unless `wholeHours`. */
    next({ assetId, now, hours, wholeHours }: Contact): number {
      const slot = Math.floor(now / SLOT_MS);
      forgetPast(slot);
      unbook(assetId);
      const period = Math.round(hours * SLOTS_AN_HOUR);
      const wanted = slot + period;
      const fairShare = total / Math.max(1, period);
      let chosen = wanted;
      if ((expected.get(wanted) ?? 0) >= Math.max(NO_CROWD, CROWDED * fairShare)) {
        const reach = Math.floor(period * BEND);
        chosen = leastCrowded(wanted, reach, wholeHours ? SLOTS_AN_HOUR : Math.max(1, Math.ceil(reach / CANDIDATES)));
      }
      book(assetId, chosen);
      if (chosen === wanted) return hours;
      owed += (chosen - wanted) / period;
      // Three decimals of an hour are less than four seconds.
      return Math.round(((chosen - slot) / SLOTS_AN_HOUR) * 1000) / 1000;
    },
  };
}

function* range(from: number, to: number): Generator<number> {
  for (let i = from; i < to; i += 1) yield i;
}
