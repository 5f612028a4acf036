import { expect, test } from 'vitest';
import { ocsTables, toOcsRows } from './ocs-tables.ts';
import { encodeXmlInventory } from './xml-inventory.ts';
import { decodeXmlRequest } from './xml-request.ts';

const document = (controllers: string) =>
  `<?xml version="1.0"?><REQUEST><CONTENT><HARDWARE><NAME>pc</NAME></HARDWARE>${controllers}</CONTENT>
  <DEVICEID>pc-2026-11-20-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

function read(xml: string) {
  const request = decodeXmlRequest(xml);
  if (request.query !== 'INVENTORY') throw new Error(`It is no inventory but ${request.query}`);
  return request.inventory;
}

test.each([
  ['rev 02', { revision: 'rev 02', type: null }],
  ['0a', { revision: '0a', type: null }],
  ['USB controller', { revision: null, type: 'USB controller' }],
  ['IDE', { revision: null, type: 'IDE' }],
])('TYPE of a controller in a document of an OCS agent: %s', (text, expected) => {
  const inventory = read(document(`<CONTROLLERS><NAME>c</NAME><TYPE>${text}</TYPE></CONTROLLERS>`));
  expect(inventory.sections.controllers).toMatchObject([expected]);
  // Written for an OCS server it is what it was.
  const xml = encodeXmlInventory(inventory, 'ocs');
  expect(xml).toContain(`<TYPE>${text}</TYPE>`);
  expect(read(xml).sections.controllers).toEqual(inventory.sections.controllers);
  const table = ocsTables().find(({ element }) => element === 'CONTROLLERS');
  if (table === undefined) throw new Error('There is no table CONTROLLERS');
  expect(toOcsRows(table, inventory.sections.controllers ?? [])).toMatchObject([{ NAME: 'c', TYPE: text }]);
});
