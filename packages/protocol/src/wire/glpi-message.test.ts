import { describe, expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { decodeGlpiMessage } from './glpi-message.ts';

const ID = 'pc-1-2026-11-20-08-00-00';
const message = (value: object) => JSON.stringify({ deviceid: ID, ...value });
const codeOf = (code: string) => expect.objectContaining({ name: 'AppError', code });

function inventoryOf(content: object, more: object = {}) {
  const decoded = decodeGlpiMessage(message({ action: 'inventory', content, ...more }));
  if (decoded.action !== 'inventory') throw new Error('no inventory');
  return decoded;
}

describe('decodeGlpiMessage()', () => {
  test('reads a contact, without the secrets in it', () => {
    const contact = decodeGlpiMessage(
      message({
        action: 'contact',
        name: 'GLPI-Agent',
        version: '1.11',
        tag: 'paris',
        'installed-tasks': ['inventory', 'deploy'],
        'enabled-tasks': 'inventory',
        'httpd-port': '62354',
        'httpd-plugins': { inventory: { token: 'demo-shared-secret' } },
      }),
    );
    expect(contact).toEqual({
      action: 'contact',
      deviceId: ID,
      name: 'GLPI-Agent',
      version: '1.11',
      tag: 'paris',
      installedTasks: ['inventory', 'deploy'],
      enabledTasks: ['inventory'],
      httpdPort: 62_354,
    });
    expect(JSON.stringify(contact)).not.toContain('secret');
  });

  test('reads what get_params asks for', () => {
    expect(decodeGlpiMessage(message({ action: 'get_params', params_id: 3, use: 'mysql' }))).toMatchObject({
      action: 'get_params',
      paramsId: '3',
      use: ['mysql'],
    });
  });

  test('reads an inventory with its envelope', () => {
    const { inventory, jobId } = inventoryOf(
      {
        versionclient: 'GLPI-Agent_v1.11',
        drives: [{ type: '/', total: '1000', free: 400, systemdrive: true }],
        printers: [],
        old_deviceid: 'pc-0',
      },
      { itemtype: 'Phone', partial: true, tag: 'paris', jobid: 7 },
    );
    expect(jobId).toBe(7);
    expect(inventory).toMatchObject({
      deviceId: ID,
      dialect: 'glpi',
      agent: 'GLPI-Agent_v1.11',
      itemType: 'Phone',
      partial: true,
      tag: 'paris',
      oldDeviceId: 'pc-0',
      checksum: null,
      other: [],
      sections: { drives: [{ mountPoint: '/', total: 1000, free: 400, systemDrive: true }], printers: [] },
    });
  });

  test('takes a document without action for an inventory', () => {
    expect(decodeGlpiMessage(message({ content: {} }))).toMatchObject({ action: 'inventory' });
  });

  test('keeps what nothing defines', () => {
    const { inventory } = inventoryOf(
      { drives: [{ type: '/', total: 'much', mdm: { a: [1, true] } }], policies: ['x', { y: 1.5 }], scalar: 0 },
      { extra: { z: 1 } },
    );
    expect(inventory.other).toEqual([
      { section: '', row: 0, path: 'extra/z', value: '1' },
      { section: 'drives', row: 0, path: 'total', value: 'much' },
      { section: 'drives', row: 0, path: 'mdm/a', value: '1' },
      { section: 'drives', row: 0, path: 'mdm/a', value: 'true' },
      { section: 'policies', row: 0, path: '', value: 'x' },
      { section: 'policies', row: 1, path: 'y', value: '1.5' },
      { section: 'scalar', row: 0, path: '', value: '0' },
    ]);
  });

  test('reads the rows inside rows', () => {
    const { inventory } = inventoryOf({
      databases_services: [{ name: 'MySQL', version: '8', databases: [{ name: 'a' }, { name: 'b' }] }],
    });
    expect(inventory.sections.databases).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  test('cleans texts', () => {
    const { inventory } = inventoryOf({ users: [{ login: ' Fran\u00c3\u00a7ois\u0000\u0007 ', domain: '\ud800' }] });
    expect(inventory.sections.users).toMatchObject([{ login: 'François', domain: '\ufffd' }]);
  });

  test('hands on other actions; what a network job found is about another device', () => {
    expect(decodeGlpiMessage(message({ action: 'register' }))).toMatchObject({ action: 'other', name: 'register' });
    expect(decodeGlpiMessage('{"action":"register"}')).toMatchObject({ deviceId: null });
    const found = message({ action: 'netinventory', jobid: 2, content: { network_device: { type: 'Printer' } } });
    expect(decodeGlpiMessage(found)).toMatchObject({
      action: 'other',
      name: 'netinventory',
      jobId: 2,
      inventory: { sections: { networkDevice: [{ type: 'Printer' }] } },
    });
  });

  test.each([
    { name: 'no JSON', json: '{"a":', code: 'JSON_NOT_WELL_FORMED' },
    { name: 'a list', json: '[]', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'a text', json: '"contact"', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'null', json: 'null', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'an empty object', json: '{}', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'an action that is a list', json: '{"action":["contact"]}', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'an id that is an object', json: '{"action":"contact","deviceid":{}}', code: 'MESSAGE_SHAPE_WRONG' },
    { name: 'no id', json: '{"action":"contact"}', code: 'DEVICE_ID_MISSING' },
    { name: 'a path as id', json: '{"action":"contact","deviceid":"../../x"}', code: 'DEVICE_ID_INVALID' },
    {
      name: 'tasks that are numbers',
      json: message({ action: 'contact', 'enabled-tasks': [1] }),
      code: 'MESSAGE_SHAPE_WRONG',
    },
    {
      name: 'a port that is no number',
      json: message({ action: 'contact', 'httpd-port': 'x' }),
      code: 'MESSAGE_SHAPE_WRONG',
    },
    { name: 'no content', json: message({ action: 'inventory' }), code: 'MESSAGE_SHAPE_WRONG' },
    {
      name: 'a content that is a list',
      json: message({ action: 'inventory', content: [] }),
      code: 'MESSAGE_SHAPE_WRONG',
    },
    { name: 'a partial that is a text', json: message({ content: {}, partial: 'yes' }), code: 'MESSAGE_SHAPE_WRONG' },
    {
      name: 'many levels of objects',
      json: `{"deviceid":"a","content":${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}}`,
      code: 'MESSAGE_TOO_DEEP',
    },
    {
      name: 'many levels of lists',
      json: `{"deviceid":"a","content":{"a":${'['.repeat(1000)}1${']'.repeat(1000)}}}`,
      code: 'MESSAGE_TOO_DEEP',
    },
    {
      name: 'a million levels',
      json: `{"deviceid":"a","content":{"a":${'['.repeat(1_000_000)}`,
      code: 'MESSAGE_TOO_DEEP',
    },
    {
      name: 'a million rows',
      json: `{"deviceid":"a","content":{"a":[${'{},'.repeat(LIMITS.elements)}{}]}}`,
      code: 'MESSAGE_TOO_MANY_ROWS',
    },
  ])('refuses $name', ({ json, code }) => {
    expect(() => decodeGlpiMessage(json)).toThrow(codeOf(code));
  });

  test('takes keys that are properties of every object for keys', () => {
    const json = `{"deviceid":"${ID}","content":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"drives":[{"__proto__":{"type":"/"},"type":"/x"}]}}`;
    const decoded = decodeGlpiMessage(json);
    expect(decoded).toMatchObject({ inventory: { sections: { drives: [{ mountPoint: '/x' }] } } });
    expect(decoded.action === 'inventory' && decoded.inventory.other.map((o) => o.value)).toEqual(['1', '2', '/']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
