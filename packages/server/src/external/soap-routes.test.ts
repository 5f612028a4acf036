import { childText, readXml } from '@muster/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { soapFunctionNames } from './soap-functions.ts';
import { createExternalApp, EIGHT, type ExternalApp, HOSTILE, phpEnvelope } from './testing/external-app.ts';

const ERROR = (code: string) => `<RESULT>\n  <ERROR>${code}</ERROR>\n</RESULT>`;

describe.each(enginesUnderTest())('SOAP on $name', ({ create }) => {
  let database: Awaited<ReturnType<typeof create>>;
  let external: ExternalApp;
  beforeEach(async () => {
    database = await create();
    external = await createExternalApp(database.db);
    await external.enable();
  });
  afterEach(async () => {
    await external.close();
    await database.dispose();
  });

  const ask = (content: string) =>
    external.call('get_computers_V1', `<REQUEST><ENGINE>FIRST</ENGINE>${content}</REQUEST>`);
  const meta = async (content: string) => {
    const { values } = await ask(`<ASKING_FOR>META</ASKING_FOR>${content}`);
    expect(values.at(0)).toBe('<COMPUTERS>');
    expect(values.at(-1)).toBe('</COMPUTERS>');
    return values.slice(1, -1).map((value) => Number(childText(readXml(value), 'DATABASEID')));
  };
  const audited = async () =>
    (await external.services.audit.list({ limit: 50, offset: 0 })).items.map(({ action, actor }) => [action, actor]);

  test('nobody gets in without a token, or while it is off', async () => {
    const call = phpEnvelope('ocs_config_V1', ['FREQUENCY']);
    for (const authorization of ['', 'Basic !', `Basic ${Buffer.from('a:b').toString('base64')}`, 'Bearer mst_x']) {
      const response = await external.post(call, { authorization });
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toEqual(['Bearer', 'Basic realm="Muster", charset="UTF-8"']);
      expect(response.body).toContain('NOT_SIGNED_IN');
    }
    expect((await external.post(call, { authorization: `Bearer ${external.token}` })).statusCode).toBe(200);
    expect((await external.post(call, { origin: 'https://evil.example' })).statusCode).toBe(403);
    // A password opens nothing else.
    const api = await external.app.inject({ url: '/api/v1/assets', headers: { authorization: external.basic } });
    expect(api.statusCode).toBe(401);
    await external.services.settings.set('WEB_SERVICE_ENABLED', false);
    const off = await external.post(call);
    expect([off.statusCode, off.headers['muster-error']]).toEqual([403, 'WEB_SERVICE_DISABLED']);
  });

  test('META tells of each computer what the peer tells', async () => {
    const { status, type, values, types } = await ask('<ASKING_FOR>META</ASKING_FOR><CHECKSUM>131071</CHECKSUM>');
    expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
    expect(types).toEqual(Array(5).fill('xsi:type=xsd:string'));
    const read = Object.fromEntries(readXml(values[1] ?? '').children.map(({ name, text }) => [name, text]));
    expect(read).toEqual({
      CHECKSUM: '4194303',
      DATABASEID: '1',
      DEVICEID: 'pc1-2026-01-01-00-00-00',
      LASTCOME: '2026-11-20 08:00:00',
      LASTDATE: '2026-11-20 08:00:00',
      NAME: 'pc1',
      TAG: 'site1',
    });
  });

  test('pages, orders and filters', async () => {
    expect(await meta('')).toEqual([1, 2, 3]);
    expect(await meta('<SORT_DIR>DESC</SORT_DIR>')).toEqual([3, 2, 1]);
    expect(await meta('<SORT_BY>ID</SORT_BY><BEGIN>1</BEGIN>')).toEqual([2, 3]);
    expect(await meta('<ID>3</ID><ID>1</ID><ID>99</ID>')).toEqual([1, 3]);
    expect(await meta('<EXCLUDE_ID>2</EXCLUDE_ID>')).toEqual([1, 3]);
    expect(await meta('<TAG>site1</TAG><TAG>site3</TAG>')).toEqual([1, 3]);
    expect(await meta('<EXCLUDE_TAG>site1</EXCLUDE_TAG>')).toEqual([2, 3]);
    expect(await meta('<USERID>user2</USERID>')).toEqual([2]);
    expect(await meta(`<TAG>' OR 1=1 --</TAG>`)).toEqual([]);
    await external.services.settings.set('WEB_SERVICE_RESULTS_LIMIT', 2);
    expect(await meta('<OFFSET>0</OFFSET>')).toEqual([1, 2]);
    expect(await meta('<OFFSET>1</OFFSET>')).toEqual([3]);
    expect(await meta('<OFFSET>2</OFFSET>')).toEqual([]);
  });

  test('an inventory has the sections of the mask, every field, and any text whole', async () => {
    const { values } = await ask('<ID>3</ID><CHECKSUM>69635</CHECKSUM><WANTED>3</WANTED>');
    const computer = readXml(values[1] ?? '');
    expect([...new Set(computer.children.map(({ name }) => name))].sort()).toEqual([
      'ACCOUNTINFO',
      'BIOS',
      'HARDWARE',
      'NETWORKS',
      'SOFTWARES',
    ]);
    const rows = (name: string) =>
      computer.children
        .filter((child) => child.name === name)
        .map(({ children }) => Object.fromEntries(children.map((field) => [field.name, field.text])));
    expect(rows('HARDWARE')).toEqual([
      expect.objectContaining({
        ID: '3',
        DEVICEID: 'pc3-2026-01-01-00-00-00',
        OSNAME: 'Debian GNU/Linux 12',
        MEMORY: '3000',
        WORKGROUP: HOSTILE,
        LASTDATE: '2026-11-20 10:00:00',
        FIDELITY: '1',
        CHECKSUM: '4194303',
        USERAGENT: 'OCS-NG_unified_unix_agent_v2.10.0',
        IPSRC: '127.0.0.1',
        TAG: 'site3',
        WINPRODKEY: '',
        SSTATE: '0',
      }),
    ]);
    expect(rows('BIOS')).toEqual([expect.objectContaining({ BDATE: '03/04/2020', SMODEL: 'X & Y', ASSETTAG: '' })]);
    expect(rows('NETWORKS')).toEqual([
      expect.objectContaining({ DESCRIPTION: 'eth0', STATUS: 'Up', IPMASK: '' }),
      expect.objectContaining({ DESCRIPTION: 'eth1', STATUS: 'Down', IPADDRESS: '' }),
    ]);
    expect(rows('SOFTWARES')).toContainEqual(
      expect.objectContaining({ NAME: 'only3', VERSION: '3.0', COMMENTS: HOSTILE, PUBLISHER: '' }),
    );
    const [entry] = computer.children.find(({ name }) => name === 'ACCOUNTINFO')?.children ?? [];
    expect(entry).toMatchObject({ text: 'site3', children: [{ name: 'Name', text: 'TAG' }] });
  });

  test('sections without a bit come only when no mask is given', async () => {
    const names = async (content: string) => readXml((await ask(content)).values[1] ?? '').children.map((c) => c.name);
    expect(await names('<ID>1</ID>')).toContain('LOCAL_USERS');
    expect(await names('<ID>1</ID><CHECKSUM>2147483647</CHECKSUM>')).not.toContain('LOCAL_USERS');
    expect(await names('<ID>1</ID><CHECKSUM>0</CHECKSUM>')).toEqual([]);
  });

  test('what contradicts itself, or is no number where one belongs, is refused with its code', async () => {
    for (const [content, code] of [
      ['<ID>1</ID><EXCLUDE_ID>2</EXCLUDE_ID>', 'BAD_REQUEST'],
      ['<TAG>1</TAG><EXCLUDE_TAG>2</EXCLUDE_TAG>', 'BAD_REQUEST'],
      ['<ASKING_FOR>SECRETS</ASKING_FOR>', 'BAD_REQUEST'],
      ['<CHECKSUM>abc</CHECKSUM>', 'BAD_CHECKSUM'],
      ['<OFFSET>-1</OFFSET>', 'BAD_OFFSET'],
      ['<BEGIN>x</BEGIN>', 'BAD_OFFSET'],
      ['<ID>1 OR 1=1</ID>', 'BAD_ID'],
    ] as const) {
      expect((await ask(content)).values).toEqual([ERROR(code)]);
    }
  });

  test('what is no request is BAD_REQUEST', async () => {
    const doctype = '<!DOCTYPE a [<!ENTITY e "x">]><REQUEST><ENGINE>FIRST</ENGINE></REQUEST>';
    for (const args of [
      [],
      [''],
      ['not XML'],
      ['<OTHER/>'],
      ['<REQUEST><ENGINE>SECOND</ENGINE></REQUEST>'],
      [doctype],
    ]) {
      expect((await external.call('get_computers_V1', ...args)).values).toEqual([ERROR('BAD_REQUEST')]);
    }
  });

  test('reset_checksum lowers what changed, and the next inventory raises it again', async () => {
    expect(await external.call('reset_checksum_V1', '0', '1', '2', '99')).toMatchObject({
      values: ['2'],
      types: ['xsi:type=xsd:int'],
    });
    expect(await meta('<CHECKSUM>131071</CHECKSUM>')).toEqual([3]);
    expect((await external.call('reset_checksum_V1', '4096', '1')).values).toEqual(['1']);
    expect(await meta('<CHECKSUM>4096</CHECKSUM>')).toEqual([1, 3]);
    expect((await external.call('reset_checksum_V1', '4294967295', '2')).values).toEqual(['1']);
    expect((await external.call('reset_checksum_V1', 'x', '1')).values).toEqual([ERROR('BAD_CHECKSUM')]);
    expect((await external.call('reset_checksum_V1')).values).toEqual([ERROR('BAD_CHECKSUM')]);
    expect((await external.call('reset_checksum_V1', '0', '1;2')).values).toEqual([ERROR('BAD_ID')]);
    expect((await external.call('reset_checksum_V1', '0')).values).toEqual(['0']);
    expect((await audited()).filter(([action]) => action === 'asset.resetChecksum')).toEqual(
      Array(3).fill(['asset.resetChecksum', 'token:test']),
    );
  });

  test('settings are read and written, checked and audited', async () => {
    expect(await external.call('ocs_config_V1', 'PROLOG_FREQ')).toMatchObject({
      values: ['24'],
      types: ['xsi:type=xsd:int'],
    });
    expect((await external.call('ocs_config_V1', 'PROLOG_FREQ', '12')).values).toEqual(['12']);
    expect((await external.call('ocs_config_V1', 'PROLOG_FREQ', 'bla')).values).toEqual([ERROR('VALUE_NOT_VALID')]);
    expect((await external.call('ocs_config_V1', 'PROLOG_FREQ', '-7')).values).toEqual([ERROR('VALUE_NOT_VALID')]);
    expect((await external.call('ocs_config_V1', '')).values).toEqual([ERROR('BAD_KEY')]);
    expect((await external.call('ocs_config_V1', '__proto__', '1')).values).toEqual([ERROR('KEY_NOT_SUPPORTED')]);
    const result = (ivalue: string, tvalue: string) =>
      `<RESULT>\n  <IVALUE>${ivalue}</IVALUE>\n  ${tvalue === '' ? '<TVALUE/>' : `<TVALUE>${tvalue}</TVALUE>`}\n</RESULT>`;
    expect((await external.call('ocs_config_V2', 'PROLOG_FREQ')).values).toEqual([result('12', '')]);
    expect((await external.call('ocs_config_V2', 'PROLOG_FREQ', '10', '')).values).toEqual([result('10', '')]);
    expect((await external.call('ocs_config_V2', 'PROLOG_FREQ', '', 'x')).values).toEqual([ERROR('VALUE_NOT_VALID')]);
    expect((await external.call('ocs_config_V2', 'OCS_FILES_FORMAT', '', 'XML')).values).toEqual([result('0', 'XML')]);
    expect((await external.call('ocs_config_V2', 'NOSUCH')).values).toEqual([ERROR('KEY_NOT_SUPPORTED')]);
    expect(await external.services.settings.get('PROLOG_FREQ')).toBe(10);
    expect((await audited()).filter(([, actor]) => actor === 'token:test')).toEqual(
      Array(3).fill(['setting.set', 'token:test']),
    );
  });

  test('computers are deleted, and the list of the deleted is read and cleared', async () => {
    await external.services.settings.set('TRACE_DELETED', true);
    expect((await external.call('delete_computers_by_id_V1', '1 OR 1=1')).values).toEqual([ERROR('BAD_ID')]);
    expect((await external.call('delete_computers_by_id_V1', '1', '2', '2', '99')).values).toEqual(['OK']);
    expect(await meta('')).toEqual([3]);
    const events = async (page: string) => {
      const { values } = await external.call('get_history_V1', page);
      return readXml(values[0] ?? '').children.map((event) => childText(event, 'DELETED'));
    };
    expect(await events('0')).toEqual(['1', '2']);
    expect(await events('1')).toEqual([]);
    expect((await external.call('clear_history_V1', '1')).values).toEqual(['1']);
    expect(await events('0')).toEqual(['2']);
    expect((await external.call('clear_history_V1', '0')).values).toEqual(['0']);
    expect((await external.call('get_history_V1', 'x')).values).toEqual([ERROR('BAD_OFFSET')]);
    expect((await external.call('clear_history_V1', '')).values).toEqual([ERROR('BAD_OFFSET')]);
  });

  test('archived computers come out, merged ones do not', async () => {
    const { db } = database;
    await db.kysely.updateTable('assets').set({ archived_at: 1 }).where('id', '=', 1).execute();
    await db.kysely.updateTable('assets').set({ merged_into: 1 }).where('id', '=', 2).execute();
    expect(await meta('')).toEqual([1, 3]);
    expect((await external.call('reset_checksum_V1', '0', '2')).values).toEqual(['0']);
  });

  test('devices seen on networks are listed, identified and forgotten', async () => {
    const { discovery, users } = external.services;
    await users.addWithoutPassword('ada');
    const sighting = { network: '192.0.2.0', prefix: 24, tag: '', ip: '192.0.2.9', name: '', seenAt: EIGHT };
    await discovery.devices.see(['00:00:5e:00:00:01', '00:00:5e:00:00:02'].map((mac) => ({ ...sighting, mac })));
    const macs = async (...args: string[]) =>
      (await external.call('get_ipdiscover_devices_V1', ...args)).values
        .flatMap((value) => [...value.matchAll(/<MAC>(.*?)<\/MAC>/g)])
        .map((found) => found[1]);
    expect(await macs('2026-11-19 00:00:00', '0', '0')).toEqual(['00:00:5e:00:00:01', '00:00:5e:00:00:02']);
    expect(await macs('2026-11-20 08:00:00', '0', '0')).toEqual([]);

    const tag = ['00:00:5E:00:00:01', 'Second floor', 'Printer', 'ada'] as const;
    expect((await external.call('ipdiscover_tag_V1', ...tag)).values).toEqual([ERROR('BAD_TYPE')]);
    expect((await external.call('ipdiscover_create_type_V1', 'Printer')).values).toEqual(['1']);
    expect((await external.call('ipdiscover_create_type_V1', 'Printer')).values).toEqual(['0']);
    expect((await external.call('ipdiscover_tag_V1', ...tag)).values).toEqual(['1']);
    expect((await external.call('ipdiscover_delete_type_V1', 'Printer')).values).toEqual([ERROR('BAD_TYPE')]);
    expect(await macs('2026-11-19', '0', '1')).toEqual(['00:00:5e:00:00:02']);
    expect((await discovery.devices.list({ state: 'identified', limit: 9, offset: 0 })).items).toMatchObject([
      { mac: '00:00:5e:00:00:01', type: 'Printer', description: 'Second floor', identifiedBy: 'ada' },
    ]);
    expect((await external.call('ipdiscover_untag_V1', '00:00:5e:00:00:01')).values).toEqual(['1']);
    expect((await external.call('ipdiscover_untag_V1', '00:00:5e:00:00:01')).values).toEqual(['0']);
    expect((await external.call('ipdiscover_remove_V1', '00:00:5e:00:00:02')).values).toEqual(['1']);
    expect(await macs('2026-11-19', '0', '0')).toEqual(['00:00:5e:00:00:01']);

    for (const [name, args, code] of [
      ['ipdiscover_tag_V1', ['x', 'd', 'Printer', 'ada'], 'BAD_MAC'],
      ['ipdiscover_tag_V1', ['00:00:5e:00:00:01', '', 'Printer', 'ada'], 'BAD_DESCRIPTION'],
      ['ipdiscover_tag_V1', ['00:00:5e:00:00:01', 'd', 'Printer', 'eve'], 'BAD_USER'],
      ['get_ipdiscover_devices_V1', ["' or 1=1", '0', '0'], 'BAD_DATE'],
      ['get_ipdiscover_devices_V1', ['2026-11-19', '-1', '0'], 'BAD_OFFSET'],
    ] as const) {
      expect((await external.call(name, ...args)).values).toEqual([ERROR(code)]);
    }
  });

  test('what is not built says so, and so does what never was', async () => {
    const unbuilt = await external.call('get_snmp_V1', '<REQUEST/>');
    expect(unbuilt).toMatchObject({ status: 500, fault: { code: 'soap:Server' } });
    expect(unbuilt.fault?.text).toContain('EXTERNAL_NOT_BUILT');
    for (const name of ['nosuch_V1', 'constructor', 'toString']) {
      expect((await external.call(name)).fault).toMatchObject({ code: 'soap:Client' });
    }
    expect(await external.call('get_dico_soft_element_V1', 'bash')).toMatchObject({
      values: [''],
      types: ['xsi:nil=true'],
    });
    expect(soapFunctionNames).toHaveLength(14);
    const garbage = await external.post('<!DOCTYPE a><a/>');
    expect([garbage.statusCode, garbage.headers['muster-error']]).toEqual([500, 'XML_DOCTYPE_REFUSED']);
    expect((await external.post('')).statusCode).toBe(500);
  });
});
