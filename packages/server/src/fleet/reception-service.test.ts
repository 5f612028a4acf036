import type { Inventory, Row } from '@muster/protocol';
import { describe, expect, test } from 'vitest';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { createAuditService } from '../audit/audit-service.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createEventHub, type HubEvent } from '../http/event-hub.ts';
import { createSettingsRepository } from '../settings/settings-repository.ts';
import { createSettingsService } from '../settings/settings-service.ts';
import { createAssetListRepository } from './asset-list-repository.ts';
import { createFleet } from './create-fleet.ts';
import type { Arrival } from './reception-service.ts';
import { allComputers } from './testing/all-computers.ts';
import { testInventory } from './testing/test-inventory.ts';

const DEVICE = 'pc-1-2026-11-20-08-00-00';
const arrivalAt = (at: number): Arrival => ({ at, sourceIp: '192.0.2.7', userAgent: 'Test_v1', agentId: null });

const inventoryOf = (sections: Record<string, readonly Partial<Row>[]>, more: Partial<Inventory> = {}) =>
  testInventory(DEVICE, sections, more);

const bash = { name: 'bash', version: '5.2', publisher: null, architecture: 'amd64' };
const curl = { name: 'curl', version: '7.88', publisher: 'haxx', architecture: 'amd64' };
const root = { mountPoint: '/', device: '/dev/sda1', total: 1000, free: 400 };

describe.each(enginesUnderTest())('reception on $name', ({ create }) => {
  async function fleet() {
    const { db, dispose } = await create();
    const events = createEventHub();
    const seen: HubEvent[] = [];
    events.subscribe((event) => seen.push(event));
    const audit = createAuditService({ repository: createAuditRepository(db), clock: Date.now });
    const settings = createSettingsService({ repository: createSettingsRepository(db), audit, clock: Date.now });
    return { db, dispose, seen, ...createFleet({ db, events, settings }) };
  }

  test('a first inventory is stored whole and is one entry of the history', async () => {
    const { reception, assets, seen, dispose } = await fleet();
    const received = await reception.receive(
      inventoryOf(
        { hardware: [{ name: 'pc-1', memory: 2048 }], drives: [root], software: [bash, curl] },
        { tag: 'paris' },
      ),
      arrivalAt(1000),
    );
    expect(received).toMatchObject({ created: true });
    expect(seen).toEqual([{ type: 'asset', data: { id: received.assetId, kind: 'created' } }]);
    const asset = await assets.view(received.assetId);
    expect(asset).toMatchObject({ name: 'pc-1', tag: 'paris', memoryMiB: 2048, softwareCount: 2, changesCount: 1 });
    const software = await assets.sectionRows(received.assetId, 'software', { limit: 10, offset: 0, sort: ['name'] });
    expect(software.total).toBe(2);
    expect(software.items).toMatchObject([bash, curl]);
    const changes = await assets.changes(received.assetId, { limit: 10, offset: 0 });
    expect(changes.items).toMatchObject([
      { section: '', kind: 'created', after: { hardware: 1, drives: 1, software: 2 }, at: '1970-01-01T00:00:01.000Z' },
    ]);
    await dispose();
  });

  test('an unchanged inventory changes nothing but the time of contact', async () => {
    const { reception, assets, dispose } = await fleet();
    const content = { hardware: [{ name: 'pc-1' }], software: [curl, bash] };
    const first = await reception.receive(inventoryOf(content), arrivalAt(1000));
    const again = await reception.receive(inventoryOf({ ...content, software: [bash, curl] }), arrivalAt(2000));
    expect(again).toMatchObject({ assetId: first.assetId, created: false, changed: [] });
    expect(await assets.view(first.assetId)).toMatchObject({
      changesCount: 1,
      lastInventoryAt: '1970-01-01T00:00:02.000Z',
    });
    await dispose();
  });

  test('volatile columns stay current without a history', async () => {
    const { reception, assets, dispose } = await fleet();
    const { assetId } = await reception.receive(inventoryOf({ drives: [root] }), arrivalAt(1000));
    const again = await reception.receive(inventoryOf({ drives: [{ ...root, free: 100 }] }), arrivalAt(2000));
    expect(again.changed).toEqual([]);
    const rows = await assets.sectionRows(assetId, 'drives', { limit: 10, offset: 0 });
    expect(rows.items).toMatchObject([{ free: 100 }]);
    expect(await assets.view(assetId)).toMatchObject({ changesCount: 1 });
    await dispose();
  });

  test('what changed is written, and is what the history shows', async () => {
    const { reception, assets, dispose } = await fleet();
    const { assetId } = await reception.receive(inventoryOf({ software: [bash, curl] }), arrivalAt(1000));
    const upgraded = { ...bash, version: '5.3' };
    const git = { name: 'git', version: '2.39', publisher: null, architecture: 'amd64' };
    await reception.receive(inventoryOf({ software: [upgraded, git] }), arrivalAt(2000));
    const rows = await assets.sectionRows(assetId, 'software', { limit: 10, offset: 0, sort: ['name'] });
    expect(rows.items).toMatchObject([upgraded, git]);
    const { items } = await assets.changes(assetId, { limit: 10, offset: 0, section: 'software' });
    expect(items.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual([
      'added git · amd64',
      'changed bash · amd64',
      'removed curl · haxx · amd64',
    ]);
    expect(items.find(({ kind }) => kind === 'changed')).toMatchObject({
      before: { version: '5.2' },
      after: { version: '5.3' },
    });
    await dispose();
  });

  test('an absent section is unchanged, unless the checksum says that it changed', async () => {
    const { reception, assets, dispose } = await fleet();
    const drives = { drives: [root] };
    const { assetId } = await reception.receive(inventoryOf(drives, { checksum: 512 }), arrivalAt(1000));
    await reception.receive(inventoryOf({}, { checksum: 1 }), arrivalAt(2000));
    expect((await assets.sectionRows(assetId, 'drives', { limit: 1, offset: 0 })).total).toBe(1);
    await reception.receive(inventoryOf({}, { checksum: 513, partial: true }), arrivalAt(3000));
    expect((await assets.sectionRows(assetId, 'drives', { limit: 1, offset: 0 })).total).toBe(1);
    await reception.receive(inventoryOf({}, { checksum: 513 }), arrivalAt(4000));
    expect((await assets.sectionRows(assetId, 'drives', { limit: 1, offset: 0 })).total).toBe(0);
    await dispose();
  });

  test('equal rows, children and unknown values are all kept', async () => {
    const { reception, assets, dispose } = await fleet();
    const service = { name: 'pg', version: '15', port: 5432 };
    const { databasesServices: services, databases } = {
      databasesServices: [service, { ...service, port: 5433 }],
      databases: [{ name: 'a', parentKey: 'pg\u001f5432\u001f\u001f' }],
    };
    const other = [{ section: 'FOO', row: 0, path: 'BAR', value: 'x' }];
    const content = { videos: [{ name: 'VGA' }, { name: 'VGA' }], databasesServices: services, databases };
    const { assetId } = await reception.receive(inventoryOf(content, { other }), arrivalAt(1000));
    const page = { limit: 10, offset: 0 };
    expect((await assets.sectionRows(assetId, 'videos', page)).total).toBe(2);
    expect((await assets.sectionRows(assetId, 'databases', page)).items).toMatchObject(databases);
    expect((await assets.sectionRows(assetId, 'other', page)).items).toEqual(other);
    await reception.receive(inventoryOf({ ...content, videos: [{ name: 'VGA' }] }), arrivalAt(2000));
    expect((await assets.sectionRows(assetId, 'videos', page)).total).toBe(1);
    expect((await assets.sectionRows(assetId, 'other', page)).total).toBe(0);
    // A server whose databases are gone says nothing of databases.
    await reception.receive(inventoryOf({ databasesServices: services }), arrivalAt(3000));
    expect((await assets.sectionRows(assetId, 'databases', page)).total).toBe(0);
    await dispose();
  });

  test('texts that are too long for an index are kept whole', async () => {
    const { reception, assets, dispose } = await fleet();
    // Without repetition, so that no database makes it short by packing it.
    const long = Array.from({ length: 60_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('');
    const { assetId } = await reception.receive(
      inventoryOf({
        hardware: [{ name: long, uuid: long }],
        bios: [{ systemSerial: long, systemModel: long }],
        networks: [{ name: 'eth0', mac: long }],
        software: [{ name: long, publisher: long, version: long }],
      }),
      arrivalAt(1000),
    );
    const { items } = await assets.sectionRows(assetId, 'software', { limit: 1, offset: 0 });
    expect(items).toMatchObject([{ name: long, publisher: long, version: long }]);
    expect((await assets.view(assetId)).name).toBe(long.slice(0, 500));
    await dispose();
  });

  test('two agents with one DEVICEID at once make one asset', async () => {
    const { db, reception, assets, dispose } = await fleet();
    const versions = Array.from({ length: 8 }, (_, i) => ({ ...bash, version: `5.${i}` }));
    const all = await Promise.all(
      versions.map((one, i) => reception.receive(inventoryOf({ software: [one, curl] }), arrivalAt(1000 + i))),
    );
    expect(new Set(all.map(({ assetId }) => assetId)).size).toBe(1);
    expect(await createAssetListRepository(db).count(allComputers)).toBe(1);
    const rows = await assets.sectionRows(all[0]?.assetId ?? 0, 'software', { limit: 10, offset: 0 });
    expect(rows.total).toBe(2);
    await dispose();
  });

  test('an inventory that fails half-way leaves nothing', async () => {
    const { reception, assets, dispose } = await fleet();
    const { assetId } = await reception.receive(inventoryOf({ drives: [root] }), arrivalAt(1000));
    const broken = {
      ...inventoryOf({ drives: [], bios: [{ systemModel: 'new' }] }),
      // Asked for after the sections are written.
      get other(): never {
        throw new Error('the plug was pulled');
      },
    };
    await expect(reception.receive(broken, arrivalAt(2000))).rejects.toThrow('plug');
    expect((await assets.sectionRows(assetId, 'drives', { limit: 1, offset: 0 })).total).toBe(1);
    expect(await assets.view(assetId)).toMatchObject({ lastInventoryAt: '1970-01-01T00:00:01.000Z', changesCount: 1 });
    await dispose();
  });
});
