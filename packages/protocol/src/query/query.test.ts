import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BARE_FIELDS,
  completeQuery,
  type FieldType,
  isInNetwork,
  type Operator,
  parseNetwork,
  parseQuery,
  printQuery,
  type QueryField,
  type SearchNode,
} from './index.ts';

const TEXT: Operator[] = ['equal', 'different', 'oneOf', 'contains', 'begins', 'ends', 'matches', 'empty', 'notEmpty'];
const ORDER: Operator[] = ['less', 'atMost', 'greater', 'atLeast', 'between', 'outside'];
const SAME: Operator[] = ['equal', 'different', 'oneOf', 'empty', 'notEmpty'];
const operatorsOf: Record<FieldType, Operator[]> = {
  text: TEXT,
  texts: TEXT,
  version: [...TEXT, ...ORDER],
  integer: [...SAME, ...ORDER],
  real: [...SAME, ...ORDER],
  date: [...SAME, ...ORDER, 'within', 'olderThan'],
  datetime: [...SAME, ...ORDER, 'within', 'olderThan'],
  time: [...SAME, ...ORDER, 'within', 'olderThan'],
  flag: ['equal', 'different', 'empty', 'notEmpty'],
  group: SAME,
  choice: SAME,
  choices: SAME,
};

function field(name: string, type: FieldType, more: Partial<QueryField> = {}): QueryField {
  const [first = ''] = name.split('.');
  const section = first === 'asset' || first === 'admin' ? null : first;
  return { name, label: name, description: '', type, unit: null, section, operators: operatorsOf[type], ...more };
}

const address = { operators: [...TEXT, 'inNetwork'] as Operator[] };
const fields: readonly QueryField[] = [
  field('asset.name', 'text'),
  field('asset.user', 'text'),
  field('asset.serial', 'text'),
  field('asset.ip', 'text', address),
  field('asset.os', 'text'),
  field('asset.tag', 'text'),
  field('asset.memoryMiB', 'integer', { unit: 'MiB' }),
  field('asset.lastContactAt', 'time'),
  field('asset.group', 'group', {
    choices: [
      { value: 3, label: 'Lab machines' },
      { value: 4, label: '4 eyes' },
      { value: 5, label: 'twice' },
      { value: 6, label: 'Twice' },
    ],
  }),
  field('admin.7', 'choices', { alias: 'admin.room', choices: [{ value: 1, label: 'empty' }] }),
  field('bios.biosDate', 'date'),
  field('networks.ip', 'text', address),
  field('networks.mac', 'text'),
  field('networks.speed', 'real', { unit: 'Mbit/s' }),
  field('networkDevice.ips', 'texts', address),
  field('software.name', 'text'),
  field('software.version', 'version'),
  field('software.installedAt', 'datetime'),
  field('printers.shared', 'flag'),
];

function treeOf(query: string): SearchNode | null {
  const parsed = parseQuery(query, fields);
  if (!parsed.ok) throw new Error(`${query}: ${JSON.stringify(parsed.error)}`);
  return parsed.tree;
}

const criterion = (name: string, operator: Operator, value?: unknown) =>
  (value === undefined ? { field: name, operator } : { field: name, operator, value }) as SearchNode; // safe: as each test gives it
const anywhere = (operator: Operator, value: string) => ({
  or: BARE_FIELDS.map((name) => criterion(name, operator, value)),
});

describe('parseQuery()', () => {
  test('reads what administrators ask every day', () => {
    const query = 'os:debian memory<8GB software:"openssl"<3.0.14 not tag:lab lastseen>30d network.mac:00:1b*';
    expect(treeOf(query)).toEqual({
      and: [
        criterion('asset.os', 'contains', 'debian'),
        criterion('asset.memoryMiB', 'less', 8192),
        {
          has: 'software',
          where: {
            and: [criterion('software.name', 'contains', 'openssl'), criterion('software.version', 'less', '3.0.14')],
          },
        },
        { not: criterion('asset.tag', 'contains', 'lab') },
        criterion('asset.lastContactAt', 'olderThan', 30),
        criterion('networks.mac', 'begins', '00:1b'),
      ],
    });
  });

  test.each<[string, SearchNode | null]>([
    ['', null],
    ['  ', null],
    ['anna', anywhere('contains', 'anna')],
    ['"anna b"', anywhere('contains', 'anna b')],
    ['pc-*', anywhere('begins', 'pc-')],
    ['00:16:3e:00:00:10', criterion('networks.mac', 'equal', '00:16:3e:00:00:10')],
    ['2001:db8::1', anywhere('contains', '2001:db8::1')],
    ['192.0.2.0/24', criterion('asset.ip', 'inNetwork', '192.0.2.0/24')],
    ['-tag:lab', { not: criterion('asset.tag', 'contains', 'lab') }],
    [
      '(tag:a or tag:b) os:c',
      {
        and: [
          { or: [criterion('asset.tag', 'contains', 'a'), criterion('asset.tag', 'contains', 'b')] },
          criterion('asset.os', 'contains', 'c'),
        ],
      },
    ],
    [
      'tag:a or tag:b and os:c',
      {
        or: [
          criterion('asset.tag', 'contains', 'a'),
          { and: [criterion('asset.tag', 'contains', 'b'), criterion('asset.os', 'contains', 'c')] },
        ],
      },
    ],
    [
      'HAS Software(name:firefox version<115.10)',
      {
        has: 'software',
        where: {
          and: [criterion('software.name', 'contains', 'firefox'), criterion('software.version', 'less', '115.10')],
        },
      },
    ],
    ['not has printer', { not: { has: 'printers' } }],
    ['has software(bash)', { has: 'software', where: criterion('software.name', 'contains', 'bash') }],
    ['memory:4GB..8GB', criterion('asset.memoryMiB', 'between', [4096, 8192])],
    ['memory!=4GB..8GB', criterion('asset.memoryMiB', 'outside', [4096, 8192])],
    ['memory:4GB..', criterion('asset.memoryMiB', 'atLeast', 4096)],
    ['memory >= 2048', criterion('asset.memoryMiB', 'atLeast', 2048)],
    ['networks.speed>=1Gbit/s', criterion('networks.speed', 'atLeast', 1000)],
    ['ip:10.0.0.0/8', criterion('networks.ip', 'inNetwork', '10.0.0.0/8')],
    ['ip:"10.0.0.0/8"', criterion('networks.ip', 'contains', '10.0.0.0/8')],
    ['user:empty', criterion('asset.user', 'empty')],
    ['user:"empty"', criterion('asset.user', 'contains', 'empty')],
    ['user:*', criterion('asset.user', 'notEmpty')],
    ['user!=empty', criterion('asset.user', 'notEmpty')],
    ['name:a*b?', criterion('asset.name', 'matches', 'a*b?')],
    ['name:"a*"b*c', criterion('asset.name', 'matches', 'a\\*b*c')],
    ['name:*a', criterion('asset.name', 'ends', 'a')],
    ['version:115.2', criterion('software.version', 'equal', '115.2')],
    ['lastseen<2026-11-01', criterion('asset.lastContactAt', 'less', '2026-11-01')],
    ['lastseen:2026-11-01..2026-11-20', criterion('asset.lastContactAt', 'between', ['2026-11-01', '2026-11-20'])],
    [
      'memory<8 GB tag:a',
      { and: [criterion('asset.memoryMiB', 'less', 8192), criterion('asset.tag', 'contains', 'a')] },
    ],
    ['memory<8 gigs', { and: [criterion('asset.memoryMiB', 'less', 8), anywhere('contains', 'gigs')] }],
    ['memory>=8Go', criterion('asset.memoryMiB', 'atLeast', 8192)],
    ['lastseen>30 days', criterion('asset.lastContactAt', 'olderThan', 30)],
    ['!tag:lab', { not: criterion('asset.tag', 'contains', 'lab') }],
    ['lastseen<12h', criterion('asset.lastContactAt', 'within', 0.5)],
    ['tag=(lab, "a b")', criterion('asset.tag', 'oneOf', ['lab', 'a b'])],
    [
      'os:(debian, ubuntu)',
      { or: [criterion('asset.os', 'contains', 'debian'), criterion('asset.os', 'contains', 'ubuntu')] },
    ],
    ['group:"lab machines"', criterion('asset.group', 'equal', 3)],
    ['group!=3', criterion('asset.group', 'different', 3)],
    ['Admin.Room:"empty"', criterion('admin.7', 'equal', 1)],
    ['printer.shared:yes', criterion('printers.shared', 'equal', true)],
  ])('reads %s', (query, tree) => {
    expect(treeOf(query)).toEqual(tree);
    // Whatever is read is printed so that it reads the same.
    expect(treeOf(printQuery(tree, fields))).toEqual(tree);
  });

  test.each<[string, string, string, string | null]>([
    ['os:debian memmory<8GB', 'memmory', 'unknownField', 'memory'],
    ['softwar:x', 'softwar', 'unknownField', 'software'],
    ['os:debian and', '', 'missing', null],
    ['(os:debian', '(', 'unclosedBracket', null],
    ['os:debian)', ')', 'unexpected', null],
    ['os:"debian', '"debian', 'unclosedQuote', null],
    ['os:', '', 'missing', null],
    ['memory:lots', 'lots', 'value', null],
    ['memory<8GHz', '8GHz', 'value', null],
    ['memory:1.5', '1.5', 'value', '2'],
    ['os<5', '<', 'operator', null],
    ['lastseen>today', 'today', 'value', '1d'],
    ['lastseen<20/11/2026', '20/11/2026', 'value', null],
    ['tag:a && tag:b', '&&', 'unexpected', 'and'],
    ['lastcontact>30d', 'lastcontact', 'unknownField', 'asset.lastContactAt'],
    ['bios.date<2020-01-01', 'bios.date', 'unknownField', 'bios.biosDate'],
    ['has softwar(name:x)', 'softwar', 'unknownSection', 'software'],
    ['has software(verson:1)', 'verson', 'unknownField', 'version'],
    ['has software(os:x)', 'os', 'otherSection', null],
    ['has software(has printers)', 'has printers', 'otherSection', null],
    ['has', '', 'missing', null],
    ['tag!=(a,b)', '!=', 'operator', '='],
    ['tag=(a b)', 'b', 'unexpected', '"b"'],
    ['tag=(a,', '', 'missing', null],
    ['tag!=a*', '!=', 'operator', ':'],
    ['group:"lab"', '"lab"', 'value', '"Lab machines"'],
    ['ip:10.0.0.0/99', '10.0.0.0/99', 'value', null],
    ['os:a=b', '=', 'unexpected', null],
    ['first-seen:x', 'first-seen', 'unknownField', 'asset.user'],
    [`${'('.repeat(40)}a`, '', 'tooDeep', null],
    ['x'.repeat(5000), 'x'.repeat(1000), 'tooLong', null],
  ])('says of %s where it is wrong', (query, wrong, code, suggestion) => {
    const parsed = parseQuery(query, fields);
    if (parsed.ok) throw new Error('it was taken');
    const { error } = parsed;
    expect([error.code, query.slice(error.start, error.end)]).toEqual([code, wrong]);
    if (suggestion !== null && suggestion !== 'asset.user') expect(error.suggestion).toBe(suggestion);
    expect(error.message).not.toBe('');
  });

  test('knows where each criterion stands', () => {
    const query = 'os:debian  (memory<8GB or -"x y")';
    const parsed = parseQuery(query, fields);
    if (!parsed.ok) throw new Error('it was refused');
    const texts = [...parsed.spans].map(([, { start, end }]) => query.slice(start, end));
    expect(new Set(texts)).toEqual(
      new Set(['os:debian', 'memory<8GB', '"x y"', '-"x y"', 'memory<8GB or -"x y"', query]),
    );
    expect(
      parsed.marks.filter(({ kind }) => kind === 'field').map(({ start, end }) => query.slice(start, end)),
    ).toEqual(['os', 'memory']);
  });

  test('any text is a search or is refused inside of it', () => {
    const parts = fc.constantFrom(
      ' ',
      '(',
      ')',
      '"',
      ':',
      '=',
      '<',
      '!=',
      '~',
      '*',
      'os',
      'has software',
      'not ',
      ' or ',
      ',',
      '..',
      '4GB',
      '\\',
      '-',
      'é',
      '/24',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 15 }).map((some) => some.join('')),
        ),
        (text) => {
          const parsed = parseQuery(text, fields);
          if (parsed.ok) {
            expect(treeOf(printQuery(parsed.tree, fields))).toEqual(parsed.tree);
          } else {
            const { start, end } = parsed.error;
            expect(start >= 0 && start <= end && end <= text.length).toBe(true);
          }
          completeQuery(text, text.length, fields);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('a word that is a unit is no part of the number before it', () => {
  const tree = { and: [criterion('asset.memoryMiB', 'less', 8), anywhere('contains', 'GB')] };
  expect(printQuery(tree, fields)).toBe('memory<8 "GB"');
  expect(treeOf('memory<8 "GB"')).toEqual(tree);
});

test('any tree, printed and read again, is the same tree', () => {
  fc.assert(
    fc.property(anyTree(), (tree) => {
      expect(treeOf(printQuery(tree, fields))).toEqual(withoutSingles(tree));
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, string, readonly string[]]>([
  ['mem', 'field', ['memory']],
  ['os:a ta', 'field', ['tag']],
  ['memory', 'sign', ['memory<', 'memory>=']],
  ['has soft', 'section', ['software(']],
  ['has software(ver', 'field', ['version']],
  ['group:la', 'value', ['"Lab machines"']],
  ['printers.shared=', 'value', ['yes', 'no', 'empty']],
  ['lastseen>', 'value', ['30d']],
  ['memory<8', 'value', ['8GB']],
  ['os:x o', 'keyword', ['or ']],
])('completeQuery() completes %s', (query, kind, wanted) => {
  const { start, end, options } = completeQuery(query, query.length, fields);
  const texts = options.filter((one) => one.kind === kind).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining([...wanted]));
  expect(end).toBe(query.length);
  expect(start).toBeLessThanOrEqual(end);
});

test.each([
  ['192.0.2.7', '192.0.2.0/24', true],
  ['192.0.3.7', '192.0.2.0/23', true],
  ['192.0.4.7', '192.0.2.0/23', false],
  ['1.2.3.4', '0.0.0.0/0', true],
  ['::1', '0.0.0.0/0', false],
  ['fe80::1%eth0', 'fe80::/10', true],
  ['FE80:0:0:0:0:0:0:1/64', 'fe80::1/128', true],
  ['2001:db8::1', '2001:db9::/32', false],
  ['300.1.1.1', '0.0.0.0/0', false],
  ['1::2::3', '::/0', false],
])('%s in %s: %s', (given, network, expected) => {
  const parsed = parseNetwork(network);
  expect(parsed !== null && isInNetwork(given, parsed)).toBe(expected);
});

// Random trees.

const ODD = [
  '',
  'a',
  'a b',
  'GB',
  'days',
  '*',
  'a*',
  '?',
  '\\',
  '"',
  'empty',
  'NOTEMPTY',
  'or',
  'not',
  '10.0.0.0/8',
  '1.0..2.0',
  '.',
  '-x',
  '(',
  'é',
  'a:b',
  '00:1b',
  '30d',
  '=',
  '~',
  '<5',
];

function sampleOf({ type, choices }: QueryField, operator: Operator): fc.Arbitrary<unknown> {
  if (operator === 'empty' || operator === 'notEmpty') return fc.constant(undefined);
  if (operator === 'within' || operator === 'olderThan')
    return fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.double({ min: 0, max: 5000, noNaN: true }).map(positive));
  if (operator === 'inNetwork') return fc.constantFrom('10.0.0.0/8', '2001:db8::/32', '192.0.2.1/32');
  const one = () => {
    if (type === 'flag') return fc.boolean();
    if (type === 'integer') return fc.oneof(fc.integer(), fc.constantFrom(1024, 8192, 2 ** 30, 1e21));
    if (type === 'real') return fc.double({ noNaN: true, noDefaultInfinity: true }).map(positive);
    if (type === 'date' || type === 'datetime' || type === 'time')
      return fc.constantFrom('2026-11-20', '2026-11-20T09:40:00Z', '2026-11-20 09:40:00');
    if (choices !== undefined) return fc.oneof(fc.integer(), fc.constantFrom(...choices.map(({ value }) => value)));
    const text = fc.oneof(fc.constantFrom(...ODD), fc.string());
    const needsText =
      ['contains', 'begins', 'ends', 'matches'].includes(operator) || operator === 'between' || operator === 'outside';
    return text.map((given) => (given === '' && needsText ? 'x' : given));
  };
  if (operator === 'oneOf') return fc.array(one() as fc.Arbitrary<unknown>, { minLength: 1, maxLength: 4 });
  return operator === 'between' || operator === 'outside'
    ? fc.tuple(one() as fc.Arbitrary<unknown>, one() as fc.Arbitrary<unknown>)
    : one();
}

const positive = (value: number) => (Object.is(value, -0) ? 0 : value);

const criterionOf = (some: readonly QueryField[]) =>
  fc
    .constantFrom(...some)
    .chain((one) =>
      fc
        .constantFrom(...one.operators)
        .chain((operator) => sampleOf(one, operator).map((value) => criterion(one.name, operator, value))),
    );

function combined(leaf: fc.Arbitrary<SearchNode>): fc.Arbitrary<SearchNode> {
  const { node } = fc.letrec<{ node: SearchNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      tie('node').map((not) => ({ not })),
    ),
  }));
  return node;
}

function anyTree(): fc.Arbitrary<SearchNode> {
  const sections = ['software', 'networks', 'printers'];
  const has = fc.constantFrom(...sections).chain((section) =>
    fc.oneof(
      fc.constant({ has: section }),
      combined(criterionOf(fields.filter((one) => one.section === section))).map((where) => ({ has: section, where })),
    ),
  );
  const bare = fc.constantFrom(...ODD.slice(1)).map((text) => anywhere('contains', text));
  return combined(fc.oneof(criterionOf(fields), has, bare));
}

function withoutSingles(node: SearchNode): SearchNode {
  if ('and' in node || 'or' in node) {
    const nodes = ('and' in node ? node.and : node.or).map(withoutSingles);
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined) return only;
    return 'and' in node ? { and: nodes } : { or: nodes };
  }
  if ('not' in node) return { not: withoutSingles(node.not) };
  return 'has' in node && node.where !== undefined ? { ...node, where: withoutSingles(node.where) } : node;
}
