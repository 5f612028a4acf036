import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const MINUTE = 60_000;

/** A machine with columns that have a history, columns and sections that have none, and what no section defines. */
function inventory(id: string, { uuid, serial, mac, free, software, note = 'x' }: Machine): string {
  const programs = software.map(
    (name) => `<SOFTWARES><NAME>${name}</NAME><VERSION>1.${name.length}</VERSION><PUBLISHER>P</PUBLISHER></SOFTWARES>`,
  );
  return `<?xml version="1.0"?><REQUEST><CONTENT>
    <HARDWARE><NAME>${id}</NAME><UUID>${uuid}</UUID><MEMORY>2048</MEMORY><DESCRIPTION>${note}</DESCRIPTION><USERID>ada</USERID></HARDWARE>
    <BIOS><SSN>${serial}</SSN><SMANUFACTURER>Example</SMANUFACTURER></BIOS>
    <DRIVES><TYPE>/</TYPE><TOTAL>1000</TOTAL><FREE>${free}</FREE></DRIVES>
    <DRIVES><TYPE>/home</TYPE><TOTAL>5000</TOTAL><FREE>${free * 2}</FREE></DRIVES>
    <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${mac}</MACADDR></NETWORKS>
    <PROCESSES><CMD>init ${free}</CMD><PID>1</PID></PROCESSES>
    <HOMEMADE><COLOUR>${note}</COLOUR></HOMEMADE>
    ${programs.join('')}
    </CONTENT><DEVICEID>${id}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
}

type Machine = {
  readonly uuid: string;
  readonly serial: string;
  readonly mac: string;
  readonly free: number;
  readonly software: readonly string[];
  readonly note?: string;
};

const ONE: Machine = {
  ...{ uuid: '4C4C4544-0048-3410-8050-B5C04F525931', serial: '5H4PRY1', mac: '3c:52:82:00:00:01' },
  ...{ free: 100, software: ['zsh', 'bash', 'vim'], note: 'blue' },
};
const TWO: Machine = {
  ...{ uuid: '4C4C4544-0048-3410-8050-B5C04F525999', serial: '9ZZZZZ9', mac: '3c:52:82:00:00:02' },
  ...{ free: 700, software: ['emacs', 'bash'], note: 'red' },
};

/** Decisions and what they keep; what work in the background knows, whenever that ran. */
const APART = new Set(['identity_decisions', 'asset_snapshots', 'group_queue', 'software_counted']);

const page = { limit: 9, offset: 0, columns: [] };

describe.each(enginesUnderTest())('parting records on $name', ({ create }) => {
  let server: TestApp;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    server = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => server.close());

  async function report(id: string, machine: Machine): Promise<void> {
    now += MINUTE;
    const payload = inventory(id, machine);
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  async function post(path: string, payload: object) {
    const headers = { authorization: server.authorization };
    const reply = await server.app.inject({ method: 'POST', url: `/api/v1${path}`, headers, payload });
    expect([path, reply.statusCode]).toEqual([path, expect.toSatisfy((code: number) => code < 300)]);
    return reply.json();
  }

  /** Every stored row that belongs to a record, but for numbers that only order rows. */
  async function everythingOf(assetId: number, { history = true } = {}) {
    const { kysely, engine } = server.db;
    const found: Record<string, unknown> = {};
    for (const [table, columns] of Object.entries(await engine.readSchema(kysely))) {
      if (columns.asset_id === undefined || (table === 'history' && !history)) continue;
      if (APART.has(table)) continue;
      const { rows } = await sql<Record<string, unknown>>`
        select * from ${sql.table(table)} where asset_id = ${assetId}`.execute(kysely);
      const plain = rows.map(({ id: _id, row_id: _row, ...row }) => JSON.stringify(row)).sort();
      if (plain.length > 0) found[table] = plain;
    }
    found.asset = await kysely.selectFrom('assets').selectAll().where('id', '=', assetId).executeTakeFirst();
    // As people see it, in the order in which it is shown.
    for (const section of ['software', 'drives', 'processes', 'other']) {
      const url = `/api/v1/assets/${assetId}/sections/${section}`;
      const headers = { authorization: server.authorization };
      found[`shown ${section}`] = (await server.app.inject({ method: 'GET', url, headers })).json();
    }
    return found;
  }

  test('a split gives back exactly what was stored', async () => {
    await report('one', ONE);
    await report('one', { ...ONE, free: 90, software: [...ONE.software, 'nano'] });
    const before = await everythingOf(1);
    // Another machine is taken for it, by the board that was built into it; it reports more than once.
    await report('box', { ...TWO, uuid: ONE.uuid, serial: ONE.serial });
    await report('box', { ...TWO, uuid: ONE.uuid, serial: ONE.serial, free: 650 });
    expect(await everythingOf(1)).not.toEqual(before);
    const box = await everythingOf(1, { history: false });

    const { items } = await server.services.identity.reviews.explain(1).then(({ decisions }) => ({ items: decisions }));
    const decision = items.find(({ outcome }) => outcome === 'recognised');
    const heard: unknown[] = [];
    server.services.events.subscribe(({ data }) => void heard.push(data.id));
    const { assetId: made } = await post('/assets/1/split', { decisionId: decision?.id });

    expect(await everythingOf(1)).toEqual(before);
    const parted = await everythingOf(made, { history: false });
    for (const name of ['section_drives', 'section_software', 'section_processes', 'other_values', 'shown other']) {
      expect(JSON.stringify(parted[name])).toBe(
        JSON.stringify(box[name]).replaceAll('\\"asset_id\\":1,', `\\"asset_id\\":${made},`),
      );
    }
    expect(heard).toEqual([1, made]);
    // Both go on as records of their own.
    await report('one', { ...ONE, free: 80 });
    await report('box', { ...TWO, uuid: ONE.uuid, serial: ONE.serial, free: 600 });
    const { total } = await server.services.lists.list({ ...page, sort: ['id'] });
    expect(total).toBe(2);
  });

  test('an undone merge gives back exactly what was stored, whoever reported meanwhile', async () => {
    await report('one', ONE);
    await report('one', { ...ONE, free: 90 });
    await report('two', TWO);
    // A synchroniser has seen the second, and nobody has used it yet.
    await server.db.kysely.updateTable('assets').set({ checksum: 4, user_name: null }).where('id', '=', 2).execute();
    await server.db.kysely.updateTable('assets').set({ checksum: 512 }).where('id', '=', 1).execute();
    const before = [await everythingOf(1), await everythingOf(2)];

    const merge = async () => (await post('/merges', { survivorId: 2, mergedIds: [1] })).mergeIds[0];
    const undo = (id: number) => post(`/merges/${id}/undo`, {});
    const joined = await merge();
    expect((await everythingOf(2)).asset).toMatchObject({ checksum: 516, user_name: 'ada' });
    await undo(joined);
    expect([await everythingOf(1), await everythingOf(2)]).toEqual(before);

    // Two machines after all: the agent of the first goes on, into the record of the second.
    const id = await merge();
    await report('two', { ...TWO, free: 5 });
    await report('one', { ...ONE, free: 3, software: ['zsh'] });
    await undo(id);
    const restored = await everythingOf(2, { history: false });
    const { history: _history, ...wanted } = before[1] as { history: unknown };
    expect(restored).toEqual(wanted);
    expect(await everythingOf(1)).toEqual(before[0]);
    // Its history tells of the way there and back, and every state in it can be read.
    const states = server.services.fleet.states;
    expect((await states.stateAt({ assetId: 2, at: now }, 'software')).map(({ name }) => name).sort()).toEqual([
      'bash',
      'emacs',
    ]);
    await report('one', { ...ONE, free: 2 });
    await report('two', { ...TWO, free: 2 });
    const { items, total } = await server.services.lists.list({ ...page, sort: ['id'] });
    expect([total, items.map(({ name }) => name)]).toEqual([2, ['one', 'two']]);
  });

  test('the last three decisions of a record can be taken back exactly, earlier ones by the history', async () => {
    await report('one', ONE);
    for (const i of [1, 2, 3, 4, 5]) await report(`one-${i}`, { ...ONE, free: 100 - i });
    const kept = async () => {
      const { rows } = await sql<{ n: number }>`select count(*) as n from asset_snapshots`.execute(server.db.kysely);
      return Number(rows[0]?.n);
    };
    expect(await kept()).toBe(3);
    // A laptop that comes to a dock is no other machine.
    await server.db.kysely.deleteFrom('asset_snapshots').execute();
    await report('one-5', { ...ONE, mac: '3c:52:82:00:00:77' });
    expect(await kept()).toBe(0);
    const { decisions } = await server.services.identity.reviews.explain(1);
    const first = decisions.toReversed().find(({ outcome }) => outcome === 'recognised');
    await post('/assets/1/split', { decisionId: first?.id });
    const shown = (await everythingOf(1))['shown drives'] as { items: { mountPoint: string; free: number | null }[] };
    expect(shown.items).toMatchObject([{ free: null }, { free: null }]);
  });
});
