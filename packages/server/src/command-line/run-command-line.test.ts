import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { options } from '../config.ts';
import { runCommandLine } from './run-command-line.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'muster-command-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Runs `muster-server` in this process on the data folder of the test; `secret` is what a person types when asked. */
async function run(args: readonly string[], { secret = '', environment = {} } = {}) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runCommandLine(args, {
    environment: { MUSTER_DATA: dir, ...environment },
    stop: AbortSignal.timeout(20_000),
    notify: () => undefined,
    terminal: {
      print: (text) => printed.push(text),
      printError: (text) => errors.push(text),
      readSecret: async () => secret,
    },
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

const PASSWORD = 'correct horse battery';

describe('muster-server user', () => {
  test('adds, lists, changes and removes a user, and prints no password', async () => {
    expect(await run(['user', 'add', '--name', 'Ada'], { secret: PASSWORD })).toMatchObject({
      code: 0,
      printed: 'Added user "Ada"',
    });
    const list = await run(['user', 'list']);
    expect(list.printed).toMatch(/^NAME {2}SIGNS IN {2}TOKENS {2}SINCE\nAda {3}yes {7}0 {7}20\d\d-/);
    const changed = await run(['user', 'password', '--name', 'ada'], { secret: 'another long password' });
    expect(changed.code).toBe(0);
    expect(changed.printed + changed.errors).not.toContain('another long password');
    expect((await run(['user', 'remove', '--name', 'Ada'])).code).toBe(0);
    expect((await run(['user', 'list'])).printed).toBe('NAME  SIGNS IN  TOKENS  SINCE');
  });

  test('prints a token, and nothing else, on a server that was never set up', async () => {
    const { code, printed, errors } = await run(['user', 'token', '--name', 'ci']);
    expect(code).toBe(0);
    expect(printed).toMatch(/^mst_[\w-]{43}$/);
    expect(errors).toContain('cannot be shown again');
    expect((await run(['user', 'list'])).printed).toMatch(/\nci {4}no {8}1 /);
  });

  test.each([
    { args: ['user'], code: 2, says: 'Use: muster-server user list' },
    { args: ['user', 'add'], code: 2, says: 'Use: muster-server user list' },
    { args: ['user', 'list', '--name', 'x'], code: 2, says: 'Use: muster-server user list' },
    { args: ['user', 'constructor', '--name', 'x'], code: 2, says: 'Use: muster-server user list' },
    { args: ['user', 'remove', '--name', 'nobody'], code: 1, says: 'Cannot find user "nobody"' },
    { args: ['user', 'add', '--name', 'Ada'], code: 1, says: 'fewer than 12 characters' },
    { args: ['user', 'add', '--name', 'Ada', '--password', 'x'], code: 2, says: "unknown option '--password'" },
  ])('$args fails with $code and says why', async ({ args, code, says }) => {
    const result = await run(args, { secret: 'short' });
    expect(result.code).toBe(code);
    expect(result.errors.toLowerCase()).toContain(says.toLowerCase());
    expect(result.printed).toBe('');
  });
});

describe('muster-server settings', () => {
  test('lists, changes and shows', async () => {
    expect((await run(['settings', 'list'])).printed).toContain('PROLOG_FREQ = 24\n    Time between two contacts');
    expect((await run(['settings', 'set', 'FREQUENCY', '7'])).printed).toBe('FREQUENCY is 7');
    expect((await run(['settings', 'set', 'INVENTORY_ON_STARTUP', 'no'])).code).toBe(0);
    expect((await run(['settings', 'get', 'FREQUENCY'])).printed).toBe('7');
    expect((await run(['settings', 'get', 'INVENTORY_ON_STARTUP'])).printed).toBe('false');
  });

  test.each([
    { args: ['set', 'FREQUENCY', 'often'], code: 1, says: 'it must be a whole number of days from -1 to 3650' },
    { args: ['set', 'PROLOG_FREQ', '0'], code: 1, says: 'from 1 to 8760' },
    { args: ['set', 'NOPE', '1'], code: 1, says: 'Cannot find setting "NOPE"' },
    { args: ['get'], code: 2, says: 'Use: muster-server settings list' },
  ])('$args fails and says why', async ({ args, code, says }) => {
    const result = await run(['settings', ...args]);
    expect([result.code, result.errors]).toEqual([code, expect.stringContaining(says)]);
  });

  test('takes a negative number for what it is', async () => {
    expect((await run(['settings', 'set', 'FREQUENCY', '-1'])).printed).toBe('FREQUENCY is -1');
  });
});

describe('muster-server', () => {
  test.each([['--help'], ['serve', '--help'], ['-h'], ['help']])(
    '%s tells every command and option',
    async (...args) => {
      const { code, printed } = await run(args);
      expect(code).toBe(0);
      for (const command of ['serve', 'user', 'settings', 'openapi', 'import'])
        expect(printed).toContain(`  ${command}`);
      for (const name of Object.keys(options)) {
        expect(printed).toContain(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
      }
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  test.each(['restore', 'doctor'])('%s says that it is not built yet, and does nothing', async (name) => {
    const { code, errors } = await run([name]);
    expect([code, errors]).toEqual([2, `Cannot run "${name}": it is not built yet in this version`]);
    expect(readdirSync(dir)).toEqual([]);
  });

  test.each([
    { args: [], code: 2, says: 'expected one of serve, user, settings' },
    { args: ['dance'], code: 2, says: 'Cannot run "dance"' },
    { args: ['serve', '--prot', '80'], code: 2, says: "unknown option '--prot'" },
    { args: ['serve', '--port', 'x'], code: 2, says: '"--port" must be a whole number' },
    { args: ['serve', 'now'], code: 2, says: 'Use: muster-server serve' },
    { args: ['serve', '--listen', '0.0.0.0'], code: 1, says: 'Cannot listen on "0.0.0.0"' },
    {
      args: ['serve', '--database', 'mysql://x/y'],
      code: 2,
      says: '"database" must be a file or begin with postgres://',
    },
  ])('$args fails with $code and says why', async ({ args, code, says }) => {
    const result = await run(args);
    expect(result.code).toBe(code);
    expect(result.errors.toLowerCase()).toContain(says.toLowerCase());
  });

  test('openapi prints the description of the API, and writes nothing', async () => {
    const { printed } = await run(['openapi']);
    expect(JSON.parse(printed)).toMatchObject({ openapi: '3.1.0', info: { title: 'Muster' } });
    expect(readdirSync(dir)).toEqual([]);
  });
});
