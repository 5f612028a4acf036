import { expect, test } from 'vitest';
import { readNotice } from './notice.ts';

const message = (inner: string, place: 'CONTENT' | 'REQUEST' = 'REQUEST') =>
  place === 'REQUEST'
    ? `<REQUEST><DEVICEID>pc</DEVICEID><QUERY>NOTIFY</QUERY>${inner}</REQUEST>`
    : `<REQUEST><DEVICEID>pc</DEVICEID><QUERY>NOTIFY</QUERY><CONTENT>${inner}</CONTENT></REQUEST>`;

const card =
  '<IFACE><IP>192.0.2.9</IP><MASK>255.255.255.0</MASK><MAC>02-00-00-00-00-0A</MAC><GW>192.0.2.1</GW></IFACE>';

test.each(['CONTENT', 'REQUEST'] as const)('cards and addresses are read in %s', (place) => {
  const text = message(`<TYPE>IP</TYPE>${card}<HARDWARE><IPADDR>192.0.2.9</IPADDR></HARDWARE>`, place);
  expect(readNotice(text)).toEqual({
    ipAddress: '192.0.2.9',
    interfaces: [
      {
        mac: '02:00:00:00:00:0a',
        ip: '192.0.2.9',
        mask: '255.255.255.0',
        gateway: '192.0.2.1',
        dhcp: null,
        subnet: null,
      },
    ],
  });
});

test.each([
  ['another type', '<TYPE>DISK</TYPE>'],
  ['no type', card],
])('%s is not understood', (_name, inner) => {
  expect(readNotice(message(inner))).toBeNull();
});

test.each([
  ['no mask', card.replace(/<MASK>.*<\/MASK>/, '')],
  ['an address that is none', card.replace('192.0.2.9', "1'; drop table assets")],
  ['a MAC address that is none', card.replace('02-00-00-00-00-0A', 'x')],
])('a card with %s is left out', (_name, inner) => {
  expect(readNotice(message(`<TYPE>IP</TYPE>${inner}`))).toEqual({ interfaces: [], ipAddress: null });
});

test('a hundred cards are enough', () => {
  expect(readNotice(message(`<TYPE>IP</TYPE>${card.repeat(5000)}`))?.interfaces).toHaveLength(100);
});
