import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withScope } from '../access/viewer.ts';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const OFFICE = { address: '192.0.2.0', mask: '255.255.255.0', name: 'Office', site: 'Paris' };
const PRINTER = '00:1a:2b:3c:4d:5e';
const CAMERA = '00:1a:2b:00:00:07';

describe.each(enginesUnderTest())('lists of networks and devices on $name', ({ create }) => {
  let server: TestApp;
  let now: number;
  let disposeDatabase: () => Promise<void>;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    const { db, dispose } = await create();
    disposeDatabase = dispose;
    server = await createTestApp({ db, clock: () => now });
  });
  afterEach(async () => {
    await server.close();
    await disposeDatabase();
  });

  async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
    const headers = { authorization: server.authorization };
    const url = `/api/v1${path}`;
    const reply = await server.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    const isJson = String(reply.headers['content-type']).includes('json');
    return { status: reply.statusCode, body: isJson ? reply.json() : reply.payload };
  }

  async function report(name: string, mac: string, { tag = 'A', subnet = '192.0.2.0' } = {}) {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE>
      <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${tag}</KEYVALUE></ACCOUNTINFO>
      <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${mac}</MACADDR><IPADDRESS>192.0.2.9</IPADDRESS>
      <IPMASK>255.255.255.0</IPMASK><IPSUBNET>${subnet}</IPSUBNET></NETWORKS>
      <NETWORKS><DESCRIPTION>lo</DESCRIPTION><IPADDRESS>127.0.0.1</IPADDRESS><IPMASK>255.0.0.0</IPMASK>
      <IPSUBNET>127.0.0.0</IPSUBNET></NETWORKS>
      </CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  const seen = (mac: string, more: object = {}) => ({
    ...{ mac, network: '192.0.2.0', prefix: 24, tag: '', ip: '192.0.2.50', name: 'prn', seenAt: now },
    ...more,
  });
  const see = (...all: ReturnType<typeof seen>[]) => server.services.discovery.devices.see(all);
  const refresh = () => ask('POST', '/networks/refresh');
  const networks = async (query = '') => (await ask('GET', `/networks${query}`)).body;
  const devices = async (query = '') => (await ask('GET', `/network-devices${query}`)).body;
  const namesIn = (list: { items: { name: string; address: string }[] }) =>
    list.items.map(({ name, address }) => name || address);

  test('networks are found by what is on them, get names, and are gone when nothing is', async () => {
    await report('pc-1', '02:00:00:00:00:01');
    await report('pc-2', '02:00:00:00:00:02', { tag: 'B' });
    await report('pc-3', '02:00:00:00:00:03', { subnet: 'not a subnet' });
    await see(seen(PRINTER), seen(CAMERA, { network: '198.51.100.0', ip: '198.51.100.5' }));
    expect(await networks()).toEqual({ items: [], total: 0, countedAt: null });
    await refresh();
    const found = await networks();
    expect(found.countedAt).toBe(new Date(now).toISOString());
    expect(found.items).toMatchObject([
      { address: '192.0.2.0', mask: '255.255.255.0', name: '', version: 1, inventoried: 2, identified: 0, unknown: 1 },
      { address: '198.51.100.0', name: '', inventoried: 0, unknown: 1 },
    ]);

    const [{ id, version }] = found.items;
    const named = await ask('PUT', `/networks/${id}`, { ...OFFICE, version });
    expect(named.body).toMatchObject({ id, name: 'Office', version: 2, inventoried: 2, unknown: 1 });
    expect(await ask('PUT', `/networks/${id}`, { ...OFFICE, name: 'Mine', version })).toMatchObject({
      status: 409,
      body: { code: 'NETWORK_CHANGED' },
    });
    // The same found again, with another mask: what somebody says counts.
    const lab = { address: '198.51.100.0', mask: '25', name: 'Lab', site: '' };
    expect((await ask('POST', '/networks', lab)).body).toMatchObject({ prefix: 25, name: 'Lab', unknown: 1 });
    await refresh();
    expect(namesIn(await networks())).toEqual(['Lab', 'Office']);

    await ask('DELETE', `/networks/${id}`);
    await ask('DELETE', `/network-devices/${CAMERA}/sightings`);
    await refresh();
    expect(namesIn(await networks())).toEqual(['Lab', '192.0.2.0']);
    expect(namesIn(await networks('?named=no'))).toEqual(['192.0.2.0']);
  });

  test('networks are sorted and filtered by column, and exported as they are listed', async () => {
    await report('pc-1', '02:00:00:00:00:01');
    await see(seen(PRINTER, { network: '10.0.9.0' }), seen(CAMERA, { network: '10.0.10.0' }));
    await ask('POST', '/networks', OFFICE);
    await ask('POST', '/networks', { ...OFFICE, address: '10.0.10.0', name: '=1+1', site: '' });
    await refresh();
    expect(namesIn(await networks('?sort=address'))).toEqual(['10.0.9.0', '=1+1', 'Office']);
    expect(namesIn(await networks('?sort=-inventoried,-address'))).toEqual(['Office', '=1+1', '10.0.9.0']);
    expect(namesIn(await networks('?sort=-name'))).toEqual(['Office', '=1+1', '10.0.9.0']);
    expect(namesIn(await networks('?inventoriedFrom=1'))).toEqual(['Office']);
    expect(namesIn(await networks('?unknownFrom=1&unknownTo=1&address=10.0.9'))).toEqual(['10.0.9.0']);
    expect(namesIn(await networks('?site=PAR&q=off'))).toEqual(['Office']);
    expect((await networks('?q=%25')).total).toBe(0);
    expect((await ask('GET', '/networks?sort=comment')).body.code).toBe('REQUEST_INVALID');
    const csv = (await ask('GET', '/networks/export?sort=address&headings=Id')).body.split('\r\n');
    expect(csv[0]).toContain('"Id","name","address"');
    expect(csv[2]).toContain(`'=1+1`);
    expect((await ask('GET', '/networks/export?format=json&named=no')).body).toMatchObject([{ address: '10.0.9.0' }]);
  });

  test('a device follows the machine that reports it, and what people say of it', async () => {
    await see(seen(PRINTER), seen('02:00:00:00:00:01', { ip: '192.0.2.9' }));
    await refresh();
    expect(await networks()).toMatchObject({ items: [{ unknown: 2, identified: 0 }] });
    await ask('POST', '/device-types', { name: 'Printer' });
    const said = { type: 'Printer', description: 'Second floor', version: 0 };
    expect((await ask('PUT', `/network-devices/${PRINTER}/identification`, said)).status).toBe(204);
    // What a person says is counted at once.
    expect(await networks()).toMatchObject({ items: [{ unknown: 1, identified: 1 }] });
    expect((await ask('PUT', `/network-devices/${PRINTER}/identification`, said)).body.code).toBe('DEVICE_CHANGED');
    expect((await devices('?state=identified')).items).toMatchObject([{ mac: PRINTER, version: 1, type: 'Printer' }]);

    await report('pc-1', '02:00:00:00:00:01');
    await refresh();
    expect((await devices('?state=inventoried')).items).toMatchObject([
      { mac: '02:00:00:00:00:01', assetId: 1, assetName: 'pc-1', networkId: 1, networkName: null },
    ]);
    await server.services.lifecycle.archive.archiveMany([1], { actor: 'test', address: null });
    await refresh();
    expect((await devices('?state=unknown')).items).toMatchObject([{ mac: '02:00:00:00:00:01', assetId: null }]);
    expect(await networks()).toMatchObject({ items: [{ inventoried: 0, unknown: 1, identified: 1 }] });
  });

  test('devices are sorted and filtered by column, and exported as they are listed', async () => {
    const day = 86_400_000;
    await see(
      seen(PRINTER, { ip: '10.0.0.9', name: 'Printer', seenAt: now - day }),
      seen(CAMERA, { ip: '10.0.0.10', name: '=cmd()', seenAt: now - 2 * day }),
      seen('00:1a:2b:00:00:08', { ip: '10.0.1.1', name: 'a_b', network: '10.0.1.0' }),
    );
    await see(seen(PRINTER, { ip: '10.0.0.9', name: 'Printer' }));
    await ask('POST', '/device-types', { name: 'Camera' });
    await ask('PUT', `/network-devices/${CAMERA}/identification`, { type: 'Camera', description: 'Gate' });
    const ips = async (query: string) => (await devices(query)).items.map(({ ip }: { ip: string }) => ip);
    expect(await ips('?sort=ip')).toEqual(['10.0.0.9', '10.0.0.10', '10.0.1.1']);
    expect(await ips('?sort=network,-ip')).toEqual(['10.0.1.1', '10.0.0.10', '10.0.0.9']);
    expect(await ips('?sort=-type,name')).toEqual(['10.0.0.10', '10.0.1.1', '10.0.0.9']);
    expect(await ips('?ip=10.0.0.0/24&sort=mac')).toEqual(['10.0.0.10', '10.0.0.9']);
    expect(await ips('?ip=10.0.0.9')).toEqual(['10.0.0.9']);
    expect(await ips('?mac=00-1A-2B-00&sort=ip')).toEqual(['10.0.0.10', '10.0.1.1']);
    expect(await ips(`?q=${PRINTER.replaceAll(':', '').toUpperCase()}`)).toEqual(['10.0.0.9']);
    expect(await ips('?q=camer')).toEqual(['10.0.0.10']);
    expect(await ips('?name=_')).toEqual(['10.0.1.1']);
    expect(await ips('?description=GATE&typeId=1')).toEqual(['10.0.0.10']);
    expect(await ips(`?seenTo=${new Date(now - day).toISOString()}`)).toEqual(['10.0.0.10']);
    expect((await devices('?q=10.0.0.9')).items).toMatchObject([
      { firstSeenAt: new Date(now - day).toISOString(), seenAt: new Date(now).toISOString() },
    ]);
    const csv = (await ask('GET', '/network-devices/export?sort=ip')).body.split('\r\n');
    expect(csv).toHaveLength(5);
    expect(csv[2]).toContain(`'=cmd()`);
  });

  test('types are renamed, not into one another', async () => {
    const made = (await ask('POST', '/device-types', { name: 'Printer' })).body;
    await ask('POST', '/device-types', { name: 'Camera' });
    expect((await ask('PUT', `/device-types/${made.id}`, { name: 'camera' })).body.code).toBe('DEVICE_TYPE_EXISTS');
    expect((await ask('PUT', `/device-types/${made.id}`, { name: ' PRINTER ' })).body).toEqual({
      ...{ id: made.id, name: 'PRINTER', devices: 0 },
    });
    expect((await ask('PUT', '/device-types/99', { name: 'x' })).body.code).toBe('DEVICE_TYPE_NOT_FOUND');
    const { items } = (await ask('GET', '/audit?action=deviceType.rename')).body;
    expect(items).toMatchObject([{ before: { name: 'Printer' }, after: { name: 'PRINTER' } }]);
  });

  test('who sees some machines alone sees their networks, and what is on those', async () => {
    await report('pc-1', '02:00:00:00:00:01', { tag: 'A' });
    await report('pc-2', '02:00:00:00:00:02', { tag: 'B' });
    await report('pc-3', '02:00:00:00:00:03', { tag: 'B', subnet: '198.51.100.0' });
    await see(seen(PRINTER), seen(CAMERA, { network: '198.51.100.0', ip: '198.51.100.5' }), seen('02:00:00:00:00:02'));
    await refresh();
    const { networks: rooms, devices: things } = server.services.discovery;
    const page = { sort: [], limit: 10, offset: 0 };
    await withScope({ tags: ['A'] }, async () => {
      expect((await rooms.list(page)).items).toMatchObject([{ address: '192.0.2.0', inventoried: 1 }]);
      expect(await rooms.view(1)).toMatchObject({ inventoried: 1, unknown: 1 });
      await expect(rooms.view(2)).rejects.toMatchObject({ code: 'NETWORK_NOT_FOUND' });
      const { items } = await things.list({ ...page, sort: ['mac'] });
      expect(items).toMatchObject([{ mac: PRINTER }]); // the card of pc-2 is what the owner of B calls theirs
    });
    await withScope({ tags: ['C'] }, async () => {
      expect((await rooms.list(page)).total).toBe(0);
      expect((await things.list(page)).total).toBe(0);
    });
  });
});
