import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './counting.ts';

test('numbers are packed and unpacked', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })), (ids) => {
      expect(unpack(pack(new Set(ids)))).toEqual([...ids].sort((a, b) => a - b));
    }),
  );
});
