import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';

const OFFICE = { address: '192.0.2.0', mask: '255.255.255.0', name: 'Office', site: 'Paris' };
const PRINTER = '00:1a:2b:3c:4d:5e';

describe.each(enginesUnderTest())('networks and devices on $name', ({ create }) => {
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
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  }

  async function report(name: string, mac: string, tag = 'A') {
    const payload = `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>${name}</NAME></HARDWARE>
      <ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${tag}</KEYVALUE></ACCOUNTINFO>
      <NETWORKS><DESCRIPTION>eth0</DESCRIPTION><MACADDR>${mac}</MACADDR><IPADDRESS>192.0.2.9</IPADDRESS>
      <IPMASK>255.255.255.0</IPMASK><IPSUBNET>192.0.2.0</IPSUBNET></NETWORKS>
      </CONTENT><DEVICEID>${name}-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
    const reply = await server.app.inject({ method: 'POST', url: '/ocsinventory', payload });
    expect(reply.statusCode).toBe(200);
  }

  const seen = (mac: string, more: object = {}) => ({
    ...{ mac, network: '192.0.2.0', prefix: 24, tag: '', ip: '192.0.2.50', name: 'prn', seenAt: now },
    ...more,
  });

  test('a network gets a name, and tells what is on it', async () => {
    await report('pc-1', '02:00:00:00:00:01');
    await report('pc-2', '02:00:00:00:00:02', 'B');
    await server.services.discovery.devices.see([seen(PRINTER), seen('02:00:00:00:00:01'), seen('00:1a:2b:00:00:07')]);
    await ask('POST', '/device-types', { name: 'Printer' });
    await ask('PUT', `/network-devices/${PRINTER}/identification`, { type: 'Printer', description: 'Second floor' });

    const created = await ask('POST', '/networks', OFFICE);
    expect(created).toMatchObject({
      status: 201,
      body: { ...OFFICE, prefix: 24, tag: '', comment: '', inventoried: 2, identified: 1, unknown: 1 },
    });
    const { id } = created.body;
    const ofB = await ask('POST', '/networks', { ...OFFICE, mask: '24', name: 'Workshop', tag: 'B' });
    expect(ofB.body).toMatchObject({ inventoried: 1, identified: 0, unknown: 0 });
    expect((await ask('GET', '/networks?q=OFF')).body).toMatchObject({ total: 1, items: [{ id, name: 'Office' }] });
    expect((await ask('GET', '/networks?tag=B')).body.items).toHaveLength(1);
    expect((await ask('PUT', `/networks/${id}`, { ...OFFICE, name: 'Main office' })).body.name).toBe('Main office');
    expect(await ask('PUT', `/networks/${id}`, { ...OFFICE, tag: 'B' })).toMatchObject({
      status: 409,
      body: { code: 'NETWORK_EXISTS' },
    });
    expect((await ask('DELETE', `/networks/${id}`)).status).toBe(204);
    expect((await ask('GET', `/networks/${id}`)).body.code).toBe('NETWORK_NOT_FOUND');
    const { items } = (await ask('GET', '/audit?action=network')).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual([
      ...['network.remove', 'network.update', 'network.create', 'network.create'],
    ]);
    expect(items[1]).toMatchObject({
      before: { name: 'Office', network: '192.0.2.0/24' },
      after: { name: 'Main office' },
    });
  });

  test('what is no network is refused, and nothing is stored', async () => {
    for (const [network, code] of [
      [{ ...OFFICE, address: '192.0.2.1' }, 'NETWORK_INVALID'],
      [{ ...OFFICE, mask: '255.0.255.0' }, 'NETWORK_INVALID'],
      [{ ...OFFICE, name: ' ' }, 'NETWORK_INVALID'],
      [{ ...OFFICE, colour: 'blue' }, 'REQUEST_INVALID'],
      [{ ...OFFICE, name: 'a\0b' }, 'REQUEST_INVALID'],
    ] as const) {
      expect(await ask('POST', '/networks', network)).toMatchObject({ status: 400, body: { code } });
    }
    expect((await ask('GET', '/networks')).body.total).toBe(0);
    expect((await ask('GET', '/networks?q=a%00b')).body.code).toBe('REQUEST_INVALID');
    // A backslash and what looks like one are texts like any other.
    expect((await ask('POST', '/networks', { ...OFFICE, name: '\\u0000' })).body.name).toBe('\\u0000');
  });

  test('a device is unknown, identified, unknown again, and forgotten', async () => {
    const { devices } = server.services.discovery;
    await devices.see([seen(PRINTER), seen(PRINTER, { network: '198.51.100.0', ip: '198.51.100.5' })]);
    await devices.see([seen(PRINTER, { ip: '192.0.2.51', seenAt: now + 1000 })]);
    await devices.see([seen(PRINTER, { ip: '192.0.2.49', seenAt: now - 1000 })]);
    const list = async (query = '') => (await ask('GET', `/network-devices${query}`)).body;
    expect((await list()).items.map(({ ip }: { ip: string }) => ip)).toEqual(['192.0.2.51', '198.51.100.5']);

    const knowledge = { type: 'printer', description: 'Second floor' };
    const path = `/network-devices/${PRINTER.toUpperCase().replaceAll(':', '-')}/identification`;
    expect((await ask('PUT', path, knowledge)).body.code).toBe('DEVICE_TYPE_NOT_FOUND');
    const type = (await ask('POST', '/device-types', { name: 'Printer' })).body;
    expect((await ask('POST', '/device-types', { name: 'PRINTER' })).body.code).toBe('DEVICE_TYPE_EXISTS');
    expect((await ask('PUT', path, knowledge)).status).toBe(204);
    expect((await list('?state=identified')).items[0]).toMatchObject({
      ...{ mac: PRINTER, state: 'identified', type: 'Printer', description: 'Second floor' },
      ...{ identifiedBy: 'token:test', identifiedAt: new Date(now).toISOString(), assetId: null },
    });
    expect((await list('?state=unknown')).total).toBe(0);
    expect((await list('?q=second')).total).toBe(2);
    expect((await ask('DELETE', `/device-types/${type.id}`)).body.code).toBe('DEVICE_TYPE_IN_USE');

    expect((await ask('DELETE', `/network-devices/${PRINTER}/sightings`)).status).toBe(204);
    expect(await list()).toMatchObject({ total: 1, items: [{ mac: PRINTER, network: null, state: 'identified' }] });
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('DELETE', path)).body.code).toBe('DEVICE_NOT_FOUND');
    expect((await ask('DELETE', `/device-types/${type.id}`)).status).toBe(204);
    expect((await list()).total).toBe(0);
    expect((await ask('PUT', '/network-devices/00:00:zz:00:00:00/identification', knowledge)).body.code).toBe(
      'DEVICE_INVALID',
    );
  });

  test('a device that reports is inventoried; devices are listed by network', async () => {
    await report('pc-1', '02:00:00:00:00:01');
    const network = (await ask('POST', '/networks', OFFICE)).body;
    const elsewhere = seen(PRINTER, { network: '198.51.100.0', ip: '198.51.100.5' });
    await server.services.discovery.devices.see([seen('02:00:00:00:00:01'), elsewhere]);
    const { items } = (await ask('GET', `/network-devices?networkId=${network.id}`)).body;
    expect(items).toMatchObject([{ mac: '02:00:00:00:00:01', state: 'inventoried', assetId: 1 }]);
    expect((await ask('GET', '/network-devices?state=unknown')).body.items).toMatchObject([{ mac: PRINTER }]);
    expect((await ask('GET', '/network-devices?networkId=99')).body.code).toBe('NETWORK_NOT_FOUND');
  });
});
