import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../db/database.ts';
import { settingNames } from '../settings/setting-definitions.ts';
import { runCommandLine } from './run-command-line.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'muster-settings-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Runs `muster-server settings` in this process. */
async function settings(...args: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runCommandLine(['settings', ...args], {
    environment: { MUSTER_DATA: dir },
    stop: new AbortController().signal,
    notify: () => undefined,
    terminal: {
      print: (text: string) => printed.push(text),
      printError: (text: string) => errors.push(text),
      readSecret: async () => '',
    } as never, // what settings use of a terminal
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

/** Opens the database beside the command, as a running server has it. */
async function withDatabase<T>(work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const db = await openDatabase(join(dir, 'muster.db'));
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function addAsset(): Promise<number> {
  const values = { kind: 'computer', device_id: 'a', name: 'a', agent_family: 'ocs', first_seen_at: 1 };
  const counts = { last_contact_at: 1, fidelity: 1, quality: 0, software_count: 0, other_truncated: 0 };
  return await withDatabase(async ({ kysely }) => {
    const row = { ...values, ...counts } as never; // columns of other rooms have defaults
    return (await kysely.insertInto('assets').values(row).returning('id').executeTakeFirstOrThrow()).id;
  });
}

describe('muster-server settings', () => {
  test('lists every setting, and says of each whether it has an effect', async () => {
    const { printed } = await settings('list');
    for (const name of settingNames) expect(printed).toMatch(new RegExp(`^${name} = `, 'm'));
    expect(printed).toMatch(/^SNMP_LINK_TAG = false\n.*\n.*\n {4}It is stored, but has no effect/m);
    expect(printed).toMatch(/^FREQUENCY = 0\n.*\n.*\n {4}A machine or a group may have a value of its own\.\nINV/m);
  });

  test('sets, shows and resets a list, and says who did', async () => {
    await settings('set', 'TRUSTED_IP', '10.0.0.0/8  192\\.168\\.1\\.\\d{1,3}');
    expect((await settings('get', 'TRUSTED_IP')).printed).toBe('10.0.0.0/8 192\\.168\\.1\\.\\d{1,3}');
    expect((await settings('list')).printed).toMatch(/Set by command line on 20\d\d-/);
    expect((await settings('reset', 'TRUSTED_IP')).printed).toMatch(/^TRUSTED_IP is empty/);
    const events = await withDatabase(({ kysely }) =>
      kysely.selectFrom('audit_events').select(['actor', 'action']).orderBy('id').execute(),
    );
    expect(events).toEqual([
      { actor: 'command line', action: 'setting.set' },
      { actor: 'command line', action: 'setting.reset' },
    ]);
  });

  test('says so when what is set has no effect yet', async () => {
    expect((await settings('set', 'SNMP_LINK_TAG', 'on')).printed).toBe(
      'SNMP_LINK_TAG is true; it is stored, but has no effect in this version',
    );
  });

  test('sets and explains the values of one machine', async () => {
    await settings('set', 'PROLOG_FREQ', '12');
    const id = String(await addAsset());
    expect((await settings('set', 'FREQUENCY', '-1', '--asset', id)).printed).toBe(`FREQUENCY is -1 for asset ${id}`);
    const { printed } = await settings('effective', '--asset', id);
    expect(printed).toMatch(/^NAME +VALUE +FROM +EFFECT\n/);
    expect(printed).toMatch(/^FREQUENCY +-1 +asset +now$/m);
    expect(printed).toMatch(/^PROLOG_FREQ +12 +global +now$/m);
    expect(printed).toMatch(/^SNMP +true +default +none yet$/m);
    expect((await settings('reset', 'FREQUENCY', '--asset', id)).printed).toBe(
      `FREQUENCY is 0 for asset ${id} (default)`,
    );
  });

  test.each([
    { args: ['effective'], code: 2, says: 'Use: muster-server settings' },
    { args: ['list', '--asset', '1'], code: 2, says: 'Use: muster-server settings' },
    { args: ['effective', '--asset', '1', '--group', '1'], code: 2, says: 'exclude one another' },
    { args: ['effective', '--asset', '1; drop table assets'], code: 2, says: 'must be the number' },
    { args: ['effective', '--asset', '0'], code: 2, says: 'must be the number' },
    { args: ['effective', '--asset', '99'], code: 1, says: 'Cannot find asset 99' },
    { args: ['set', 'FREQUENCY', '1', '--group', '99'], code: 1, says: 'Cannot find group 99' },
    { args: ['set', 'LOCK_REUSE_TIME', '99999999999999999999'], code: 1, says: 'from 10 to 86400' },
    { args: ['set', 'IDENTITY_RULE', 'OCS'], code: 1, says: 'one of muster, ocs' },
    { args: ['set', 'TRUSTED_IP', '(.*)*'], code: 1, says: 'repeats without end' },
  ])('$args fails with $code and says why', async ({ args, code, says }) => {
    const result = await settings(...args);
    expect([result.code, result.errors]).toEqual([code, expect.stringContaining(says)]);
    expect(result.printed).toBe('');
  });
});
