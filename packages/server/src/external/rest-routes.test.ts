import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createExternalApp, EIGHT, type ExternalApp, HOSTILE } from './testing/external-app.ts';

describe.each(enginesUnderTest())('REST on $name', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>;
  let external: ExternalApp;
  // One fleet for all: nothing here changes it but the last test.
  beforeAll(async () => {
    database = await create();
    external = await createExternalApp(database.db);
  });
  afterAll(async () => {
    await external.close();
    await database.dispose();
  });

  const json = async (url: string) => {
    const response = await external.get(url);
    expect([url, response.statusCode]).toEqual([url, 200]);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    return response.json();
  };
  const refusal = async (url: string) => {
    const response = await external.get(url);
    return [response.statusCode, response.json().code];
  };
  const ids = async (url: string) => (await json(url)).map(({ ID }: { ID: number }) => ID);

  test('a token opens it, as such and as a password; nothing else does', async () => {
    expect((await external.get('/computers/listID', { authorization: external.basic })).statusCode).toBe(200);
    for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer mst_no' }]) {
      const response = await external.get('/computers/listID', headers);
      expect([response.statusCode, response.json().code]).toEqual([401, 'NOT_SIGNED_IN']);
    }
    const post = await external.app.inject({ method: 'POST', url: '/ocsapi/v1/computers/listID', payload: {} });
    expect(post.statusCode).toBe(404);
  });

  test('lists of ids', async () => {
    expect(await ids('/computers/listID')).toEqual([1, 2, 3]);
    external.setNow(EIGHT + 24 * 3_600_000 + 1);
    expect(await ids('/computers/lastupdate')).toEqual([2, 3]);
    expect(await ids('/computers/lastupdate/172800')).toEqual([1, 2, 3]);
    expect(await ids(`/computers/lastupdate/${EIGHT / 1000 + 7200}`)).toEqual([3]);
    expect(await refusal('/computers/lastupdate/yesterday')).toEqual([400, 'REQUEST_INVALID']);
  });

  test('a page of computers, whole', async () => {
    const computers = await json('/computers?start=1&limit=2');
    expect(Object.keys(computers)).toEqual(['2', '3']);
    const computer = computers['3'];
    expect(computer.hardware).toMatchObject({
      ID: 3,
      DEVICEID: 'pc3-2026-01-01-00-00-00',
      NAME: 'pc3',
      MEMORY: 3000,
      WORKGROUP: HOSTILE,
      DESCRIPTION: HOSTILE,
      LASTDATE: '2026-11-20 10:00:00',
      LASTCOME: '2026-11-20 10:00:00',
      QUALITY: 0,
      FIDELITY: 1,
      CHECKSUM: 4_194_303,
      USERAGENT: 'OCS-NG_unified_unix_agent_v2.10.0',
      IPSRC: '127.0.0.1',
      TAG: 'site3',
      WINPRODKEY: '',
      SWAP: null,
    });
    expect(computer.accountinfo).toEqual([{ HARDWARE_ID: 3, TAG: 'site3' }]);
    expect(computer.bios).toEqual([expect.objectContaining({ HARDWARE_ID: 3, SMODEL: 'X & Y', BDATE: '03/04/2020' })]);
    expect(computer.software).toContainEqual(
      expect.objectContaining({ NAME: 'only3', FILESIZE: 300, COMMENTS: HOSTILE, PUBLISHER: '' }),
    );
    expect(computer.networks).toHaveLength(2);
    expect(computer.batteries).toEqual([]);
    expect(await json('/computers?start=3')).toEqual({});
    expect(await json('/computer/3')).toEqual({ 3: computer });
  });

  test('limits are bounded', async () => {
    for (const query of ['limit=0', 'limit=10001', 'start=-1', 'limit=all', 'limit=1&limit=2']) {
      expect([query, ...(await refusal(`/computers?${query}`))]).toEqual([query, 400, 'REQUEST_INVALID']);
    }
  });

  test('one section, by the name of its table or its element, filtered', async () => {
    const software = async (query: string) =>
      (await json(`/computer/2/software${query}`))['2'].software.map(({ NAME }: { NAME: string }) => NAME).sort();
    expect(await software('')).toEqual(['bash', 'only2']);
    expect(await software('?where=PUBLISHER&operator=like&value=gn')).toEqual(['bash']);
    expect(await software('?where=filesize&operator=%3E&value=99')).toEqual(['only2']);
    expect(await software(`?where=NAME&operator=%3D&value=${encodeURIComponent("x' OR '1'='1")}`)).toEqual([]);
    expect((await json('/computer/2/softwares'))['2'].softwares).toHaveLength(2);
    expect((await json('/computer/2/hardware'))['2'].hardware).toMatchObject({ ID: 2, NAME: 'pc2', WORKGROUP: 'WG' });
    expect((await json('/computer/2/accountinfo'))['2']).toMatchObject({
      accountinfo: [{ HARDWARE_ID: 2, TAG: 'site2' }],
    });
    expect(Object.keys((await json('/computer/2/monitors'))['2'])).toEqual(['hardware', 'monitors']);
    expect((await json('/computer/2/monitors'))['2']).toMatchObject({ monitors: [] });
    expect(await refusal('/computer/2/software?where=NAME%3BDROP&value=1')).toEqual([400, 'REQUEST_INVALID']);
    expect(await refusal('/computer/2/software?where=NAME&operator=regexp&value=1')).toEqual([400, 'REQUEST_INVALID']);
    expect(await refusal('/computer/2/assets')).toEqual([404, 'SECTION_NOT_FOUND']);
    expect(await refusal('/computer/99')).toEqual([404, 'ASSET_NOT_FOUND']);
    expect(await refusal('/computer/1%20OR%201=1')).toEqual([400, 'REQUEST_INVALID']);
  });

  test('a search by fields of HARDWARE', async () => {
    const search = (query: string) => ids(`/computers/search?${query}`);
    expect(await search('')).toEqual([1, 2, 3]);
    expect(await search('workgroup=wg&start=0&limit=10')).toEqual([1, 2]);
    expect(await search('workgroup=wg&orderby=MEMORY%3Bdesc')).toEqual([2, 1]);
    expect(await search('NAME=PC3')).toEqual([3]);
    expect(await search('USERID=user2&MEMORY=2000')).toEqual([2]);
    expect(await search('MEMORY=many')).toEqual([]);
    expect(await search('QUALITY=0&CHECKSUM=4194303&limit=2')).toEqual([1, 2]);
    expect(await search('SWAP=null')).toEqual([1, 2, 3]);
    expect(await search('LASTDATE=2026-11-20%2009:00:00')).toEqual([2]);
    expect(await search('LASTDATE=never')).toEqual([]);
    expect(await search(`WORKGROUP=${encodeURIComponent(HOSTILE)}`)).toEqual([3]);
    expect(await search(`NAME=${encodeURIComponent("' OR 1=1 --")}`)).toEqual([]);
    for (const query of ['PASSWORD=1', 'id%20or%201=1', 'constructor=1', 'orderby=x%3Bdesc', 'NAME=1&NAME=2']) {
      expect([query, ...(await refusal(`/computers/search?${query}`))]).toEqual([query, 400, 'REQUEST_INVALID']);
    }
    // Every field can be asked for, and be sorted by.
    const [hardware] = Object.values<{ hardware: object }>(await json('/computer/1')).map((one) => one.hardware);
    for (const field of Object.keys(hardware ?? {}).filter((name) => !UNSEARCHED.has(name))) {
      expect(await search(`${field}=7&orderby=${field}`)).toEqual([]);
    }
  });

  test('what is not built says so instead of answering that there is nothing', async () => {
    for (const url of ['/snmps/typeList', '/snmp/printer/1', '/cve/cvss']) {
      expect([url, ...(await refusal(url))]).toEqual([url, 501, 'EXTERNAL_NOT_BUILT']);
    }
    expect(await refusal('/nosuch')).toEqual([404, 'ROUTE_NOT_FOUND']);
  });

  test('devices seen on networks, all and by network or TAG', async () => {
    const sighting = { mac: '00:1a:2b:3c:4d:5e', prefix: 24, ip: '192.0.2.9', name: 'prn', seenAt: EIGHT };
    await external.services.discovery.devices.see([
      { ...sighting, network: '192.0.2.0', tag: '' },
      { ...sighting, network: '198.51.100.0', tag: 'A', seenAt: EIGHT + 1000 },
    ]);
    const first = {
      ...{ IP: '192.0.2.9', MAC: '00:1a:2b:3c:4d:5e', MASK: '255.255.255.0', NETID: '192.0.2.0' },
      ...{ DATE: '2026-11-20 08:00:00', NAME: 'prn', TAG: '' },
    };
    const second = { ...first, NETID: '198.51.100.0', DATE: '2026-11-20 08:00:01', TAG: 'A' };
    expect(await json('/ipdiscover')).toEqual([{ NETID: '192.0.2.0' }, { NETID: '198.51.100.0' }]);
    expect(await json('/ipdiscover?start=1&limit=1')).toEqual([{ NETID: '198.51.100.0' }]);
    expect(await json('/ipdiscover/network/192.0.2.0')).toEqual([first]);
    expect(await json('/ipdiscover/tag/A')).toEqual([second]);
  });

  test('software, by the beginning of its name, with how many computers have it', async () => {
    const software = await json('/softwares?start=0&limit=10');
    expect(software).toEqual([
      { NAME: 'bash', PUBLISHER: 'GNU', VERSION: '5.2', COUNT: 3 },
      ...[1, 2, 3].map((i) => ({ NAME: `only${i}`, PUBLISHER: '', VERSION: `${i}.0`, COUNT: 1 })),
    ]);
    expect(await json('/softwares?start=1&limit=1')).toEqual([software[1]]);
    expect(await json('/softwares?soft=BAS')).toEqual([software[0]]);
    expect(await json('/softwares?soft=%25')).toEqual([]);
    await database.db.kysely.updateTable('assets').set({ merged_into: 1 }).where('id', '=', 2).execute();
    expect((await json('/softwares')).map(({ NAME, COUNT }: { NAME: string; COUNT: number }) => [NAME, COUNT])).toEqual(
      [
        ['bash', 2],
        ['only1', 1],
        ['only3', 1],
      ],
    );
  });

  test('of a machine of a GLPI agent, HARDWARE is summed up from where it tells the same', async () => {
    const content = {
      versionclient: 'GLPI-Agent_v1.7',
      bios: { ssn: 'GLPI4' },
      hardware: { name: 'glpi4', memory: 4096, uuid: '4C4C4544-0048-3410-8050-000000000004' },
      operatingsystem: { full_name: 'Fedora Linux 40', kernel_version: '6.8.5', arch: 'x86_64' },
      cpus: [{ name: 'AMD EPYC', speed: 2450 }],
      users: [{ login: 'root' }],
    };
    const payload = { action: 'inventory', deviceid: 'glpi4-2026-01-01-00-00-00', itemtype: 'Computer', content };
    const headers = { 'user-agent': 'GLPI-Agent_v1.7', 'glpi-agent-id': '00000000-0000-4000-8000-000000000004' };
    const sent = await external.app.inject({ method: 'POST', url: '/front/inventory.php', headers, payload });
    expect([sent.statusCode, sent.body]).toEqual([200, expect.stringContaining('ok')]);
    const [id] = await ids('/computers/search?NAME=glpi4&OSNAME=fedora%20linux%2040');
    expect((await json(`/computer/${id}/hardware`))[id].hardware).toMatchObject({
      DEVICEID: 'glpi4-2026-01-01-00-00-00',
      OSNAME: 'Fedora Linux 40',
      OSVERSION: '6.8.5',
      PROCESSORT: 'AMD EPYC',
      PROCESSORS: 2450,
      PROCESSORN: 1,
      MEMORY: 4096,
      USERID: 'root',
      USERAGENT: 'GLPI-Agent_v1.7',
    });
  });
});

/** Fields that this server has no use for, and so no place. */
const UNSEARCHED = new Set(['ARCHIVE', 'CATEGORY_ID', 'SSTATE']);
