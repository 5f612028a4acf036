import { expect, test } from 'vitest';
import { createTrust } from './trust.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'server.example': ['192.0.2.1', '2001:db8::1'],
  'admin.example': ['192.0.2.50'],
};
const resolve = async (name: string) => names[name] ?? (/^[\d.]+$|:/.test(name) ? [name] : []);
const trust = createTrust(
  ['http://server.example/ocsinventory', 'https://[2001:db8::9]/', 'http://192.0.2.9:8080/'],
  ['198.51.100.7', '10.0.0.0/8', 'fd00::/8', '203.0.113.5-203.0.113.9', 'admin.example', 'gone.example'],
  resolve,
);

test.each([
  ['192.0.2.1', true, 'a server, by name'],
  ['2001:db8::1', true, 'a server, by name, IPv6'],
  ['2001:db8::9', true, 'a server, by address, IPv6'],
  ['192.0.2.9', true, 'a server, by address'],
  ['198.51.100.7', true, 'an address'],
  ['198.51.100.8', false, 'the address beside'],
  ['10.255.0.1', true, 'a network'],
  ['11.0.0.1', false, 'another network'],
  ['fd12::1', true, 'a network, IPv6'],
  ['203.0.113.9', true, 'a range'],
  ['203.0.113.10', false, 'after a range'],
  ['192.0.2.50', true, 'a name'],
  ['127.0.0.1', false, 'this machine, which nobody named'],
  ['', false, 'nobody'],
])('%s is trusted: %s (%s)', async (address, trusted) => {
  expect(await trust.isTrusted(address)).toBe(trusted);
});

test('a caller is known as the server it is', async () => {
  expect(await trust.serversAt('192.0.2.1')).toEqual(['http://server.example/ocsinventory']);
  expect(await trust.serversAt('10.0.0.1')).toEqual([]);
});

test.each(['10.0.0.0/33', '10.0.0.0/x', '10.0.0.9-10.0.0.1', '10.0.0', 'a b', '10.0.0.1-', '::1/200'])(
  'refuses "%s"',
  (entry) => {
    expect(() => createTrust([], [entry], resolve)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  },
);
