import { expect, test } from 'vitest';
import { partsOf } from './audit-actions.ts';
import { differences, placeOf } from './audit-words.ts';

test.each([
  { target: 'asset 12', place: '/computers/12' },
  { target: 'asset x', place: null },
  { target: 'setting FREQUENCY', place: '/administration/settings?setting=FREQUENCY' },
  { target: 'registryQuery 3', place: '/administration/registry-queries?query=3' },
  { target: 'agent file a b', place: '/administration/agent-files' },
  { target: 'user Ada', place: null },
  { target: '', place: null },
])('placeOf() $target', ({ target, place }) => {
  expect(placeOf({ action: 'x.y', target })).toBe(place);
});

test('differences() compares objects by name, and all else as a whole', () => {
  expect(differences({ before: { a: 1, b: 'x' }, after: { a: 1, b: 'y', c: [1] } })).toEqual([
    { key: 'b', before: 'x', after: 'y' },
    { key: 'c', before: null, after: '1' },
  ]);
  expect(differences({ before: null, after: { a: 1 } })).toEqual([{ key: 'a', before: null, after: '1' }]);
  expect(differences({ before: 24, after: 12 })).toEqual([{ key: '', before: '24', after: '12' }]);
  expect(differences({ before: ['a', 'b'], after: [{ c: 1 }] })).toEqual([
    { key: '', before: 'a, b', after: '[{"c":1}]' },
  ]);
  expect(differences({ before: null, after: null })).toEqual([]);
});

test.each([
  { action: 'setting.set', parts: { subject: 'setting', verb: 'set' } },
  { action: 'setting.dance', parts: null },
  { action: 'constructor.set', parts: null },
  { action: 'setting.set.more', parts: null },
  { action: 'setting', parts: null },
])('partsOf() $action', ({ action, parts }) => {
  expect(partsOf(action)).toEqual(parts);
});
