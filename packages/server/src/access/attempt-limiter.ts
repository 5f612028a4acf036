import { AppError } from '@muster/protocol';

type Limits = {
  /** Failures after which a key has to wait. */
  readonly failures: number;
  /** Seconds after its first failure at which a key begins anew. */
  readonly windowS: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
};

export type AttemptLimiter = {
  /** @throws {AppError} `TOO_MANY_ATTEMPTS` with the seconds to wait. */
  check(key: string): void;
  fail(key: string): void;
  succeed(key: string): void;
};

/** Keys remembered; beyond that the oldest is forgotten, so that an attacker cannot fill the memory. */
const KEYS = 10_000;

/** Counts failed attempts by key (an address, a user name), in the memory of this process. */
export function createAttemptLimiter({ failures, windowS, clock }: Limits): AttemptLimiter {
  const counters = new Map<string, { count: number; endsAt: number }>();

  function current(key: string) {
    const counter = counters.get(key);
    if (counter === undefined || counter.endsAt > clock()) return counter;
    counters.delete(key);
    return undefined;
  }

  return {
    check(key) {
      const counter = current(key);
      if (counter === undefined || counter.count < failures) return;
      throw new AppError('TOO_MANY_ATTEMPTS', { seconds: Math.ceil((counter.endsAt - clock()) / 1000) });
    },
    fail(key) {
      const counter = current(key) ?? { count: 0, endsAt: clock() + windowS * 1000 };
      counters.delete(key); // to the end of the order
      counters.set(key, { ...counter, count: counter.count + 1 });
      const [oldest] = counters.keys();
      if (counters.size > KEYS && oldest !== undefined) counters.delete(oldest);
    },
    succeed(key) {
      counters.delete(key);
    },
  };
}
