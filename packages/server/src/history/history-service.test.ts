import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { expireHistory } from './retention.ts';
import { arrivalAt, createTestFleet, inventoryOf } from './testing/test-fleet.ts';

const DAY = 24 * 3600 * 1000;
const START = Date.UTC(2026, 0, 1);
const all = { limit: 500, offset: 0 };

describe.each(enginesUnderTest())('the history on $name', ({ create }) => {
  let engine: Awaited<ReturnType<typeof create>>;
  let fleet: ReturnType<typeof createTestFleet>;
  beforeAll(async () => {
    engine = await create();
    fleet = createTestFleet(engine.db);
  });
  afterAll(() => engine.dispose());

  /** One inventory a day, each of which brings other values of the variable `A`, and of a drive. */
  async function days(name: string, values: readonly (string | null)[]): Promise<number> {
    let id = 0;
    for (const [day, label] of values.entries()) {
      const content = { drives: [{ mountPoint: '/', label }], hardware: [{ name }] };
      const inventory = inventoryOf(`${name}-2026-11-20-08-00-00`, content);
      ({ assetId: id } = await fleet.reception.receive(inventory, arrivalAt(START + day * DAY)));
    }
    return id;
  }

  test('a value that goes back and forth is one entry which counts', async () => {
    const values = Array.from({ length: 12 }, (_, day) => (day % 2 === 0 ? 'A' : 'B'));
    const id = await days('flapping', values);
    const { items, total } = await fleet.history.list(id, all);
    // The first sight, then each direction three times.
    expect(total).toBe(7);
    expect(await fleet.history.count(id)).toBe(7);
    expect(items[0]).toMatchObject({ kind: 'changed', repeats: { count: 5, until: '2026-01-12T00:00:00.000Z' } });
    expect(items.slice(1).every(({ repeats }) => repeats === null)).toBe(true);
    expect((await fleet.history.list(id, { ...all, noise: true })).total).toBe(12);
    const noise = await fleet.history.noise({ from: START, limit: 10 });
    expect(noise.items).toEqual([
      { section: 'drives', columns: ['label'], changes: 5, assets: 1, latest: '2026-01-12T00:00:00.000Z' },
    ]);
    expect((await fleet.history.noise({ from: START + 30 * DAY, limit: 10 })).items).toEqual([]);
    // What is not shown one by one is not lost.
    const was = await fleet.states.stateAt({ assetId: id, at: START + 8 * DAY }, 'drives');
    expect(was).toMatchObject([{ label: 'A' }]);
  });

  test('what is changed on many assets at once is noise on each that goes back and forth', async () => {
    const [often, once] = [await days('often', ['A']), await days('once', ['A'])];
    const entries = (from: string, to: string) => [
      {
        section: 'adminData',
        kind: 'changed' as const,
        row_key: 'Room',
        before: `{"value":"${from}"}`,
        after: `{"value":"${to}"}`,
      },
    ];
    for (let n = 0; n < 8; n += 1) {
      const change = n % 2 === 0 ? entries('1', '2') : entries('2', '1');
      const assets = n === 0 ? [often, once] : [often];
      await engine.db.kysely.transaction().execute(async (trx) => {
        const changes = assets.map((assetId) => ({ assetId, entries: change }));
        await fleet.history.appendMany(trx, [...changes, { assetId: once, entries: [] }], START + (n + 1) * DAY);
      });
    }
    // The first sight, then each direction three times.
    expect((await fleet.history.list(often, all)).total).toBe(7);
    expect((await fleet.history.list(often, { ...all, noise: true })).total).toBe(9);
    const { items } = await fleet.history.list(once, all);
    expect(items.map(({ key, after }) => [key, after?.value])).toEqual([
      ['Room', '2'],
      ['', undefined],
    ]);
  });

  test('two agents on one machine tell once how they differ', async () => {
    const [day, name] = [(n: number) => arrivalAt(START + n * DAY), 'twice-2026-11-20-08-00-00'];
    const ofOne = inventoryOf(name, { hardware: [{ name }], software: [{ name: 'bash', publisher: 'GNU' }] });
    const ofOther = inventoryOf(
      name,
      { hardware: [{ name, workgroup: 'x' }], software: [{ name: 'bash' }] },
      { dialect: 'fusion' },
    );
    let id = 0;
    for (let n = 0; n < 12; n++) {
      const { assetId } = await fleet.reception.receive(n % 2 === 0 ? ofOne : ofOther, day(n));
      id = assetId;
    }
    // The first sight; the way there and back of hardware; one row of software for another, and back.
    expect((await fleet.history.list(id, all)).total).toBe(7);
    // What really changes is told, whoever tells it.
    const changed = inventoryOf(name, {
      hardware: [{ name }],
      software: [{ name: 'bash', publisher: 'GNU' }, { name: 'vim' }],
    });
    await fleet.reception.receive(changed, day(12));
    const { items, total } = await fleet.history.list(id, all);
    expect([total, items[0]]).toMatchObject([8, { kind: 'added', after: { name: 'vim' } }]);
    const was = await fleet.states.stateAt({ assetId: id, at: START + 9 * DAY }, 'software');
    expect(was).toMatchObject([{ name: 'bash', publisher: null }]);
  });

  test('a row that comes and goes is noise as well, a new value is not', async () => {
    const at = (day: number) => arrivalAt(START + day * DAY);
    let id = 0;
    for (let day = 0; day < 10; day++) {
      const envs = [{ name: 'X' }, ...(day % 2 === 0 ? [] : [{ name: 'A', value: String(day) }])];
      const received = await fleet.reception.receive(inventoryOf('usb-2026-11-20-08-00-00', { envs }), at(day));
      id = received.assetId;
    }
    const { items } = await fleet.history.list(id, all);
    expect(items[0]).toMatchObject({ repeats: { count: 3 } });
    expect(items).toHaveLength(7);
    const counting = await days('counting', ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(await fleet.history.count(counting)).toBe(9);
  });

  test('is filtered by section, time, kind and text', async () => {
    const id = await days('filtered', [null, '50%', 'x"y', 'z']);
    const total = async (query: object) => (await fleet.history.list(id, { ...all, ...query })).total;
    expect(await total({})).toBe(4);
    expect(await total({ section: 'drives' })).toBe(3);
    expect(await total({ section: 'software' })).toBe(0);
    expect(await total({ from: START + DAY, to: START + 3 * DAY })).toBe(2);
    expect(await total({ kinds: ['created'] })).toBe(1);
    expect(await total({ kinds: ['created', 'changed'] })).toBe(4);
    expect(await total({ q: '%' })).toBe(2);
    expect(await total({ q: 'x"Y' })).toBe(2);
    expect(await total({ q: "' or 1=1 --" })).toBe(0);
  });

  test('of the fleet is told page by page, none left out and none twice', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await fleet.history.fleet({ limit: 3, cursor, noise: true });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const { rows } = await engine.db.kysely
      .selectFrom('history')
      .select('id')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .execute()
      .then((found) => ({ rows: found.map(({ id }) => id) }));
    expect(seen).toEqual(rows);
    const filtered = await fleet.history.fleet({ limit: 50, q: 'x"y', section: 'drives', assetKind: 'computer' });
    expect(filtered).toMatchObject({
      next: null,
      items: [{ asset: { name: 'filtered' } }, { asset: { name: 'filtered' } }],
    });
    expect(await fleet.history.fleet({ limit: 50, assetKind: 'printer' })).toEqual({ items: [], next: null });
  });

  test('that is too old is deleted, and no state is told that needs it', async () => {
    const id = await days('old', ['1', '2', '3', '4', '5']);
    const young = START + 3 * DAY;
    const needs = { repository: fleet.repository, clock: () => young + 1, retentionDays: async () => 2 };
    const stateAt = async (at: number) => (await fleet.states.stateAt({ assetId: id, at }, 'drives'))[0]?.label;
    expect(await stateAt(START)).toBe('1');
    expect(await expireHistory({ ...needs, retentionDays: async () => 0 }, new AbortController().signal)).toBe(0);
    const stopped = new AbortController();
    stopped.abort();
    expect(await expireHistory(needs, stopped.signal)).toBe(0);
    // Though nothing is deleted yet, it may be at any moment.
    await expect(stateAt(START)).rejects.toMatchObject({ code: 'HISTORY_EXPIRED' });
    expect(await expireHistory(needs, new AbortController().signal, 2)).toBeGreaterThan(2);
    for (const [day, label] of [
      [2, '3'],
      [3, '4'],
      [4, '5'],
    ] as const)
      expect(await stateAt(START + day * DAY)).toBe(label);
    await expect(stateAt(START + DAY)).rejects.toMatchObject({ code: 'HISTORY_EXPIRED' });
    // A machine that is younger than the horizon has nothing that was deleted.
    const content = { drives: [{ mountPoint: '/', label: 'new' }] };
    const { assetId } = await fleet.reception.receive(
      inventoryOf('young-2026-11-20-08-00-00', content),
      arrivalAt(young),
    );
    expect(await fleet.states.stateAt({ assetId, at: START }, 'drives')).toEqual([]);
    // Kept longer from now on: what is gone is gone.
    await expireHistory({ ...needs, retentionDays: async () => 3000 }, new AbortController().signal);
    await expect(stateAt(START)).rejects.toMatchObject({ code: 'HISTORY_EXPIRED' });
  });
});
