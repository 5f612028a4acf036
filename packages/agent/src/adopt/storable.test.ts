import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStorable } from './storable.ts';

// Written by Perl 5.36, Storable 3.26: `store` and `nstore` of the same hash, the second blessed.
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

const STORED = hex(`
  70737430040b08313233343536373804080808030a00000008aa010000006e04020300000008810a0374776f0403010000000881010000
  0061040000006c6973740403010000000a086634323866396361070000006167656e746964060000006e65737465641708636166c3a9e2
  82ac030000007574660a1000ff00ff00ff00ff00ff00ff00ff00ff0300000062696e060010a5d4e8000000030000006269670a1b70632d
  303034322d323032362d31312d32302d30382d34302d3239080000006465766963656964087b030000006e656705060000007374617475
  730400000000030400000073656c66`);
/** In network order, and of a class. */
const BLESSED = hex(`
  7073 7430 050b 1108 466f 6f3a 3a42 6172 0300 0000 0208 aa00 0000 016e 0a02 7879 0000 0001 7a`);

test('reads what Storable wrote: texts, numbers, lists, hashes, values that stand twice', () => {
  const list = [1, 'two', new Map([['a', 1]])];
  expect(readStorable(STORED)).toEqual(
    new Map<string, unknown>([
      ['n', 42],
      ['list', list],
      ['nested', new Map([['agentid', 'f428f9ca']])],
      ['utf', 'café€'],
      ['bin', Buffer.from('00ff'.repeat(8), 'hex')],
      ['big', 1e12],
      ['deviceid', 'pc-0042-2026-11-20-08-40-29'],
      ['neg', -5],
      ['status', null],
      ['self', list],
    ]),
  );
});

test('reads network order, and passes classes over', () => {
  expect(readStorable(BLESSED)).toEqual(
    new Map<string, unknown>([
      ['n', 42],
      ['z', 'xy'],
    ]),
  );
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['another file', Buffer.from('<CONF/>')],
  ['half of one', STORED.subarray(0, 100)],
  ['a length beyond its end', hex('7073 7430 050b 0a ff 41')],
  ['a list of four thousand millions', hex('7073 7430 050b 02 ffffffff')],
  ['lists in lists for ever', Buffer.concat([hex('7073 7430 050b'), Buffer.alloc(500_000, hex('02 00000001'))])],
  ['code', hex('7073 7430 050b 1a 0a 03 646965')],
  ['a megabyte', Buffer.alloc(1024 * 1024 + 1)],
  ['another version', hex('7073 7430 070b 05')],
])('refuses %s', (_, bytes) => {
  expect(() => readStorable(bytes)).toThrow(/^it /);
});

test('never does anything but read or refuse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (noise, at) => {
      const bytes = Buffer.from(STORED);
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
      try {
        readStorable(bytes);
      } catch (error) {
        expect((error as Error).message).toMatch(/^it /);
      }
    }),
  );
});
