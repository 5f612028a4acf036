import { describe, expect, test } from 'vitest';
import type { Inventory } from '../inventory.ts';
import { LIMITS } from '../limits.ts';
import { decodeXmlRequest } from './xml-request.ts';

const ID = 'pc-1-2026-11-20-08-00-00';
const request = (query: string, rest = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><DEVICEID>${ID}</DEVICEID><QUERY>${query}</QUERY>${rest}</REQUEST>`;
const codeOf = (code: string) => expect.objectContaining({ name: 'AppError', code });

function inventoryOf(content: string, beside = ''): Inventory {
  const message = decodeXmlRequest(request('INVENTORY', `<CONTENT>${content}</CONTENT>${beside}`));
  if (message.query !== 'INVENTORY') throw new Error('no inventory');
  return message.inventory;
}

describe('decodeXmlRequest()', () => {
  test('reads a PROLOG, as elements or attributes', () => {
    expect(decodeXmlRequest(request('PROLOG'))).toEqual({ query: 'PROLOG', deviceId: ID, token: null });
    const attributes = `<REQUEST DEVICEID="${ID}" QUERY="PROLOG" TOKEN="12345678"/>`;
    expect(decodeXmlRequest(attributes)).toEqual({ query: 'PROLOG', deviceId: ID, token: '12345678' });
  });

  test('hands on any other message with its content', () => {
    const status = `<REQUEST DEVICEID="${ID}" QUERY="DOWNLOAD" ID="1668000001" ERR="SUCCESS"/>`;
    const download = decodeXmlRequest(status);
    expect(download).toMatchObject({ query: 'OTHER', name: 'DOWNLOAD', deviceId: ID });
    expect(download).toMatchObject({
      content: { children: expect.arrayContaining([expect.objectContaining({ name: 'ERR', text: 'SUCCESS' })]) },
    });
    const snmp = decodeXmlRequest(request('SNMPQUERY', '<CONTENT><DEVICE/></CONTENT>'));
    expect(snmp).toMatchObject({ query: 'OTHER', name: 'SNMPQUERY', content: { name: 'CONTENT' } });
    expect(decodeXmlRequest('<REQUEST><QUERY>UPDATE</QUERY></REQUEST>')).toMatchObject({ deviceId: null });
  });

  test('takes the DEVICEID out of CONTENT where it stands there', () => {
    const message = `<REQUEST><QUERY>INVENTORY</QUERY><CONTENT><DEVICEID>${ID}</DEVICEID></CONTENT></REQUEST>`;
    expect(decodeXmlRequest(message)).toMatchObject({ deviceId: ID, inventory: { deviceId: ID, other: [] } });
  });

  test.each([
    { name: 'no QUERY', xml: `<REQUEST><DEVICEID>${ID}</DEVICEID></REQUEST>`, code: 'QUERY_MISSING' },
    { name: 'an empty QUERY', xml: request(''), code: 'QUERY_MISSING' },
    { name: 'another root', xml: '<REPLY/>', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'an INVENTORY without CONTENT', xml: request('INVENTORY'), code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'no DEVICEID', xml: '<REQUEST><QUERY>PROLOG</QUERY></REQUEST>', code: 'DEVICE_ID_MISSING' },
    { name: 'no XML', xml: 'QUERY=PROLOG', code: 'XML_NOT_WELL_FORMED' },
  ])('refuses $name', ({ xml, code }) => {
    expect(() => decodeXmlRequest(xml)).toThrow(codeOf(code));
  });

  test.each([
    '../../x',
    'a/b',
    'a\\b',
    '_SYSTEMGROUP_',
    '.hidden',
    '-rf',
    '&lt;script&gt;',
    'a b',
    'a&#9;b',
    'a&quot;b',
    'a&apos;b',
    'a&amp;b',
    'a\u200bb',
    'x'.repeat(LIMITS.deviceIdLength + 1),
    'x'.repeat(10_240),
  ])('refuses the DEVICEID "%.20s"', (id) => {
    const message = `<REQUEST><QUERY>PROLOG</QUERY><DEVICEID>${id}</DEVICEID></REQUEST>`;
    expect(() => decodeXmlRequest(message)).toThrow(codeOf('DEVICE_ID_INVALID'));
  });

  test.each([
    'foo',
    'PC-2026',
    '9pc',
    'bureau-été.example.org-2026-11-20-08-00-00',
    'пк-1',
    '16823975',
    'a..b',
    'x'.repeat(255),
  ])('accepts the DEVICEID "%.20s"', (id) => {
    expect(decodeXmlRequest(`<REQUEST><QUERY>PROLOG</QUERY><DEVICEID>${id}</DEVICEID></REQUEST>`)).toMatchObject({
      deviceId: id,
    });
  });
});

describe('an inventory in XML', () => {
  test('has its rows in typed columns', () => {
    const { sections, other } = inventoryOf(`
      <DRIVES><TYPE>/</TYPE><VOLUMN>/dev/sda1</VOLUMN><TOTAL>100 GB</TOTAL><FREE>51200</FREE></DRIVES>
      <DRIVES><LETTER>C:</LETTER><CREATEDATE>15/06/2021</CREATEDATE><SYSTEMDRIVE>1</SYSTEMDRIVE></DRIVES>`);
    expect(other).toEqual([]);
    expect(sections.drives).toMatchObject([
      { mountPoint: '/', device: '/dev/sda1', total: 102_400, free: 51_200, letter: null },
      { letter: 'C:', createdOn: '2021-06-15', systemDrive: true, total: null },
    ]);
  });

  test('has markers for sections without rows, and no row for an empty element among others', () => {
    const { sections } = inventoryOf(
      '<PRINTERS/><DRIVES><TYPE/></DRIVES><SOFTWARES><NAME>a</NAME></SOFTWARES><SOFTWARES> </SOFTWARES>',
    );
    expect(sections.printers).toEqual([]);
    expect(sections.drives).toEqual([]);
    expect(sections.software).toHaveLength(1);
    expect(sections.videos).toBeUndefined();
  });

  test('keeps what nothing defines, and what a column cannot hold', () => {
    const { sections, other } = inventoryOf(
      `text<DRIVES><TYPE>/</TYPE><TOTAL>much</TOTAL><FREE>N/A</FREE><NEW A="1"><B>2</B></NEW></DRIVES>
       <MYPLUGIN><X>1</X></MYPLUGIN><MYPLUGIN>2</MYPLUGIN><MYPLUGIN/>`,
      '<EXTRA><Y>3</Y></EXTRA>',
    );
    expect(sections.drives).toMatchObject([{ mountPoint: '/', total: null, free: null }]);
    expect(other).toEqual([
      { section: '', row: 0, path: 'EXTRA/Y', value: '3' },
      { section: '', row: 0, path: 'CONTENT', value: 'text' },
      { section: 'DRIVES', row: 0, path: 'TOTAL', value: 'much' },
      { section: 'DRIVES', row: 0, path: 'NEW/A', value: '1' },
      { section: 'DRIVES', row: 0, path: 'NEW/B', value: '2' },
      { section: 'MYPLUGIN', row: 0, path: 'X', value: '1' },
      { section: 'MYPLUGIN', row: 1, path: '', value: '2' },
    ]);
  });

  test('keeps at most as many other values as the limit says', () => {
    const { other, otherTruncated } = inventoryOf('<MYPLUGIN>1</MYPLUGIN>'.repeat(LIMITS.otherValues + 1));
    expect(other).toHaveLength(LIMITS.otherValues);
    expect(otherTruncated).toBe(true);
  });

  test('leaves out rows above the limit, and says so', () => {
    const { sections, otherTruncated } = inventoryOf(
      '<USERS><LOGIN>a</LOGIN></USERS>'.repeat(LIMITS.rowsPerSection + 1),
    );
    expect(sections.users).toHaveLength(LIMITS.rowsPerSection);
    expect(otherTruncated).toBe(true);
  });

  test('is from an OCS agent unless it names another', () => {
    const ocs = inventoryOf('<HARDWARE><CHECKSUM>513</CHECKSUM></HARDWARE>');
    expect(ocs).toMatchObject({ dialect: 'ocs', agent: null, checksum: 513, itemType: 'Computer', partial: false });
    const fusion = inventoryOf('<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT>');
    expect(fusion).toMatchObject({ dialect: 'fusion', agent: 'FusionInventory-Agent_v2.6', checksum: null, other: [] });
    expect(inventoryOf('', '<TOKEN>12345678</TOKEN>').dialect).toBe('fusion');
  });

  test('prefers the names of its dialect', () => {
    const both = '<SOFTWARES><NAME>a</NAME><ARCH>x</ARCH><ARCHITECTURE>y</ARCHITECTURE></SOFTWARES>';
    expect(inventoryOf(both)).toMatchObject({
      sections: { software: [{ architecture: 'y' }] },
      other: [{ section: 'SOFTWARES', row: 0, path: 'ARCH', value: 'x' }],
    });
    expect(inventoryOf(`<VERSIONCLIENT>f</VERSIONCLIENT>${both}`)).toMatchObject({
      sections: { software: [{ architecture: 'x' }] },
      other: [{ section: 'SOFTWARES', row: 0, path: 'ARCHITECTURE', value: 'y' }],
    });
  });

  test('does not keep one value under two names twice', () => {
    const { other } = inventoryOf('<SOFTWARES><NAME>a</NAME><ARCH>x</ARCH><ARCHITECTURE>x</ARCHITECTURE></SOFTWARES>');
    expect(other).toEqual([]);
  });

  test('joins several elements of a section that has one row', () => {
    const { sections, other } = inventoryOf(
      '<HARDWARE><NAME>a</NAME></HARDWARE><HARDWARE><NAME>b</NAME><MEMORY>1024</MEMORY></HARDWARE>',
    );
    expect(sections.hardware).toMatchObject([{ name: 'a', memory: 1024 }]);
    expect(other).toEqual([{ section: 'HARDWARE', row: 0, path: 'NAME', value: 'b' }]);
  });

  test('names the parent of a nested row, also among namesakes', () => {
    const service = (database: string) =>
      `<DATABASES_SERVICES><NAME>MySQL</NAME><PORT>3306</PORT><DATABASES><NAME>${database}</NAME></DATABASES></DATABASES_SERVICES>`;
    const { sections } = inventoryOf(service('a') + service('b'));
    const [first, second] = sections.databases ?? [];
    expect(sections.databasesServices).toHaveLength(2);
    expect(first).toMatchObject({ name: 'a', parentKey: expect.stringContaining('MySQL') });
    expect(second?.parentKey).toBe(`${first?.parentKey}#2`);
  });

  test('knows its label and its former DEVICEID', () => {
    const pairs = '<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>paris</KEYVALUE></ACCOUNTINFO>';
    expect(inventoryOf(`<OLD_DEVICEID>pc-0</OLD_DEVICEID>${pairs}`)).toMatchObject({
      tag: 'paris',
      oldDeviceId: 'pc-0',
      other: [],
      sections: { accountInfo: [expect.objectContaining({ value: 'paris' })] },
    });
  });
});
