import type { Inventory, Row, SectionName } from '@muster/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createStateService, type Present } from './state-service.ts';
import { arrivalAt, type Content, createTestFleet, inventoryOf, stableText } from './testing/test-fleet.ts';

/** Rows of one identity, whole duplicates, children, software, one-row and wholly volatile sections. */
const pools = {
  hardware: fc.array(
    fc.record({ name: fc.constantFrom('pc', 'pc-2'), memory: fc.constantFrom(1, 2, null), description: word() }),
    { minLength: 1, maxLength: 1 },
  ),
  drives: rows({ mountPoint: fc.constantFrom('/', '/home'), device: word(), total: few(), free: few(), label: word() }),
  videos: rows({ name: word(), memory: few(), resolution: word() }),
  envs: rows({ name: word(), value: word() }),
  memories: rows({ slot: few(), caption: word(), capacity: few(), speed: word() }),
  software: rows({
    name: fc.constantFrom('bash', 'curl', 'git'),
    version: fc.constantFrom('1', '2', null),
    publisher: fc.constantFrom('haxx', '', null),
    comments: fc.constantFrom('x', null),
    folder: fc.constantFrom('/a', '/b', null),
  }),
  databasesServices: rows({ name: word(), port: few(), version: word(), size: few() }),
  databases: rows({
    parentKey: fc.constantFrom('a\u001f1\u001f\u001f', 'b\u001f\u001f\u001f'),
    name: word(),
    active: fc.boolean(),
    size: few(),
  }),
  processes: rows({ pid: few(), command: word(), cpuUsage: few() }),
} satisfies Partial<Record<SectionName, fc.Arbitrary<readonly Partial<Row>[]>>>;
const watched = Object.keys(pools).filter((name) => name !== 'processes') as SectionName[];

function word() {
  return fc.constantFrom('a', 'b', null);
}
function few() {
  return fc.constantFrom(1, 2, null);
}
function rows(record: Record<string, fc.Arbitrary<unknown>>) {
  return fc.array(fc.record(record) as fc.Arbitrary<Partial<Row>>, { maxLength: 6 });
}

const inventories = fc.array(
  fc.record({
    content: fc.record(pools, { requiredKeys: [] }) as fc.Arbitrary<Content>,
    partial: fc.boolean(),
    // The bits of software, drives, videos… or of all sections: those that are absent are gone.
    checksum: fc.constantFrom(null, 0, 1, 512, 65536, 2 ** 20 - 1),
    dialect: fc.constantFrom('ocs', 'fusion', 'glpi'),
    // Inventories in one millisecond happen; then only the state after the last can be asked for.
    later: fc.constantFrom(0, 1, 1000),
  }),
  { minLength: 2, maxLength: 7 },
);

describe.each(enginesUnderTest())('past states on $name', ({ name, create }) => {
  let engine: Awaited<ReturnType<typeof create>>;
  let fleet: ReturnType<typeof createTestFleet>;
  beforeAll(async () => {
    engine = await create();
    fleet = createTestFleet(engine.db);
  });
  afterAll(() => engine.dispose());

  const storedNow = async (assetId: number) => {
    const texts: Record<string, string> = {};
    for (const section of watched) {
      const { items } = await fleet.assets.sectionRows(assetId, section, { limit: 1000, offset: 0 });
      texts[section] = stableText(section, items as Row[]);
    }
    return texts;
  };
  const rebuiltAt = async (assetId: number, at: number) => {
    const texts: Record<string, string> = {};
    for (const section of watched)
      texts[section] = stableText(section, await fleet.states.stateAt({ assetId, at }, section));
    return texts;
  };

  let device = 0;
  test('are what was stored then, whatever came in', async () => {
    await fc.assert(
      fc.asyncProperty(inventories, async (sequence) => {
        const deviceId = `pc${++device}-2026-11-20-08-00-00`;
        let at = 1_000_000;
        let assetId = 0;
        const stored = new Map<number, Record<string, string>>();
        for (const { content, later, ...more } of sequence) {
          at += later;
          const inventory = inventoryOf(deviceId, content, more as Partial<Inventory>);
          ({ assetId } = await fleet.reception.receive(inventory, arrivalAt(at)));
          stored.set(at, await storedNow(assetId));
        }
        for (const [moment, texts] of stored) expect(await rebuiltAt(assetId, moment)).toEqual(texts);
        const first = Math.min(...stored.keys());
        for (const text of Object.values(await rebuiltAt(assetId, first - 1))) expect(text).toBe('');
      }),
      { numRuns: name === 'sqlite' ? 150 : 40 },
    );
  });

  test('a change among namesakes is undone on the right one', async () => {
    const deviceId = 'twins-2026-11-20-08-00-00';
    const one = { name: 'VGA', memory: 1, resolution: 'a' };
    const two = { name: 'VGA', memory: 2, resolution: 'b' };
    const { assetId } = await fleet.reception.receive(inventoryOf(deviceId, { videos: [one, two] }), arrivalAt(1000));
    const after = [
      { ...two, memory: 3 },
      { ...one, memory: 3 },
    ];
    await fleet.reception.receive(inventoryOf(deviceId, { videos: after }), arrivalAt(2000));
    const was = await fleet.states.stateAt({ assetId, at: 1999 }, 'videos');
    expect(stableText('videos', was)).toBe(stableText('videos', [one, two]));
  });

  test('volatile columns are not told, nor sections without a history', async () => {
    const content = { drives: [{ mountPoint: '/', total: 10, free: 5 }], processes: [{ pid: 1 }] };
    const { assetId } = await fleet.reception.receive(inventoryOf('v-2026-11-20-08-00-00', content), arrivalAt(1000));
    expect(await fleet.states.stateAt({ assetId, at: 1000 }, 'drives')).toMatchObject([{ total: 10, free: null }]);
    for (const section of ['processes', 'other']) {
      await expect(fleet.states.stateAt({ assetId }, section)).rejects.toMatchObject({ code: 'HISTORY_NOT_KEPT' });
    }
    await expect(fleet.states.stateAt({ assetId }, '__proto__')).rejects.toMatchObject({ code: 'SECTION_NOT_FOUND' });
    await expect(fleet.states.stateAt({ assetId: 10 ** 9 }, 'drives')).rejects.toMatchObject({
      code: 'ASSET_NOT_FOUND',
    });
  });

  test('an inventory that comes in while a state is being read does not spoil it', async () => {
    const deviceId = 'race-2026-11-20-08-00-00';
    const receive = (at: number, name: string) =>
      fleet.reception.receive(inventoryOf(deviceId, { envs: [{ name }] }), arrivalAt(at));
    const { assetId } = await receive(1000, 'A');
    await receive(2000, 'B');
    let next = 3000;
    const present: Present = {
      firstSeenAt: async () => 1000,
      sections: async () => ['envs'],
      async rows() {
        const { items } = await fleet.assets.sectionRows(assetId, 'envs', { limit: 10, offset: 0 });
        if (next <= 4000) await receive(next, `C${next}`);
        next += 1000;
        return items as Row[];
      },
    };
    const states = createStateService({ repository: fleet.repository, present });
    expect(await states.stateAt({ assetId, at: 1500 }, 'envs')).toMatchObject([{ name: 'A' }]);
    expect(next).toBe(6000); // read three times
  });

  test('history that does not fit the rows is not guessed at', async () => {
    const deviceId = 'u-2026-11-20-08-00-00';
    const { assetId } = await fleet.reception.receive(
      inventoryOf(deviceId, { envs: [{ name: 'A' }] }),
      arrivalAt(1000),
    );
    const entry = { section: 'envs', kind: 'added' as const, row_key: 'B\u001f', before: null, after: '{"name":"B"}' };
    await fleet.history.append(engine.db.kysely, assetId, 2000, [entry]);
    await expect(fleet.states.stateAt({ assetId, at: 1500 }, 'envs')).rejects.toMatchObject({
      code: 'HISTORY_INCOMPLETE',
    });
  });

  test('a record that is merged away brings its history, and takes it back', async () => {
    const kept = 'kept-2026-11-20-08-00-00';
    const gone = 'gone-2026-11-20-08-00-00';
    const { assetId: to } = await fleet.reception.receive(
      inventoryOf(kept, { envs: [{ name: 'A' }] }),
      arrivalAt(1000),
    );
    const { assetId: from } = await fleet.reception.receive(
      inventoryOf(gone, { envs: [{ name: 'B' }] }),
      arrivalAt(1100),
    );
    await fleet.reception.receive(inventoryOf(kept, { envs: [] }), arrivalAt(2000));
    await fleet.reception.receive(inventoryOf(gone, { envs: [{ name: 'C' }] }), arrivalAt(2100));
    const all = { limit: 10, offset: 0 };
    const before = [await fleet.history.list(from, all), await fleet.history.list(to, all)];
    const moved = await fleet.historyMover.move(engine.db.kysely, from, to);
    expect(await fleet.history.count(from)).toBe(0);
    expect(await fleet.history.count(to)).toBe((before[0]?.total ?? 0) + (before[1]?.total ?? 0));
    expect(await fleet.states.stateAt({ assetId: to, at: 1500 }, 'envs')).toMatchObject([{ name: 'A' }]);
    expect(await fleet.states.stateAt({ assetId: from, at: 1500 }, 'envs')).toMatchObject([{ name: 'B' }]);
    await fleet.historyMover.restore(engine.db.kysely, from, to, moved);
    expect([await fleet.history.list(from, all), await fleet.history.list(to, all)]).toEqual(before);
    expect(await fleet.states.stateAt({ assetId: from, at: 1500 }, 'envs')).toMatchObject([{ name: 'B' }]);
  });

  test('two moments, and two machines, are compared', async () => {
    const deviceId = 'cmp-2026-11-20-08-00-00';
    const bash = { name: 'bash', version: '1' };
    const first = inventoryOf(deviceId, { software: [bash, { name: 'curl' }], drives: [{ mountPoint: '/', free: 1 }] });
    const { assetId } = await fleet.reception.receive(first, arrivalAt(1000));
    const second = { software: [{ ...bash, version: '2' }, { name: 'git' }], drives: [{ mountPoint: '/', free: 2 }] };
    await fleet.reception.receive(inventoryOf(deviceId, second), arrivalAt(2000));
    const moments = await fleet.states.compare({ assetId, at: 1000 }, { assetId });
    const software = {
      name: 'software',
      added: [{ key: 'git' }],
      removed: [{ key: 'curl' }],
      changed: [{ key: 'bash', before: { version: '1' }, after: { version: '2' } }],
    };
    expect(moments.sections).toMatchObject([software]);
    const { assetId: twin } = await fleet.reception.receive({ ...first, deviceId: `x${deviceId}` }, arrivalAt(3000));
    expect((await fleet.states.compare({ assetId: twin }, { assetId })).sections).toMatchObject([software]);
    expect((await fleet.states.compare({ assetId: twin }, { assetId, at: 1000 })).sections).toEqual([]);
    expect((await fleet.states.compare({ assetId, at: 1000 }, { assetId }, 'drives')).sections).toEqual([]);
  });
});
