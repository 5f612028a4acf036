import { expect, test } from 'vitest';
import { diskFull } from './disk-full.ts';

const failure = (about: object, cause?: unknown) => Object.assign(new Error('no room', { cause }), about);

test.each([
  { name: 'SQLite', error: failure({ code: 'ERR_SQLITE_ERROR', errcode: 13 }) },
  { name: 'SQLite, where its shared memory cannot grow', error: failure({ code: 'ERR_SQLITE_ERROR', errcode: 4874 }) },
  { name: 'PostgreSQL', error: failure({ code: '53100', severity: 'ERROR' }) },
  { name: 'a file', error: failure({ code: 'ENOSPC' }) },
  { name: 'the cause of an error', error: failure({}, failure({ code: 'ERR_SQLITE_ERROR', errcode: 13 })) },
])('diskFull() knows a full disk of $name', ({ error }) => {
  expect(diskFull(error)).toMatchObject({ code: 'DISK_FULL', details: { reason: 'no room' } });
});

test.each([
  failure({ code: 'ERR_SQLITE_ERROR', errcode: 5 }),
  failure({ code: '23505', severity: 'ERROR' }),
  failure({ code: 'ENOENT' }),
  null,
  'no room',
])('diskFull() takes nothing else for one: %s', (error) => {
  expect(diskFull(error)).toBeNull();
});
