import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, openDatabase } from '@muster/server';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSimulatedFleet } from './fleet.ts';
import { hostileTexts } from './hostile-texts.ts';
import { run } from './run.ts';

const UNTIL = '2026-11-20T09:00:00Z';
const fleetOptions = { seed: 3, assets: 24, software: 60, inventories: 2, days: 90, until: Date.parse(UNTIL) };
const words = ['--assets', '24', '--seed', '3', '--software', '60', '--days', '90', '--until', UNTIL];
const page = { kind: 'computer', limit: 100, offset: 0, sort: ['deviceId'], columns: [], archived: 'include' as const };

const engines = (process.env.TEST_ENGINES ?? 'sqlite').split(',');

describe.each(engines)('muster-simulator generate on %s', (engine) => {
  test('what is stored is what the fleet reported last, with everything around it', async () => {
    const place = await emptyPlace(engine);
    const owner = ['--user', 'ada', '--password', 'correct horse battery'];
    const done = await simulate(['generate', ...words, '--to', place.to, ...owner]);
    expect(done).toMatchObject({ code: 0 });
    expect(done.printed).toMatch(/^24 machines, \d+ inventories in [\d.]+ s: .* a second\n[\d,]+ rows/);

    const db = await openDatabase(place.location);
    onTestFinished(() => db.close());
    const services = createServices({ db });
    const { items, total } = await services.lists.list(page);
    expect(total).toBe(24);
    const fleet = createSimulatedFleet(fleetOptions);
    for (let number = 0; number < 24; number += 1) {
      const { machine, visits } = fleet.machine(number);
      const { at, inventory } = [...visits()].at(-1) ?? {};
      const stored = items.find(({ deviceId }) => deviceId === machine.deviceId);
      expect(stored).toMatchObject({
        name: inventory?.sections.hardware?.[0]?.name,
        tag: machine.tag,
        serial: machine.serial,
        softwareCount: inventory?.sections.software?.length,
        lastInventoryAt: new Date(at ?? 0).toISOString(),
      });
    }
    expect(items.some(({ name }) => hostileTexts.includes(name))).toBe(true);
    const history = await Promise.all(items.map(({ id }) => services.fleet.history.count(id)));
    expect(history.filter((n) => n > 1).length).toBeGreaterThan(3);
    expect((await services.lists.list({ ...page, archived: 'only' })).total).toBe(1);
    expect((await services.groups.names()).map(({ label }) => label)).toContain('Windows 10');
    expect((await services.admin.fields.list()).map(({ name }) => name)).toContain('WARRANTY');
    const userId = (await services.users.list())[0]?.id ?? 0;
    expect((await services.storedSearches.list(userId, { limit: 10, offset: 0 })).total).toBe(4);
  });

  test('a database with machines is filled only when that is asked for; the same fleet reports again as itself', async () => {
    const { to } = await emptyPlace(engine);
    const command = ['generate', ...words, '--to', to];
    await simulate(command);
    const refused = await simulate(command);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.errors).toMatch(/There are 24 machines in this database already: .*--append/);
    expect(await simulate([...command, '--append'])).toMatchObject({ code: 0 });
    expect((await simulate(command)).errors).toMatch(/There are 24 machines/);
  });
});

test.each([
  [['generate', '--to', 'sqlite:x'], /"--assets" is missing/],
  [
    ['generate', '--assets', 'many', '--to', 'sqlite:x'],
    /"--assets" must be a whole number from 1 to 1000000, found "many"/,
  ],
  [['generate', '--assets', '5'], /"--to" is missing/],
  [['generate', '--assets', '5', '--to', 'mysql://root:secret@host/x'], /"--to" must be sqlite:FILE .*found "mysql:…"/],
  [['generate', '--assets', '5', '--to', 'sqlite:x', '--until', 'soon'], /"--until" must be a date/],
  [['generate', '--assets', '5', '--to', 'sqlite:x', '--user', 'ada'], /go together/],
  [['generate', '--number', '5'], /Unknown option '--number'/],
  [['fill'], /Cannot run "fill": expected generate/],
])('%j is refused with a reason', async (args, reason) => {
  const { code, errors } = await simulate(args);
  expect(code).toBe(2);
  expect(errors).toMatch(reason);
  expect(errors).not.toContain('secret');
});

test('a database that cannot be reached is told, without the password', async () => {
  const to = 'postgres://ada:secret@127.0.0.1:1/none';
  const { code, errors } = await simulate(['generate', '--assets', '1', '--to', to]);
  expect(code).toBe(1);
  expect(errors).toContain('DATABASE_UNREACHABLE');
  expect(errors).not.toContain('secret');
});

async function simulate(args: readonly string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await run(args, {
    print: (line) => printed.push(line),
    printError: (line) => errors.push(line),
    now: Date.parse(UNTIL),
    stop: new AbortController().signal,
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

/** A database of its own, which is gone after the test. */
async function emptyPlace(engine: string): Promise<{ readonly to: string; readonly location: string }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'muster-simulator-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const location = join(folder, 'fleet.sqlite');
    return { to: `sqlite:${location}`, location };
  }
  const server = process.env.MUSTER_TEST_POSTGRES ?? 'postgres://root@127.0.0.1:5432/postgres';
  const name = `muster_simulator_${randomBytes(6).toString('hex')}`;
  await administrate(server, `create database ${name}`);
  onTestFinished(() => administrate(server, `drop database ${name} with (force)`));
  const location = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return { to: location, location };
}

async function administrate(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
