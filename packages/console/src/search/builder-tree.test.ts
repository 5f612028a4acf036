import {
  BARE_FIELDS,
  type Operator,
  parseQuery,
  printQuery,
  type QueryField,
  type SearchNode,
} from '@muster/protocol/query';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type BuilderNode,
  newGroup,
  newHas,
  newRule,
  newWord,
  replaceNode,
  withField,
  withOperator,
} from './builder-tree.ts';
import { fromBuilder } from './from-builder.ts';
import { keepNodes, toBuilder } from './to-builder.ts';

const TEXT: Operator[] = ['equal', 'different', 'oneOf', 'contains', 'begins', 'ends', 'empty', 'notEmpty'];
const field = (name: string, type: QueryField['type'], operators: Operator[] = TEXT): QueryField => ({
  name,
  label: name,
  description: '',
  type,
  unit: null,
  section: name.startsWith('asset.') ? null : (name.split('.')[0] ?? null),
  operators,
});
const ORDER: Operator[] = ['equal', 'less', 'between', 'outside', 'oneOf', 'empty'];
const os = field('asset.os', 'text');
const memory = field('asset.memoryMiB', 'integer', ORDER);
const seen = field('asset.lastContactAt', 'time', ['less', 'within', 'olderThan', 'between']);
const fields = [
  ...BARE_FIELDS.map((name) => field(name, 'text')),
  os,
  memory,
  seen,
  field('software.name', 'text'),
  field('software.version', 'version', [...TEXT, 'less', 'between']),
];

test.each([
  '',
  'os:debian',
  'anna not bob',
  'os:debian (memory<8192 or not name:pc*) lastContactAt>30d',
  'software:"openssl"<3.0.14 not has software',
  'not has software(name:firefox (version<115 or version:1..2))',
  'memory=(1, 2) memory!=1..2 user:empty',
  'not (os:a not (os:b or os:c))',
  'not not os:a',
])('what is written is the same behind the builder: %s', (query) => {
  const parsed = parseQuery(query, fields);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { tree, incomplete } = fromBuilder(toBuilder(parsed.tree));
  expect(tree).toEqual(parsed.tree);
  expect(incomplete.size).toBe(0);
});

const criterion = (name: string) =>
  fc.record({
    field: fc.constant(name),
    operator: fc.constantFrom<Operator>('equal', 'contains'),
    value: fc.string({ minLength: 1 }),
  });
const joinedOf = (one: fc.Arbitrary<SearchNode>): fc.Arbitrary<SearchNode> => {
  const some = fc.array(one, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    some.map((and) => ({ and })),
    some.map((or) => ({ or })),
    one.map((not) => ({ not })),
  );
};
const rows = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof({ maxDepth: 2 }, criterion('software.name'), joinedOf(tie('node'))),
})).node;
const trees = fc.letrec<{ node: SearchNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    criterion('asset.os'),
    fc.record({ has: fc.constant('software') }),
    fc.record({ has: fc.constant('software'), where: rows }),
    joinedOf(tie('node')),
  ),
})).node;

test('any tree is the same behind the builder, and behind the text', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(fromBuilder(toBuilder(tree)).tree).toEqual(tree);
      const parsed = parseQuery(printQuery(fromBuilder(toBuilder(tree)).tree, fields), fields);
      expect(parsed).toMatchObject({ ok: true, tree });
    }),
  );
});

test('what is not filled in is left out, and told', () => {
  const [empty, filled, word] = [newRule(os), { ...newRule(memory), value: 8 }, newWord('  ')];
  const has = { ...newHas('software'), where: newGroup([newRule(field('software.name', 'text'))]) };
  const { tree, incomplete } = fromBuilder(newGroup([empty, filled, word, has]));
  expect(tree).toEqual({ field: 'asset.memoryMiB', operator: 'equal', value: 8 });
  expect([empty, word, has].every(({ id }) => incomplete.has(id))).toBe(true);
  expect(incomplete.has(filled.id)).toBe(false);
  expect(fromBuilder(newGroup([newHas('drives')])).tree).toEqual({ has: 'drives' });
  expect(fromBuilder(newGroup()).tree).toBeNull();
});

test('another operator keeps of a value what makes sense', () => {
  const rule = { ...newRule(memory), value: 8 };
  const list = withOperator(rule, 'oneOf');
  expect(list.value).toEqual([8]);
  expect(withOperator(list, 'between').value).toEqual([8]);
  expect(withOperator(list, 'less').value).toBe(8);
  expect(withOperator(rule, 'empty').value).toBeUndefined();
  const age = { ...newRule(seen), value: 30 };
  expect(age.operator).toBe('within');
  expect(withOperator(age, 'olderThan').value).toBe(30);
  expect(withOperator(age, 'less').value).toBeUndefined();
});

test('another field keeps a comparison of its kind', () => {
  const rule = { ...newRule(os), value: 'debian' };
  const user = fields.find(({ name }) => name === 'asset.user') ?? os;
  expect(withField(rule, user, os)).toMatchObject({ field: 'asset.user', operator: 'contains', value: 'debian' });
  expect(withField(rule, memory, os)).toMatchObject({ field: 'asset.memoryMiB', operator: 'equal', value: undefined });
});

test('a tree that was read anew keeps the nodes that say the same', () => {
  const read = (query: string) => {
    const parsed = parseQuery(query, fields);
    return toBuilder(parsed.ok ? parsed.tree : null);
  };
  const before = read('os:debian has software(name:fire) memory<8 not user:x');
  const after = keepNodes(before, read('os:debian has software(name:firefox) memory<8 not user:x'));
  expect(after.nodes[0]).toBe(before.nodes[0]);
  expect(after.nodes[2]).toBe(before.nodes[2]);
  expect(after.nodes[1]).not.toBe(before.nodes[1]);
  expect(after.nodes.map(({ id }) => id)).toEqual(before.nodes.map(({ id }) => id));
  expect(fromBuilder(after).tree).toEqual(
    fromBuilder(read('os:debian has software(name:firefox) memory<8 not user:x')).tree,
  );
  expect(keepNodes(before, read('os:debian has software(name:fire) memory<8 not user:x'))).toBe(before);
});

test('a node is changed or taken away wherever it stands', () => {
  const deep = newRule(os);
  const has = { ...newHas('software'), where: newGroup([deep]) };
  const root = newGroup([newGroup([has], 'or')]);
  const changed = replaceNode(root, deep.id, (node) => ({ ...node, value: 'x' }) as BuilderNode);
  expect(fromBuilder(changed).tree).toEqual({
    has: 'software',
    where: { field: 'asset.os', operator: 'contains', value: 'x' },
  });
  expect(fromBuilder(replaceNode(root, has.id, () => null)).tree).toBeNull();
  expect(replaceNode(root, deep.id, () => null).nodes).toHaveLength(1);
});
