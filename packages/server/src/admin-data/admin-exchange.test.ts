import { describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAdminApp } from './testing/admin-app.ts';

const DEVICE = 'desk-1-2026-11-20-08-00-00';

describe.each(enginesUnderTest())('administrative data and agents on $name', ({ create }) => {
  async function server() {
    const { db, dispose } = await create();
    const app = await createAdminApp(db);
    await app.field({ name: 'Room', type: 'text', label: { en: 'Room' } });
    await app.field({
      name: 'Site',
      type: 'select',
      label: { en: 'Site', fr: 'Site' },
      choices: [{ label: { en: 'Paris' } }, { label: { en: 'London', fr: 'Londres' } }],
      default: null,
    });
    const [tag, room, site] = (await app.api('GET', '/admin-fields')).body.items.map((f: { id: number }) => f.id);
    const edit = async (assetId: number, values: object) => {
      const { body } = await app.api('GET', `/assets/${assetId}/admin-data`);
      return await app.api('PATCH', `/assets/${assetId}/admin-data`, { version: body.version, values });
    };
    const end = async () => {
      await app.close();
      await dispose();
    };
    return { ...app, db, tag, room, site, edit, end };
  }

  test('of a new machine the copy of the agent counts, and it is told nothing', async () => {
    const { report, values, api, end } = await server();
    const first = await report(DEVICE, { TAG: 'paris', room: 'B 12', Site: 'Londres', Unknown: 'x' });
    expect(first.response).toBe('NO_ACCOUNT_UPDATE');
    expect(first.asset.tag).toBe('paris');
    expect(await values(first.asset.id)).toEqual({ TAG: 'paris', Room: 'B 12', Site: 2 });
    // What no field knows stays in the section.
    const { body } = await api('GET', `/assets/${first.asset.id}/sections/accountInfo`);
    expect(body.items).toContainEqual({ name: 'Unknown', value: 'x' });
    // And what was told as an id is an id from then on.
    const second = await report(DEVICE, { TAG: 'paris', Room: 'B 12', Site: 'Londres' });
    expect(second).toMatchObject({ response: 'ACCOUNT_UPDATE', copy: { TAG: 'paris', Room: 'B 12', Site: '2' } });
    expect((await report(DEVICE, second.copy)).response).toBe('NO_ACCOUNT_UPDATE');
    await end();
  });

  test('of a known machine the server wins, and the agent gets every pair', async () => {
    const { report, values, edit, room, site, tag, api, end } = await server();
    const { asset } = await report(DEVICE, { TAG: 'paris' });
    expect((await edit(asset.id, { [room]: 'C 3', [site]: 1, [tag]: 'lyon' })).status).toBe(200);
    const told = await report(DEVICE, { TAG: 'paris', Foreign: 'x' });
    expect(told).toMatchObject({ response: 'ACCOUNT_UPDATE', copy: { TAG: 'lyon', Room: 'C 3', Site: '1' } });
    expect(told.asset.tag).toBe('lyon');
    expect((await report(DEVICE, told.copy)).response).toBe('NO_ACCOUNT_UPDATE');
    // An agent that sends none has lost its copy.
    expect((await report(DEVICE)).copy).toEqual(told.copy);
    // A TAG typed on the machine does not count.
    expect((await report(DEVICE, { ...told.copy, TAG: 'mine' })).copy).toEqual(told.copy);
    expect(await values(asset.id)).toMatchObject({ TAG: 'lyon' });
    // Cleared here, cleared there.
    await edit(asset.id, { [room]: null, [site]: null, [tag]: null });
    expect(await report(DEVICE, told.copy)).toMatchObject({ response: 'ACCOUNT_UPDATE', copy: {} });
    expect((await report(DEVICE)).response).toBe('NO_ACCOUNT_UPDATE');
    const changes = await api('GET', `/assets/${asset.id}/changes?section=adminData`);
    expect(changes.body.items).toContainEqual(
      expect.objectContaining({
        kind: 'changed',
        key: 'TAG',
        before: { value: 'paris' },
        after: { value: 'lyon', source: 'token:test' },
      }),
    );
    await end();
  });

  test('what was lost here is taken back from the agent, and the history says so', async () => {
    const { report, values, edit, room, site, db, api, end } = await server();
    const { asset } = await report(DEVICE, { TAG: 'paris' });
    await edit(asset.id, { [room]: 'C 3', [site]: 2 });
    const { copy } = await report(DEVICE);
    await db.kysely.deleteFrom('admin_values').execute();
    await db.kysely.deleteFrom('admin_states').execute();
    await db.kysely.updateTable('assets').set({ tag: null }).execute();
    expect(await values(asset.id)).toEqual({});
    const back = await report(DEVICE, copy);
    expect(back.response).toBe('NO_ACCOUNT_UPDATE');
    expect(back.asset.tag).toBe('paris');
    expect(await values(asset.id)).toEqual({ TAG: 'paris', Room: 'C 3', Site: 2 });
    const { body } = await api('GET', `/assets/${asset.id}/changes?section=adminData&limit=3`);
    expect(body.items.map((item: { after: unknown }) => item.after)).toContainEqual({
      value: 'C 3',
      source: 'agent, after a loss',
    });
    await end();
  });

  test('a field can take over what agents hold: a new database gets back what the old one had', async () => {
    const { report, values, field, services, end } = await server();
    const { asset } = await report(DEVICE, { TAG: 'paris', Owner: 'Ada', Age: '7' });
    const other = (await report('desk-2-2026-11-20-09-00-00', { Age: 'old' })).asset;
    await field({ name: 'owner', type: 'text', label: { en: 'Owner' } });
    expect(await values(asset.id)).toEqual({ TAG: 'paris' });
    await field({ name: 'Age', type: 'integer', label: { en: 'Age' }, takeOver: true });
    expect(await values(asset.id)).toEqual({ TAG: 'paris', Age: 7 });
    expect(await values(other.id)).toEqual({});
    const trail = await services.audit.list({ action: 'adminField.create', limit: 1, offset: 0 });
    expect(trail.items[0]).toMatchObject({ target: 'field Age', after: { takenOver: 1 } });
    await end();
  });

  test('a TAG changed on the machine counts where the setting says so, and an edit here still wins later', async () => {
    const { report, values, edit, tag, services, end } = await server();
    await services.settings.set('ACCEPT_TAG_UPDATE_FROM_CLIENT', true, { actor: 'test', address: null });
    const { asset } = await report(DEVICE, { TAG: 'paris' });
    expect((await report(DEVICE, { TAG: 'nice' })).asset.tag).toBe('nice');
    await edit(asset.id, { [tag]: 'lyon' });
    // Its copy is the one it had before: nobody changed it on the machine.
    const told = await report(DEVICE, { TAG: 'nice' });
    expect(told.copy).toEqual({ TAG: 'lyon' });
    expect((await report(DEVICE, told.copy)).response).toBe('NO_ACCOUNT_UPDATE');
    await report(DEVICE, { TAG: 'rome' });
    expect(await values(asset.id)).toEqual({ TAG: 'rome' });
    await end();
  });

  test('new machines get the defaults, and hear of them at their second inventory', async () => {
    const { report, values, field, end } = await server();
    await field({ name: 'Owner', type: 'text', label: { en: 'Owner' }, default: 'IT' });
    const { asset, response } = await report(DEVICE, { TAG: 'paris' });
    expect(response).toBe('NO_ACCOUNT_UPDATE');
    expect(await values(asset.id)).toEqual({ TAG: 'paris', Owner: 'IT' });
    expect((await report(DEVICE, { TAG: 'paris' })).copy).toEqual({ TAG: 'paris', Owner: 'IT' });
    await end();
  });

  test.each([
    ['a FusionInventory agent', 'FusionInventory-Agent_v2.6', 'TAG'],
    ['a hostile agent', 'OCS-NG_x', 'tag'],
  ])('%s is heard too', async (_name, user, key) => {
    const { report, values, end } = await server();
    const odd = `${'x'.repeat(400)}`;
    const { asset } = await report(DEVICE, { [key]: 'site &lt;1&gt;', Room: odd }, { user });
    expect(await values(asset.id)).toEqual({ TAG: 'site <1>' });
    await end();
  });

  test('a TAG that cannot be kept is none, and no reason to refuse the inventory', async () => {
    const { report, values, end } = await server();
    const { asset } = await report(DEVICE, { TAG: 'x'.repeat(400) });
    expect(asset.tag).toBeNull();
    expect(await values(asset.id)).toEqual({});
    await end();
  });

  test('the root tag of a GLPI agent is the TAG', async () => {
    const { app, api, values, end } = await server();
    const send = (tag: string) =>
      app.inject({
        method: 'POST',
        url: '/front/inventory.php',
        headers: { 'content-type': 'application/json', 'glpi-agent-id': 'f428f9ca-e4be-11f1-b14d-a5df7b16ada8' },
        payload: {
          action: 'inventory',
          deviceid: DEVICE,
          itemtype: 'Computer',
          tag,
          content: { versionclient: 'GLPI-Agent_v1.4', hardware: { name: 'desk-1' } },
        },
      });
    expect((await send('nantes')).statusCode).toBe(200);
    const { body } = await api('GET', '/assets');
    expect(body.items[0].tag).toBe('nantes');
    expect((await send('other')).statusCode).toBe(200);
    expect(await values(body.items[0].id)).toEqual({ TAG: 'nantes' });
    await end();
  });

  test('in a merge the old record survives, the new one fills gaps, and both come back exactly', async () => {
    const { report, values, edit, room, site, services, db, end } = await server();
    const old = (await report(DEVICE, { TAG: 'paris' })).asset.id;
    const young = (await report('desk-2-2026-11-20-09-00-00', { TAG: 'stock' })).asset.id;
    await edit(old, { [room]: 'C 3' });
    await edit(young, { [site]: 1 });
    const before = [await values(old), await values(young)];
    const { mover } = services.admin;
    const moved = await db.kysely.transaction().execute((trx) => mover.move(trx, old, young));
    expect(await values(young)).toEqual({ TAG: 'paris', Room: 'C 3', Site: 1 });
    expect(await values(old)).toEqual({});
    const stored: typeof moved = JSON.parse(JSON.stringify(moved));
    await db.kysely.transaction().execute((trx) => mover.restore(trx, old, young, stored));
    expect([await values(old), await values(young)]).toEqual(before);
    const tags = await db.kysely.selectFrom('assets').select('tag').orderBy('id').execute();
    expect(tags).toEqual([{ tag: 'paris' }, { tag: 'stock' }]);
    await end();
  });
});
