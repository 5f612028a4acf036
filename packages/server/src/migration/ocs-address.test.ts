import { expect, test } from 'vitest';
import { readOcsAddress } from './ocs-address.ts';

test('an address names server, user and database', () => {
  expect(readOcsAddress('mysql://ocs@db.example.org:3307/ocsweb', 'secret')).toEqual({
    host: 'db.example.org',
    port: 3307,
    user: 'ocs',
    password: 'secret',
    database: 'ocsweb',
  });
  expect(readOcsAddress('mariadb://o%40s:p%2Fw@[::1]/ocs', '')).toEqual({
    host: '::1',
    port: 3306,
    user: 'o@s',
    password: 'p/w',
    database: 'ocs',
  });
});

test('what is no address is refused without repeating it', () => {
  const wrong = [
    'ocs:hidden@db/ocsweb',
    'postgres://ocs:hidden@db/x',
    'mysql://ocs:hidden@db',
    'mysql://db/x',
    'mysql://a:%zz@b/c',
  ];
  for (const text of wrong) {
    expect(() => readOcsAddress(text, '')).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    expect(() => readOcsAddress(text, '')).not.toThrow(/hidden|%zz/);
  }
});
