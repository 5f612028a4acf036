import { versionKey } from '@muster/protocol';
import fc from 'fast-check';
import { builtInFields, operatorsFor, type SearchField } from '../search-fields.ts';
import type { SearchNode } from '../search-tree.ts';
import { COMPARED, withShare } from './naive-search.ts';
import type { SampleAsset } from './sample-fleet.ts';

const fields = new Map(builtInFields.map((field) => [field.name, field]));

/** Values of a fleet by field. */
export type Pool = ReadonlyMap<string, readonly unknown[]>;

export function valuesByField(fleet: readonly SampleAsset[]): Pool {
  return new Map(
    builtInFields.map(({ name }) => {
      const [section = '', column = ''] = name.split('.');
      const cells = fleet.flatMap((asset) =>
        section === 'asset'
          ? [asset.summary[column]]
          : (asset.sections[section] ?? []).map((row) => withShare(row)[column]),
      );
      return [name, cells.flat().filter((cell) => cell !== null && cell !== undefined)];
    }),
  );
}

const ODD_TEXTS = ['', 'a', '%', '_', '\\', "'", '"', '1.0', 'é', '[]', '--', 'firefox', 'DEBIAN', ' '];

/** A value that an operator of a field takes, mostly one that the fleet has. */
export function sampleValue(
  { name, type }: SearchField,
  operator: string,
  pool: Pool,
): fc.Arbitrary<SearchValue | undefined> {
  if (operator === 'empty' || operator === 'notEmpty') return fc.constant(undefined);
  if (operator === 'within' || operator === 'olderThan') return fc.integer({ min: 0, max: 1000 });
  if (operator === 'inNetwork') {
    return fc.constantFrom('192.0.2.0/30', '192.0.2.8/29', '192.0.2.5/32', '0.0.0.0/0', '2001:db8::/32', '::/0');
  }
  const known = pool.get(name) ?? [];
  if (operator === 'matches') {
    const some = fc.constantFrom(
      '*',
      '?',
      '*a*',
      '%',
      '_*',
      '\\\\*',
      '\\*',
      'x\\',
      '?e*',
      '*.*.*',
      '*12',
      '192.?.2.*',
      '[^]*',
    );
    const changed =
      known.length === 0 ? [] : [fc.constantFrom(...known).map((text) => String(text).replace(/[a-e0-2]/g, '?'))];
    return fc.oneof(some, ...changed, fc.string({ minLength: 1, maxLength: 4 }));
  }
  const one = () => {
    if (type === 'flag') return fc.boolean();
    if (type === 'group') return fc.integer({ min: 1, max: 5 });
    const some = known.length === 0 ? [] : [fc.constantFrom(...known)];
    if (type === 'integer') return fc.oneof(...some, fc.integer({ min: -5, max: 10_000 }));
    if (type === 'real') return fc.oneof(...some, fc.double({ min: -10, max: 10_000, noNaN: true }));
    if (type === 'version' && COMPARED.includes(operator)) {
      const digits = some.map((given) => given.filter((text) => versionKey(String(text)) !== null));
      return fc.oneof(...digits, fc.constantFrom('1.0.0', '1.9', '2.9', '10.0.19045', '115.10', '24.04~rc1', '2:1'));
    }
    if (type === 'text' || type === 'texts' || type === 'version') {
      const part = known.length === 0 ? [] : [fc.constantFrom(...known).map((text) => String(text).slice(1, 4))];
      const text = fc.oneof(...some, ...part, fc.constantFrom(...ODD_TEXTS), fc.string({ maxLength: 5 }));
      return text.map((given) => (given === '' && /contains|begins|ends|matches/.test(operator) ? 'x' : given));
    }
    const days = fc.constantFrom('2023-05-01', '2025-01-15', '2026-11-01', '2026-11-15', '1999-12-31');
    if (type === 'date') return fc.oneof(...some, days);
    return fc.oneof(...some, days, fc.constant('2026-10-06T12:00:00Z'));
  };
  const made = one() as fc.Arbitrary<string | number>;
  if (operator === 'oneOf') return fc.array(made, { minLength: 1, maxLength: 4 });
  if (operator === 'between' || operator === 'outside') return fc.tuple(made, made);
  return made;
}

export type SearchValue = string | number | boolean | readonly (string | number)[];

function criterionOf(names: readonly string[], pool: Pool): fc.Arbitrary<SearchNode> {
  return fc.constantFrom(...names).chain((name) => {
    const field = fields.get(name);
    if (field === undefined) throw new Error(`There is no field ${name}`);
    return fc
      .constantFrom(...operatorsFor(field))
      .chain((operator) =>
        sampleValue(field, operator, pool).map((value) =>
          value === undefined ? { field: name, operator } : { field: name, operator, value },
        ),
      );
  });
}

function combined(leaf: fc.Arbitrary<SearchNode>): fc.Arbitrary<SearchNode> {
  const { node } = fc.letrec<{ node: SearchNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      tie('node').map((not) => ({ not })),
    ),
  }));
  return node;
}

/** Any search, mostly about what the fleet has. */
export function treeOf(pool: Pool): fc.Arbitrary<SearchNode> {
  const all = builtInFields.map(({ name }) => name);
  // Fields that the sample fills come up more often than the many others.
  const filled = all.filter((name) => (pool.get(name) ?? []).length > 0);
  const ofSection = (section: string) => all.filter((name) => name.startsWith(`${section}.`));
  const has = fc.constantFrom('software', 'drives', 'networks', 'bios').chain((section) =>
    fc.oneof(
      fc.constant({ has: section }),
      combined(criterionOf(ofSection(section), pool)).map((where) => ({ has: section, where })),
    ),
  );
  return combined(
    fc.oneof(
      { weight: 5, arbitrary: criterionOf(filled, pool) },
      { weight: 1, arbitrary: criterionOf(all, pool) },
      { weight: 3, arbitrary: has },
    ),
  );
}

/** One comparison; also a wrong one, on purpose. */
export function criterion(field: string, operator: string, value?: SearchValue): SearchNode {
  return (value === undefined ? { field, operator } : { field, operator, value }) as SearchNode; // safe: a test may want a wrong one
}
