import { AppError } from '@muster/protocol';

type Options = {
  /** Messages worked on at the same time. */
  readonly running: number;
  /** Messages that may wait for their turn. */
  readonly waiting: number;
  /** Bytes that all messages here may hold, as they travelled. */
  readonly bytes: number;
};

export type Admission = ReturnType<typeof createAdmission>;

/**
 * Lets in as many messages as memory bears; the others wait, in order, and beyond that they are asked to come back.
 *
 * A message that was let in is never dropped.
 */
export function createAdmission({ running, waiting, bytes }: Options) {
  let active = 0;
  let held = 0;
  const queue: (() => void)[] = [];

  return {
    /** Messages that are worked on. */
    active: () => active,

    /** Messages that wait for their turn. */
    waiting: () => queue.length,

    /** Bytes that all of them hold, as they travelled. */
    heldBytes: () => held,

    /** @throws {AppError} `INVENTORY_BUSY` when neither a place nor a place to wait is left. */
    async run<T>(size: number, work: () => Promise<T>): Promise<T> {
      if (held + size > bytes || (active >= running && queue.length >= waiting)) throw new AppError('INVENTORY_BUSY');
      held += size;
      try {
        if (active >= running) await new Promise<void>((resolve) => queue.push(resolve));
        else active += 1;
        try {
          return await work();
        } finally {
          const next = queue.shift();
          // The place goes to who waits longest; `active` stays as it is.
          if (next === undefined) active -= 1;
          else next();
        }
      } finally {
        held -= size;
      }
    },
  };
}
