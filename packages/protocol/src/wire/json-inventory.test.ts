import { expect, test } from 'vitest';
import type { Inventory } from '../inventory.ts';
import { decodeGlpiMessage } from './glpi-message.ts';
import { encodeJsonInventory } from './json-inventory.ts';

const blank: Inventory = {
  deviceId: 'pc-1',
  dialect: 'ocs',
  agent: null,
  itemType: 'Computer',
  partial: false,
  tag: null,
  oldDeviceId: null,
  checksum: null,
  sections: {},
  other: [],
  otherTruncated: false,
};
const written = (inventory: Partial<Inventory>) => JSON.parse(encodeJsonInventory({ ...blank, ...inventory }));

test('encodeJsonInventory() writes the envelope', () => {
  expect(written({ agent: 'Muster-Agent_v1', tag: 'paris', partial: true, itemType: 'Phone' })).toEqual({
    action: 'inventory',
    deviceid: 'pc-1',
    itemtype: 'Phone',
    partial: true,
    tag: 'paris',
    content: { versionclient: 'Muster-Agent_v1' },
  });
  expect(written({}).content.versionclient).toBe('unknown'); // the schema demands one
});

test('encodeJsonInventory() writes values as the schema has them', () => {
  const { content } = written({
    sections: {
      networks: [{ name: 'eth0', speed: 1000, status: 'sideways', virtual: false, mtu: 1500 }],
      operatingSystem: [{ name: 'Debian', timezoneName: 'CET', timezoneOffset: '+0100' }],
      localGroups: [{ groupId: '0', name: 'root', members: ['a', 'b'] }],
    },
  });
  expect(content.networks).toEqual([{ description: 'eth0', speed: '1000', virtualdev: false, mtu: 1500 }]);
  expect(content.operatingsystem).toEqual({ name: 'Debian', timezone: { name: 'CET', offset: '+0100' } });
  expect(content.local_groups[0]).toMatchObject({ name: 'root', members: ['a', 'b'] });
});

test('encodeJsonInventory() leaves out rows and groups without what the schema demands', () => {
  const { content } = written({
    sections: {
      networks: [{ name: null, mtu: 1500 }, { name: 'lo' }],
      operatingSystem: [{ name: 'Debian', timezoneName: 'CET' }],
      printers: [],
    },
  });
  expect(content.networks).toEqual([{ description: 'lo' }]);
  expect(content.operatingsystem).toEqual({ name: 'Debian' });
  expect(content.printers).toEqual([]);
});

test('encodeJsonInventory() nests rows in their parents, and maps in one object', () => {
  const content = {
    versionclient: 'x',
    databases_services: [{ name: 'MySQL', version: '8', databases: [{ name: 'a', size: 5 }] }],
    cartridges: [{ tonerblack: '90', wastetoner: 'OK' }],
  };
  const message = decodeGlpiMessage(JSON.stringify({ deviceid: 'pc-1', content }));
  expect(message.action === 'inventory' && written(message.inventory).content).toEqual(content);
});

test('encodeJsonInventory() writes other values back, but for keys that the schema types', () => {
  const { content } = written({
    sections: { drives: [{ mountPoint: '/' }] },
    other: [
      { section: 'DRIVES', row: 0, path: 'TOTAL', value: 'much' },
      { section: 'DRIVES', row: 0, path: 'NEW/A', value: '1' },
      { section: 'DRIVES', row: 0, path: 'NEW/A', value: '2' },
      { section: 'MYPLUGIN', row: 0, path: 'X', value: '3' },
      { section: 'SCALAR', row: 0, path: '', value: '4' },
      { section: '__proto__', row: 0, path: 'polluted', value: '5' },
    ],
  });
  expect(content.drives).toEqual([{ type: '/', new: { a: ['1', '2'] } }]);
  expect(content.myplugin).toEqual({ x: '3' });
  expect(content.scalar).toBe('4');
  expect(Object.keys(content)).toContain('__proto__');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});
