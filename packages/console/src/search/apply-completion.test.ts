import { completeQuery, type Operator, type QueryField } from '@muster/protocol/query';
import { expect, test } from 'vitest';
import { applyCompletion, applySuggestion } from './apply-completion.ts';
import { piecesOf } from './highlight.ts';

const text: Operator[] = ['equal', 'different', 'oneOf', 'contains', 'begins', 'ends', 'empty', 'notEmpty'];
const field = (name: string, section: string | null): QueryField => ({
  name,
  label: name,
  description: '',
  type: 'text',
  unit: null,
  section,
  operators: text,
});
const fields = [field('asset.os', null), field('asset.tag', null), field('software.name', 'software')];

/** `|` is the cursor. */
function accept(query: string, option: { text: string; kind: 'field' | 'sign' | 'value' | 'section' | 'keyword' }) {
  const cursor = query.indexOf('|');
  const whole = query.replace('|', '');
  const edited = applyCompletion(whole, completeQuery(whole, cursor, fields), option);
  return `${edited.text.slice(0, edited.cursor)}|${edited.text.slice(edited.cursor)}`;
}

test.each([
  ['o|', { text: 'os', kind: 'field' }, 'os|'],
  ['os|', { text: 'os:', kind: 'sign' }, 'os:|'],
  ['os:deb|', { text: 'Debian', kind: 'value' }, 'os:Debian |'],
  ['os:"De|"', { text: '"Debian 12"', kind: 'value' }, 'os:"Debian 12" |'],
  ['os:| tag:x', { text: 'Debian', kind: 'value' }, 'os:Debian |tag:x'],
  ['has software(name:ba|)', { text: 'bash', kind: 'value' }, 'has software(name:bash|)'],
  ['has so| os:x', { text: 'software(', kind: 'section' }, 'has software(|) os:x'],
  ['-o|', { text: 'os', kind: 'field' }, '-os|'],
] as const)('%s becomes, by what was chosen, the whole', (query, option, expected) => {
  expect(accept(query, option)).toBe(expected);
});

test('the value that is being written is told, for those who know values', () => {
  const at = (query: string) => completeQuery(query, query.length, fields).value;
  expect(at('os:"Debian \\"1')).toMatchObject({ text: 'Debian "1', field: { name: 'asset.os' } });
  expect(at('has software(name:ba')).toMatchObject({ text: 'ba', field: { name: 'software.name' } });
  expect(at('os')).toBeNull();
  expect(at('nothing:x')).toBeNull();
});

test('a suggestion stands where the fault was', () => {
  expect(applySuggestion('oss:x', { start: 0, end: 3, suggestion: 'os' })).toEqual({ text: 'os:x', cursor: 2 });
});

test('pieces of a query are the query', () => {
  const marks = [
    { kind: 'field', start: 0, end: 2 },
    { kind: 'sign', start: 2, end: 3 },
  ] as const;
  const pieces = piecesOf('os:x y', marks, { start: 5, end: 6 });
  expect(pieces.map((piece) => piece.text).join('')).toBe('os:x y');
  expect(pieces.map(({ text: one, kind, isWrong }) => [one, kind, isWrong])).toEqual([
    ['os', 'field', false],
    [':', 'sign', false],
    ['x ', 'plain', false],
    ['y', 'plain', true],
  ]);
  expect(piecesOf('', [], { start: 0, end: 0 })).toEqual([]);
});
