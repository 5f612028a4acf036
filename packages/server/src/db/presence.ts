import type { RawBuilder } from 'kysely';

/** Which of the processes that share a database are running. */
export type Presence = {
  /**
   * Makes a process known by a name of its own, until it ends, in whatever way.
   *
   * @returns Ends it.
   */
  enter(name: string): Promise<() => Promise<void>>;
  /** Whether no process of this name is known. */
  isGone(name: RawBuilder<unknown>): RawBuilder<boolean>;
};
