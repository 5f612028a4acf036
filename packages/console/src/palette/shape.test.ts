import { expect, test } from 'vitest';
import { shapeOf } from './shape.ts';

test.each([
  ['192.0.2.7', 'ip', 'ip=192.0.2.7'],
  ['2001:db8::7', 'ip', 'ip="2001:db8::7"'],
  ['10.0.0.0/8', 'network', 'ip:10.0.0.0/8'],
  ['00-16-3E-00-00-10', 'mac', 'mac:00:16:3e:00:00:10'],
  ['0016.3e00.0010', 'mac', 'mac:00:16:3e:00:00:10'],
  ['00163e000010', 'mac', 'mac:00:16:3e:00:00:10'],
  ['os:debian memory<8GB', 'query', 'os:debian memory<8GB'],
])('shapeOf() takes "%s" for %s', (text, kind, query) => {
  expect(shapeOf(text)).toMatchObject({ kind, query });
});

test.each(['anna', 'pc-12', 'SN:', '300.1.2.3', '12', 'Dell Latitude', '00:16:3e', '5CG1234XYZ'])(
  'shapeOf() takes "%s" for a name',
  (text) => {
    expect(shapeOf(text)).toBeNull();
  },
);
