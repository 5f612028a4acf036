import { expect, test } from 'vitest';
import { encodeXmlInventory } from './xml-inventory.ts';
import { decodeXmlRequest } from './xml-request.ts';

const xml = `<REQUEST><CONTENT><NETWORKS><DESCRIPTION>eth0</DESCRIPTION><IPADDRESS>fe80::1</IPADDRESS><IPMASK>ffff::</IPMASK></NETWORKS>
<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><IPADDRESS>192.0.2.1</IPADDRESS></NETWORKS></CONTENT><DEVICEID>a</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

test('the one address field of OCS agents is read by kind of address, and written again', () => {
  const request = decodeXmlRequest(xml);
  if (request.query !== 'INVENTORY') throw new Error('It is an inventory');
  expect(request.inventory.sections.networks).toMatchObject([
    { ip: null, mask: null, ip6: 'fe80::1', mask6: 'ffff::' },
    { ip: '192.0.2.1', ip6: null },
  ]);
  expect(encodeXmlInventory(request.inventory, 'ocs')).toMatch(/<IPADDRESS>fe80::1<\/IPADDRESS>/);
  expect(encodeXmlInventory(request.inventory, 'fusion')).toMatch(/<IPADDRESS6>fe80::1<\/IPADDRESS6>/);
});
