import { expect, test } from 'vitest';
import type { Inventory } from '../inventory.ts';
import { encodeXmlInventory } from './xml-inventory.ts';
import { decodeXmlRequest } from './xml-request.ts';

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

function decoded(xml: string): Inventory {
  const message = decodeXmlRequest(xml);
  if (message.query !== 'INVENTORY') throw new Error('no inventory');
  return message.inventory;
}

test('encodeXmlInventory() writes the names and forms of the OCS dialect', () => {
  const xml = encodeXmlInventory(
    {
      ...blank,
      agent: 'Muster-Agent_v1',
      tag: 'paris',
      checksum: 3,
      sections: {
        bios: [{ biosDate: '2022-04-18' }],
        software: [{ name: 'a & b', architecture: 'amd64', installedAt: '2026-11-20 08:00:00' }],
        drives: [],
        networks: [{ name: 'eth0', status: 'up' }],
      },
    },
    'ocs',
  );
  expect(xml).toContain('<BDATE>04/18/2022</BDATE>');
  expect(xml).toContain('<NAME>a &amp; b</NAME>');
  expect(xml).toContain('<ARCHITECTURE>amd64</ARCHITECTURE>');
  expect(xml).toContain('<INSTALLDATE>2026/11/20 08:00:00</INSTALLDATE>');
  expect(xml).toContain('<STATUS>Up</STATUS>');
  expect(xml).toContain('<CHECKSUM>3</CHECKSUM>');
  expect(xml).toContain('<KEYNAME>TAG</KEYNAME>');
  expect(xml).toContain('<DRIVES/>');
  expect(xml).not.toContain('VERSIONCLIENT');
  expect(decoded(xml)).toMatchObject({ dialect: 'ocs', tag: 'paris', checksum: 3 });
});

test('encodeXmlInventory() writes the names and forms of the FusionInventory dialect', () => {
  const xml = encodeXmlInventory(
    {
      ...blank,
      agent: 'Muster-Agent_v1',
      sections: {
        software: [{ name: 'a', architecture: 'amd64', installedAt: '2026-11-20 00:00:00', notRemovable: true }],
        operatingSystem: [{ timezoneName: 'CET', timezoneOffset: '+0100' }],
      },
    },
    'fusion',
  );
  expect(xml).toContain('<VERSIONCLIENT>Muster-Agent_v1</VERSIONCLIENT>');
  expect(xml).toContain('<ARCH>amd64</ARCH>');
  expect(xml).toContain('<INSTALLDATE>20/11/2026</INSTALLDATE>');
  expect(xml).toContain('<NO_REMOVE>1</NO_REMOVE>');
  expect(xml.replace(/\s+/g, '')).toContain('<TIMEZONE><NAME>CET</NAME><OFFSET>+0100</OFFSET></TIMEZONE>');
});

test('encodeXmlInventory() nests rows in their parents', () => {
  const xml = `<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>INVENTORY</QUERY><CONTENT>
    <DATABASES_SERVICES><NAME>MySQL</NAME><DATABASES><NAME>a</NAME></DATABASES><DATABASES><NAME>b</NAME></DATABASES></DATABASES_SERVICES>
    <DATABASES_SERVICES><NAME>MySQL</NAME><DATABASES><NAME>c</NAME><X>1</X></DATABASES></DATABASES_SERVICES></CONTENT></REQUEST>`;
  const inventory = decoded(xml);
  expect(inventory.sections.databases).toHaveLength(3);
  expect(decoded(encodeXmlInventory(inventory, 'ocs'))).toEqual(inventory);
});

test('encodeXmlInventory() writes other values back to where they came from', () => {
  const inventory = decoded(`<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>INVENTORY</QUERY><Z><A>1</A></Z><CONTENT>
    <DRIVES><TYPE>/</TYPE></DRIVES><DRIVES><TOTAL>much</TOTAL><N><A>1</A><A>2</A></N></DRIVES>
    <MYPLUGIN><X>1</X><Y><Z>2</Z></Y></MYPLUGIN><MYPLUGIN>3</MYPLUGIN><HARDWARE><NAME>a</NAME><NAME>b</NAME></HARDWARE>
    </CONTENT></REQUEST>`);
  expect(inventory.other).toHaveLength(8);
  const again = decoded(encodeXmlInventory(inventory, 'ocs'));
  expect(new Set(again.other.map((o) => JSON.stringify(o)))).toEqual(
    new Set(inventory.other.map((o) => JSON.stringify(o))),
  );
  expect(again.sections).toEqual(inventory.sections);
});

test('encodeXmlInventory() sums up what a GLPI agent says for servers that need it', () => {
  const xml = encodeXmlInventory(
    {
      ...blank,
      dialect: 'glpi',
      sections: {
        hardware: [{ name: 'pc-1' }],
        operatingSystem: [{ fullName: 'Debian 12', kernelVersion: '6.1' }],
        cpus: [{ name: 'Xeon', speed: 2400 }, { name: 'Xeon' }],
        networks: [{ ip: '127.0.0.1' }, { ip: '192.0.2.1' }, { ip: '192.0.2.1' }, { ip: '192.0.2.2' }],
        users: [{ login: 'alice' }, { login: 'bob' }],
      },
      other: [{ section: 'mdm', row: 0, path: 'owner', value: 'me' }],
    },
    'ocs',
  );
  expect(decoded(xml)).toMatchObject({
    sections: {
      hardware: [
        {
          name: 'pc-1',
          osName: 'Debian 12',
          osVersion: '6.1',
          processorType: 'Xeon',
          processorSpeed: 2400,
          processorCount: 2,
          ipAddress: '192.0.2.1/192.0.2.2',
          userId: 'alice/bob',
        },
      ],
    },
    other: [{ section: 'MDM', row: 0, path: 'OWNER', value: 'me' }],
  });
});

test('encodeXmlInventory() never writes a name that is no XML', () => {
  const other = ['a b', '<x>', '1a', 'a/..//', '', 'a:b'].flatMap((bad) => [
    { section: bad || 'x', row: 0, path: 'A', value: '1' },
    { section: 'X', row: 0, path: bad, value: '1' },
  ]);
  expect(() => decoded(encodeXmlInventory({ ...blank, other }, 'ocs'))).not.toThrow();
});
