import { expect, test } from 'vitest';
import { createAdminWords } from '../../computer/administration/admin-words.ts';
import { createFormat } from '../../format/create-format.ts';
import { thingOf } from './audit-actions.ts';
import { type Dictionary, readableEvent } from './readable-event.ts';

const format = createFormat('fr', 'UTC');
const floor = { id: 4, name: 'FLOOR', type: 'select', label: { en: 'Floor', fr: 'Étage' } };
const choices = [{ id: 1, label: { en: 'Ground', fr: 'Rez-de-chaussée' } }];
const names = new Map([
  ['label', 'Libellé'],
  ['fr', 'français'],
  ['assetIds', 'Postes'],
  ['groupId', 'Groupe'],
  ['size', 'Taille'],
]);
const dictionary: Dictionary = {
  admin: createAdminWords([{ ...floor, choices }], format),
  format,
  yesNo: (value) => (value ? 'oui' : 'non'),
  property: (name) => names.get(name) ?? null,
  code: (property, value) => (property === 'state' && value === 'done' ? 'Terminée' : null),
  setting: (name, value) => (name === 'PROLOG_FREQ' && value !== null ? `${value} heures` : null),
  group: (id) => (id === 3 ? 'Atelier' : null),
  computers: (count) => `${count} postes`,
  query: () => 'os:debian',
};
const read = (action: string, target: string, before: unknown, after: unknown) =>
  readableEvent({ action, target, before, after }, dictionary);

test('settings have their units', () => {
  expect(read('setting.set', 'setting PROLOG_FREQ', 24, 12)).toEqual([
    { key: '', before: '24 heures', after: '12 heures' },
  ]);
  expect(read('setting.override', 'asset 1', null, { PROLOG_FREQ: 4 })).toEqual([
    { key: 'PROLOG_FREQ', before: null, after: '4 heures' },
  ]);
  expect(read('setting.set', 'setting GONE', true, false)).toEqual([{ key: '', before: 'oui', after: 'non' }]);
});

test('administrative data has the labels of fields and of choices', () => {
  expect(read('adminData.update', 'asset 1', { FLOOR: null, GONE: 'a' }, { FLOOR: 'Ground', GONE: 'b' })).toEqual([
    { key: 'Étage', before: null, after: 'Rez-de-chaussée' },
    { key: 'GONE', before: 'a', after: 'b' },
  ]);
  const many = { values: { FLOOR: 'Ground' }, updated: 2, assetIds: [1, 2] };
  expect(read('adminData.updateMany', '2 assets', null, many)).toEqual([
    { key: 'Étage', before: null, after: 'Rez-de-chaussée' },
    { key: 'updated', before: null, after: '2' },
  ]);
});

test('mass actions, searches, fields and files are told in words', () => {
  const start = (action: string, parameters: object) => read('massAction.start', '', null, { action, parameters });
  expect(start('admin-data', { values: { 4: 1 } })[1]).toEqual({
    key: 'Étage',
    before: null,
    after: 'Rez-de-chaussée',
  });
  expect(start('setting', { name: 'PROLOG_FREQ', value: 4 })[1]).toMatchObject({
    key: 'PROLOG_FREQ',
    after: '4 heures',
  });
  expect(start('group', { groupId: 3 })[1]).toMatchObject({ key: 'Groupe', after: 'Atelier' });
  expect(read('massAction.end', '', null, { state: 'done' })[0]?.after).toBe('Terminée');
  expect(read('group.update', 'group 3', { tree: null }, { tree: { and: [] } })[0]?.after).toBe('os:debian');
  expect(read('attachment.add', 'asset 1', null, { size: 2048 })).toEqual([
    { key: 'Taille', before: null, after: '2\u00a0Kio' },
  ]);
  expect(
    read('adminField.update', 'field FLOOR', { label: { fr: 'A' }, choices }, { label: { fr: 'B' }, choices }),
  ).toEqual([{ key: 'Libellé · français', before: 'A', after: 'B' }]);
  expect(read('group.include', 'group 3', null, { assetIds: [1, 2, 3] })[0]).toMatchObject({ after: '3 postes' });
});

test('what nothing is known of stays as it was recorded', () => {
  expect(read('x.y', '', null, { constructor: '<b>', toString: { a: [1, { b: 2 }] } })).toEqual([
    { key: 'constructor', before: null, after: '<b>' },
    { key: 'toString · a', before: null, after: '[1,{"b":2}]' },
  ]);
  expect(read('x.y', '', 'a', null)).toEqual([{ key: '', before: 'a', after: null }]);
  expect(read('x.y', '', null, null)).toEqual([]);
});

test.each([
  ['asset 12', { subject: 'asset', name: '12' }],
  ['mass action 5', { subject: 'massAction', name: '5' }],
  ['agent file a b', { subject: 'agentFile', name: 'a b' }],
  ['field FLOOR', { subject: 'adminField', name: 'FLOOR' }],
  ['12 assets', null],
  ['constructor 1', null],
  ['', null],
])('thingOf() %j', (target, thing) => {
  expect(thingOf(target)).toEqual(thing);
});
