import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// biome-ignore lint/correctness/noUnresolvedImports: built into Node since 22; the linter does not know it yet
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';
import { StatementCache } from './sqlite-statements.ts';

describe('GroupCommit', () => {
  let folder: string;
  let statements: StatementCache;
  let other: DatabaseSync;
  let group: GroupCommit;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-group-'));
    const file = join(folder, 'x.sqlite');
    statements = new StatementCache(new DatabaseSync(file));
    statements.database.exec('pragma journal_mode = wal; create table t (n integer primary key, text text)');
    other = new DatabaseSync(file);
    group = new GroupCommit(statements);
  });

  afterEach(async () => {
    await group.end();
    other.close();
    statements.close();
    rmSync(folder, { recursive: true });
  });

  const insert = (n: number) => (to: StatementCache) => to.command(`insert into t (n) values (${n})`);
  /** What another process sees. */
  const stored = () =>
    other
      .prepare('select n from t order by n')
      .all()
      .map((row) => row.n);
  /** Changes whenever another connection has committed. */
  const version = () => Number(other.prepare('pragma data_version').get()?.data_version);

  async function transaction(n: number, fails = false): Promise<void> {
    const member = await group.begin();
    try {
      member.run(insert(n));
      if (fails) throw new Error(`no ${n}`);
      await member.commit();
    } catch (error) {
      member.rollback();
      throw error;
    }
  }

  test('what one turn writes is one commit, and nobody is told before it', async () => {
    const before = version();
    const told: number[] = [];
    const all = Promise.all([1, 2, 3].map((n) => transaction(n).then(() => told.push(n))));
    const once = group.once(insert(4));
    await Promise.resolve();
    expect([told, stored()]).toEqual([[], []]);
    await Promise.all([all, once]);
    expect(stored()).toEqual([1, 2, 3, 4]);
    expect(version()).toBe(before + 1);
  });

  test('who fails is taken back alone', async () => {
    const outcomes = await Promise.allSettled([
      transaction(1),
      transaction(2, true),
      group.once(insert(1)),
      transaction(3),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(stored()).toEqual([1, 3]);
  });

  test('nothing is left open when all fail', async () => {
    await expect(transaction(1, true)).rejects.toThrow('no 1');
    await nextTurn();
    expect(statements.database.isTransaction).toBe(false);
    expect(stored()).toEqual([]);
  });

  test('one that takes several turns is not committed half', async () => {
    const member = await group.begin();
    member.run(insert(1));
    const next = transaction(3);
    await nextTurn();
    await nextTurn();
    expect(stored()).toEqual([]);
    member.run(insert(2));
    await member.commit();
    expect(stored()).toEqual(expect.arrayContaining([1, 2]));
    await next;
    expect(stored()).toEqual([1, 2, 3]);
  });

  test('when SQLite rolls everything back, all who were not stored yet are told so', async () => {
    await transaction(1);
    const lost = transaction(2);
    const member = await group.begin();
    member.run(insert(3));
    const fail = () => member.run((to) => to.command('insert or rollback into t (n) values (1)'));
    expect(fail).toThrow('UNIQUE');
    await expect(lost).rejects.toThrow('UNIQUE');
    expect(() => member.run(insert(4))).toThrow('rolled back');
    member.rollback();
    await transaction(5);
    expect(stored()).toEqual([1, 5]);
  });

  test('a commit that fails is told to all, and the next one works', async () => {
    statements.database.exec(
      'pragma foreign_keys = on; create table child (n integer references t (n) deferrable initially deferred)',
    );
    const outcomes = await Promise.allSettled([
      transaction(1),
      group.once((to) => to.command('insert into child values (7)')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(stored()).toEqual([]);
    await transaction(2);
    expect(stored()).toEqual([2]);
  });

  test('work outside of transactions finds everything stored', async () => {
    const written = transaction(1);
    await group.alone((to) => to.command('vacuum'));
    await written;
    expect(stored()).toEqual([1]);
  });

  test('while another process writes, the program goes on', async () => {
    statements.database.exec('pragma busy_timeout = 0');
    other.exec('begin immediate; insert into t (n) values (1)');
    const written = transaction(2);
    await nextTurn();
    other.exec('commit');
    await written;
    expect(stored()).toEqual([1, 2]);
  });
});
