import type { Inventory, Row } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { createAuditService } from '../audit/audit-service.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createAssetListRepository } from '../fleet/asset-list-repository.ts';
import type { AssetMover } from '../fleet/asset-mover.ts';
import { createFleet } from '../fleet/create-fleet.ts';
import { allComputers } from '../fleet/testing/all-computers.ts';
import { testInventory } from '../fleet/testing/test-inventory.ts';
import { createEventHub } from '../http/event-hub.ts';
import { createSettingsRepository } from '../settings/settings-repository.ts';
import { createSettingsService } from '../settings/settings-service.ts';
import { createIdentity } from './create-identity.ts';

const doer = { actor: 'ada', address: '192.0.2.1' };
const page = { limit: 10, offset: 0 };

function inventoryOf(deviceId: string, hardware: Partial<Row>, bios: Partial<Row> = {}, mac?: string): Inventory {
  const networks = mac === undefined ? {} : { networks: [{ name: 'eth0', mac, type: 'ethernet' }] };
  return testInventory(deviceId, { hardware: [hardware], bios: [bios], ...networks });
}

describe.each(enginesUnderTest())('identity on $name', ({ create }) => {
  async function rooms(movers: readonly AssetMover[] = []) {
    const { db, dispose } = await create();
    const audit = createAuditService({ repository: createAuditRepository(db), clock: () => 1000 });
    const settings = createSettingsService({ repository: createSettingsRepository(db), audit, clock: Date.now });
    const fleet = createFleet({ db, settings, events: createEventHub() });
    const identity = createIdentity({
      db,
      records: fleet.records,
      assets: fleet.assets,
      movers: [fleet.historyMover, ...movers],
      splits: fleet.splitter(audit),
      audit,
      clock: () => 5000,
    });
    let at = 0;
    const report = async (...given: Parameters<typeof inventoryOf>) => {
      at += 1000;
      const arrival = { at, sourceIp: null, userAgent: null, agentId: null };
      return await fleet.reception.receive(inventoryOf(...given), arrival);
    };
    const listed = createAssetListRepository(db);
    const list = async () => ({
      items: await fleet.assets.summaries(await listed.page(allComputers, { ...page, order: [{ column: 'id' }] })),
      total: await listed.count(allComputers),
    });
    return { ...fleet, ...identity, settings, audit, report, list, dispose };
  }

  test('a machine that is installed anew keeps its record, and says why', async () => {
    const { report, list, reviews, dispose } = await rooms();
    const hardware = { name: 'pc-1', uuid: '4C4C4544-0048-3410-8050-B5C04F525931' };
    const first = await report('pc-1-a', hardware, { systemSerial: '5H4PRY1' });
    const again = await report('new-b', { ...hardware, name: 'new' }, { systemSerial: '5H4PRY1' });
    expect(again).toMatchObject({ assetId: first.assetId, created: false });
    expect((await list()).items).toMatchObject([{ name: 'new', deviceId: 'new-b' }]);
    const explained = await reviews.explain(first.assetId);
    expect(explained.deviceIds.map(({ deviceId }) => deviceId)).toEqual(['new-b', 'pc-1-a']);
    expect(explained.decisions.map(({ outcome }) => outcome)).toEqual(['recognised', 'created']);
    expect(explained.decisions[0]?.reasons?.map(({ kind, agrees }) => `${kind} ${agrees}`)).toEqual([
      'uuid true',
      'serial true',
      'name false',
    ]);
    await dispose();
  });

  test('a copied disk makes a second record, and is told', async () => {
    const { report, list, reviews, dispose } = await rooms();
    const image = { name: 'pc-1' };
    await report('pc-1-a', { ...image, uuid: '4C4C4544-0048-3410-8050-B5C04F525931' }, { systemSerial: '5H4PRY1' });
    await report('pc-1-a', { ...image, uuid: '12D3A7B2-1111-4222-8333-000000000001' }, { systemSerial: 'OTHER77' });
    await report('pc-1-a', { ...image, uuid: '4C4C4544-0048-3410-8050-B5C04F525931' }, { systemSerial: '5H4PRY1' });
    expect((await list()).total).toBe(2);
    const told = await reviews.suspicions({ state: 'open', ...page });
    expect(told.items).toMatchObject([{ kind: 'clone', assetIds: [1, 2] }]);
    await reviews.setSuspicionState(told.items[0]?.id ?? 0, 'ignored', doer);
    expect((await reviews.suspicions({ state: 'open', ...page })).total).toBe(0);
    await dispose();
  });

  test('the rule of OCS is honoured for those who choose it', async () => {
    const { report, list, settings, dispose } = await rooms();
    await settings.set('IDENTITY_RULE', 'ocs', doer);
    const uuid = (last: number) => `12D3A7B2-1111-4222-8333-00000000000${last}`;
    await report('pc-1-a', { name: 'pc-1', uuid: uuid(1) }, { systemSerial: 'AAA111' }, '3c:52:82:00:00:01');
    // Level 7: name, serial number and an address must all agree; other numbers do not matter.
    await report('pc-1-b', { name: 'pc-1', uuid: uuid(2) }, { systemSerial: 'AAA111' }, '3c:52:82:00:00:01');
    expect((await list()).total).toBe(1);
    await report('pc-2-a', { name: 'pc-2', uuid: uuid(1) }, { systemSerial: 'AAA111' }, '3c:52:82:00:00:01');
    expect((await list()).total).toBe(2);
    await settings.set('AUTO_DUPLICATE_LVL', 0, doer);
    await report('pc-2-b', { name: 'pc-2', uuid: uuid(1) }, { systemSerial: 'AAA111' }, '3c:52:82:00:00:01');
    expect((await list()).total).toBe(3);
    await dispose();
  });

  test('a merge moves what people decided, hides the other record, and is undone exactly', async () => {
    const moves: string[] = [];
    const mover: AssetMover = {
      name: 'notes',
      async move(_trx, from, to) {
        moves.push(`move ${from} ${to}`);
        return { note: 'kept' };
      },
      async restore(_trx, from, to, moved) {
        moves.push(`restore ${from} ${to} ${JSON.stringify(moved)}`);
      },
    };
    const { report, list, assets, merges, audit, dispose } = await rooms([mover]);
    const one = await report('pc-1-a', { name: 'pc-1' }, { systemSerial: 'AAA111' });
    const two = await report('pc-2-a', { name: 'pc-2' }, { systemSerial: 'BBB222' });
    const before = [await assets.view(one.assetId), await assets.view(two.assetId)];

    const [mergeId = 0] = await merges.merge({
      survivorId: two.assetId,
      mergedIds: [one.assetId],
      doer,
      reason: 'same box',
    });
    expect((await list()).items).toMatchObject([{ id: two.assetId, firstSeenAt: before[0]?.firstSeenAt }]);
    const afterwards = await report('pc-1-a', { name: 'pc-2' }, { systemSerial: 'BBB222' });
    expect(afterwards.assetId).toBe(two.assetId);
    const again = { survivorId: one.assetId, mergedIds: [two.assetId], doer, reason: '' };
    await expect(merges.merge(again)).rejects.toMatchObject({ code: 'ASSET_MERGED' });
    await report('pc-2-a', { name: 'pc-2' }, { systemSerial: 'BBB222' });

    await merges.undo(mergeId, doer);
    expect((await list()).total).toBe(2);
    expect(await assets.view(one.assetId)).toEqual(before[0]);
    expect(await assets.view(two.assetId)).toMatchObject({ name: 'pc-2', firstSeenAt: before[1]?.firstSeenAt });
    expect(moves).toEqual(['move 1 2', 'restore 1 2 {"note":"kept"}']);
    await expect(merges.undo(mergeId, doer)).rejects.toMatchObject({ code: 'MERGE_NOT_FOUND' });
    const actions = (await audit.list({ limit: 10, offset: 0 })).items.map(({ action }) => action);
    expect(actions).toEqual(['asset.unmerge', 'asset.merge']);
    await dispose();
  });

  test('a merge of several is all or nothing, and the last one is undone first', async () => {
    const { report, list, merges, dispose } = await rooms();
    for (const i of [1, 2, 3]) await report(`pc-${i}-a`, { name: `pc-${i}` }, { systemSerial: `SERIAL${i}X` });
    const bad = { survivorId: 1, mergedIds: [2, 99], doer, reason: '' };
    await expect(merges.merge(bad)).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' });
    expect((await list()).total).toBe(3);
    const ids = await merges.merge({ survivorId: 1, mergedIds: [2, 3], doer, reason: '' });
    expect((await list()).total).toBe(1);
    await expect(merges.undo(ids[0] ?? 0, doer)).rejects.toMatchObject({ code: 'MERGE_NOT_LAST' });
    for (const id of ids.toReversed()) await merges.undo(id, doer);
    expect((await list()).total).toBe(3);
    await dispose();
  });

  test('a split gives the record back what it was, and the other machine a record of its own', async () => {
    const { report, assets, splits, reviews, states, list, dispose } = await rooms();
    const uuid = '4C4C4544-0048-3410-8050-B5C04F525931';
    const { assetId } = await report('pc-1-a', { name: 'pc-1', uuid, memory: 1024 }, { systemSerial: '5H4PRY1' });
    await report('pc-1-a', { name: 'pc-1', uuid, memory: 2048 }, { systemSerial: '5H4PRY1' });
    const before = await assets.sectionRows(assetId, 'hardware', { ...page });
    // Somebody built the same board into another box.
    await report('box-9', { name: 'box', uuid, memory: 4096 }, { systemSerial: '5H4PRY1' });
    await report('box-9', { name: 'box', uuid, memory: 8192 }, { systemSerial: '5H4PRY1' });
    const taken = (await reviews.explain(assetId)).decisions.find(({ outcome }) => outcome === 'recognised');
    const made = await splits.split(assetId, taken?.id ?? 0, doer);

    expect((await list()).items).toMatchObject([
      { id: assetId, name: 'pc-1', deviceId: 'pc-1-a', memoryMiB: 2048 },
      { id: made, name: 'box', deviceId: 'box-9', memoryMiB: 8192 },
    ]);
    expect(await assets.sectionRows(assetId, 'hardware', { ...page })).toEqual(before);
    const past = await states.stateAt({ assetId: made, at: 3500 }, 'hardware');
    expect(past).toMatchObject([{ memory: 4096 }]);
    expect(await states.stateAt({ assetId, at: 1500 }, 'hardware')).toMatchObject([{ memory: 1024 }]);
    expect(await report('pc-1-a', { name: 'pc-1', uuid, memory: 2048 }, { systemSerial: '5H4PRY1' })).toMatchObject({
      created: false,
    });
    await expect(splits.split(assetId, 999, doer)).rejects.toMatchObject({ code: 'DECISION_NOT_FOUND' });
    await dispose();
  });

  test('duplicates are counted and listed by each comparison, and a blacklisted value is none', async () => {
    const { report, reviews, dispose } = await rooms();
    await report(
      'a-1',
      { name: 'pc', uuid: '11111111-2222-4333-8444-000000000001' },
      { systemSerial: 'GENERIC9' },
      '3c:52:82:00:00:01',
    );
    await report(
      'b-1',
      { name: 'kiosk', uuid: '11111111-2222-4333-8444-000000000002' },
      { systemSerial: 'GENERIC9' },
      '3c:52:82:00:00:02',
    );
    await report(
      'c-1',
      { name: 'kiosk', uuid: '11111111-2222-4333-8444-000000000003' },
      { systemSerial: 'GENERIC9' },
      '3c:52:82:00:00:03',
    );
    const counts = Object.fromEntries(
      (await reviews.summary()).map(({ method, groups, records }) => [method, [groups, records]]),
    );
    expect(counts).toMatchObject({
      serial: [1, 3],
      name: [1, 2],
      'name+serial': [1, 2],
      mac: [0, 0],
      'mac+serial': [0, 0],
    });
    const { items } = await reviews.groups('name+serial', page);
    expect(items).toMatchObject([{ values: ['kiosk', 'GENERIC9'], assets: [{ id: 2 }, { id: 3 }] }]);
    await reviews.changeBlacklist('serial', ' generic9', true, doer);
    expect((await reviews.groups('serial', page)).total).toBe(0);
    await expect(reviews.changeBlacklist('mac', 'xyz', true, doer)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await dispose();
  });
});
