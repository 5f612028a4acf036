import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUILT_IN, createClassifier, type Rule, VERSION_OPERATORS } from './classify.ts';

const rule = (given: Partial<Rule>): Rule => ({
  id: 1,
  name: '',
  publisher: '',
  version: null,
  categoryId: 10,
  ...given,
});

test('the first rule that matches decides; nobody did where none does', () => {
  const { classify } = createClassifier(
    [rule({ id: 1, name: 'Firefox*', categoryId: 10 }), rule({ id: 2, publisher: 'moz*', categoryId: 11 })],
    [],
  );
  expect(classify('Firefox ESR', 'Mozilla').title).toEqual({ categoryId: 10, ruleId: 1, decidedBy: 'rule' });
  expect(classify('Thunderbird', 'Mozilla').title).toEqual({ categoryId: 11, ruleId: 2, decidedBy: 'rule' });
  expect(classify('bash', '').title).toEqual({ categoryId: BUILT_IN.new, ruleId: null, decidedBy: 'none' });
});

test('rules about versions decide about releases, in their place among the rules', () => {
  const old = rule({ id: 2, name: 'openssl', version: { operator: 'less', value: '3.0.14' }, categoryId: 12 });
  const all = rule({ id: 3, name: 'openssl', categoryId: 13 });
  const before = createClassifier([old, all], []).classify('OpenSSL', '');
  expect(before.title.categoryId).toBe(13);
  expect(before.releaseOf('3.0.9')?.categoryId).toBe(12);
  expect(before.releaseOf('3.0.14')).toBeUndefined();
  expect(before.releaseOf(null)).toBeUndefined();
  expect(createClassifier([all, old], []).classify('OpenSSL', '').releaseOf('3.0.9')).toBeUndefined();
});

test('publishers have one name, and rules know them by both', () => {
  const aliases = [
    { pattern: 'Microsoft Corp*', publisher: 'Microsoft' },
    { pattern: '*', publisher: 'Others' },
  ];
  const { publisherOf, classify } = createClassifier(
    [rule({ publisher: 'Microsoft', categoryId: 10 }), rule({ publisher: 'gnu', categoryId: 11 })],
    aliases,
  );
  expect(['microsoft corporation', 'GNU', ''].map(publisherOf)).toEqual(['Microsoft', 'Others', '']);
  expect(classify('Edge', 'Microsoft Corp.').title.categoryId).toBe(10);
  expect(classify('bash', 'GNU').title.categoryId).toBe(11);
});

test('adding rules at the end never changes what earlier ones decided', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '\\'), maxLength: 5 });
  const version = fc.option(
    fc.record({ operator: fc.constantFrom(...VERSION_OPERATORS), value: fc.constantFrom('1', '2.1', '10', '1*') }),
    { nil: null },
  );
  const some = fc.array(
    fc.record({ id: fc.nat(), name: text, publisher: text, version, categoryId: fc.integer({ min: 4, max: 9 }) }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(some, some, text, text, fc.constantFrom('1', '2', '10.3', null), (first, more, name, publisher, of) => {
      const few = createClassifier(first, []).classify(name, publisher);
      const many = createClassifier([...first, ...more], []).classify(name, publisher);
      if (few.title.decidedBy === 'rule') expect(many.title).toEqual(few.title);
      const decided = few.releaseOf(of);
      if (decided !== undefined) expect(many.releaseOf(of)).toEqual(decided);
    }),
  );
});
