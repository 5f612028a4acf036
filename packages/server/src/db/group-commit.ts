import { setTimeout as sleep } from 'node:timers/promises';
import type { StatementCache } from './sqlite-statements.ts';

/**
 * From this age on a group is committed as soon as its member ends, whoever waits. Inventories touch the same pages, some of an
 * index for each software: those of eight together are written once. Milliseconds.
 */
const OLDEST_MS = 100;

/** How long another process may write before we give up, and how often we look. Milliseconds. */
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 5;

/** As it is when the program starts: whoever replaces the timers later must not stop the database. */
const afterThisTurn = setImmediate;

type Waiting = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

/**
 * The one who writes to a SQLite database: transactions one after another, those of one turn of the event loop committed together.
 *
 * A commit waits for the disk, which costs more than all that a contact of an agent writes. So each transaction is a savepoint within
 * one that is committed when the turn of the event loop is over; a transaction has ended for its owner only then. One that fails is
 * taken back alone. What is committed together is lost together: when the commit fails, or SQLite itself rolls back because the disk
 * is full, all owners are told so.
 */
export class GroupCommit {
  readonly #statements: StatementCache;
  readonly #turns = new Turns();
  #waiting: Waiting[] = [];
  /** A member is between its begin and its end. */
  #isBusy = false;
  #isScheduled = false;
  #hasEnded = false;
  /** The turn of the event loop was over while a member was busy: its end is the end of the group. */
  #isDue = false;
  #openedAt = 0;
  /** Why SQLite rolled the last group back. */
  #lostTo: unknown;

  constructor(statements: StatementCache) {
    this.#statements = statements;
  }

  /** Waits for one's turn, and begins. Whoever began ends with `commit` or `rollback`. */
  async begin(): Promise<Member> {
    const giveBack = await this.#turns.take();
    try {
      if (!this.#isOpen) await this.#open();
      this.#statements.command('SAVEPOINT member');
    } catch (error) {
      this.#leave(giveBack);
      throw error;
    }
    this.#isBusy = true;
    return new Member(this, giveBack);
  }

  /** One statement as a transaction of its own. */
  async once<T>(work: (statements: StatementCache) => T): Promise<T> {
    const giveBack = await this.#turns.take();
    let stored: Promise<void>;
    let result: T;
    try {
      if (!this.#isOpen) await this.#open();
      // A statement that fails takes back what it did by itself.
      result = this.run(() => work(this.#statements));
      stored = this.#untilStored();
    } finally {
      this.#leave(giveBack);
    }
    await stored;
    return result;
  }

  /** Work outside any transaction, such as VACUUM, or a question to a database that has only this connection. */
  async alone<T>(work: (statements: StatementCache) => T): Promise<T> {
    const giveBack = await this.#turns.take();
    try {
      this.#close();
      return await patiently(() => work(this.#statements));
    } finally {
      giveBack();
    }
  }

  /** Runs a statement of the group, and notices when it made SQLite roll everything back. */
  run<T>(work: (statements: StatementCache) => T): T {
    if (!this.#isOpen) throw new Error('The transaction had been rolled back by SQLite', { cause: this.#lostTo });
    try {
      return work(this.#statements);
    } catch (error) {
      if (!this.#isOpen) this.#fail(error);
      throw error;
    }
  }

  /** Ends a member for `Member`. @returns When what it did is on the disk. */
  commit(giveBack: () => void): Promise<void> {
    this.run((statements) => statements.command('RELEASE member'));
    const stored = this.#untilStored();
    this.#isBusy = false;
    this.#leave(giveBack);
    return stored;
  }

  /** Takes back what a member did. */
  rollback(giveBack: () => void): void {
    try {
      // SQLite itself rolls back on some errors (disk full); a second ROLLBACK would hide the first error.
      if (this.#isOpen) {
        this.#statements.command('ROLLBACK TO member');
        this.#statements.command('RELEASE member');
      }
    } finally {
      this.#isBusy = false;
      this.#leave(giveBack);
    }
  }

  /** Stores what is under way, and lets nobody begin any more. */
  async end(): Promise<void> {
    await this.#turns.take();
    this.#close();
    this.#hasEnded = true;
  }

  get #isOpen(): boolean {
    return this.#statements.database.isTransaction;
  }

  async #open(): Promise<void> {
    await patiently(() => this.#statements.command('BEGIN IMMEDIATE'));
    this.#openedAt = performance.now();
    this.#isDue = false;
  }

  #untilStored(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  #leave(giveBack: () => void): void {
    if (this.#isDue || performance.now() - this.#openedAt > OLDEST_MS) this.#close();
    else this.#closeAfterThisTurn();
    giveBack();
  }

  #closeAfterThisTurn(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    afterThisTurn(() => {
      this.#isScheduled = false;
      if (this.#hasEnded) return;
      if (this.#isBusy) this.#isDue = true;
      else this.#close();
    });
  }

  #close(): void {
    if (!this.#isOpen) return;
    try {
      this.#statements.command('COMMIT');
    } catch (error) {
      if (this.#isOpen) this.#statements.command('ROLLBACK');
      this.#fail(error);
      return;
    }
    const stored = this.#waiting;
    this.#waiting = [];
    for (const { resolve } of stored) resolve();
  }

  #fail(error: unknown): void {
    this.#lostTo = error;
    const lost = this.#waiting;
    this.#waiting = [];
    for (const { reject } of lost) reject(error);
  }
}

/** SQLite's own patience would keep the whole program waiting, and who holds the lock may be in it. */
async function patiently<T>(work: () => T): Promise<T> {
  const begun = performance.now();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - begun > PATIENCE_MS) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

/** SQLITE_BUSY, whatever its extension says of why. Source: SQLite result codes. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}

/** One transaction of a group. */
export class Member {
  readonly #group: GroupCommit;
  #giveBack: (() => void) | undefined;

  constructor(group: GroupCommit, giveBack: () => void) {
    this.#group = group;
    this.#giveBack = giveBack;
  }

  run<T>(work: (statements: StatementCache) => T): T {
    return this.#group.run(work);
  }

  /** Resolves when it is on the disk. */
  async commit(): Promise<void> {
    const giveBack = this.#giveBack;
    if (giveBack === undefined) throw new Error('The transaction has ended');
    const stored = this.#group.commit(giveBack);
    this.#giveBack = undefined;
    await stored;
  }

  /** Does nothing after a commit, whether it succeeded or not: there is nothing left to take back. */
  rollback(): void {
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    if (giveBack !== undefined) this.#group.rollback(giveBack);
  }
}

/** Who may write, one after another. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for one's turn. @returns Ends the turn. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let giveBack: () => void = noTurn;
    this.#last = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    return giveBack;
  }
}

function noTurn(): void {
  throw new Error('A turn was given back before it was taken');
}
