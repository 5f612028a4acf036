import { type RawBuilder, sql } from 'kysely';
import type { Engine } from '../db/engine.ts';
import { isLike, literal } from '../db/like.ts';
import type { Range, Test } from './check-search.ts';
import type { SearchField } from './search-fields.ts';

const DAY_MS = 86_400_000;

export type Sql = RawBuilder<boolean>;

/** What a search is compiled for. */
export type SqlContext = {
  readonly engine: Engine;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** What is asked of one cell: true or false, never unknown, so that "not" of it means what it says. */
export function cellTest(cell: RawBuilder<unknown>, field: SearchField, test: Test, context: SqlContext): Sql {
  if (test.how === 'filled') return isFilled(cell, field, test.negate);
  if (isList(field)) return listTest(cell, field, test, context);
  if (test.how === 'ranges') {
    const compared = ordered(cell, field, context.engine);
    const inside = joined(
      'or',
      test.ranges.map((range) => within(compared, range)),
    );
    return sql<boolean>`(${compared} is not null and ${negated(inside, test.negate)})`;
  }
  // An unknown cell compares with nothing; nor does an empty text.
  const known = isText(field) ? sql<boolean>`coalesce(${cell}, '') <> ''` : sql<boolean>`${cell} is not null`;
  return sql<boolean>`(${known} and ${comparison(cell, field, test, context)})`;
}

type Comparison = Exclude<Test, { readonly how: 'filled' | 'ranges' }>;

/** Of a cell that is known. */
function comparison(cell: RawBuilder<unknown>, field: SearchField, test: Comparison, { engine, now }: SqlContext): Sql {
  switch (test.how) {
    case 'equals': {
      const same = sql<boolean>`lower(${cell}) in (${sql.join(test.values.map((value) => sql`lower(${value})`))})`;
      return test.negate ? sql<boolean>`not (${same})` : same;
    }
    case 'like': {
      const [before, after] = [test.pattern === 'begins' ? '' : '%', test.pattern === 'ends' ? '' : '%'];
      return isLike(engine, cell, `${before}${literal(test.value)}${after}`);
    }
    case 'pattern':
      return isLike(engine, cell, likePattern(test.pattern));
    case 'network':
      return engine.inNetwork(cell, test.network);
    case 'numbers': {
      const same = sql<boolean>`${cell} in (${sql.join(test.values)})`;
      return test.negate ? sql<boolean>`not (${same})` : same;
    }
    case 'age': {
      const limit = moment(field, now - test.days * DAY_MS);
      return test.older ? sql<boolean>`${cell} < ${limit}` : sql<boolean>`${cell} >= ${limit}`;
    }
  }
}

function isFilled(cell: RawBuilder<unknown>, field: SearchField, negate: boolean): Sql {
  const blank =
    field.type === 'text'
      ? sql<boolean>`coalesce(${cell}, '') = ''`
      : isList(field)
        ? sql<boolean>`coalesce(${cell}, '[]') = '[]'`
        : sql<boolean>`${cell} is null`;
  return negate ? sql<boolean>`(${blank})` : sql<boolean>`(not (${blank}))`;
}

/** Of a list: whether one of its texts is meant, or none. */
function listTest(cell: RawBuilder<unknown>, field: SearchField, test: Test, context: SqlContext): Sql {
  const negate = test.how === 'equals' && test.negate;
  const plain: Test = negate ? { ...test, negate: false } : test;
  const some = sql<boolean>`exists (select 1 from ${context.engine.textsOf(cell)} e
        where ${cellTest(sql.ref('e.value'), { ...field, type: 'text' }, plain, context)})`;
  return sql<boolean>`(${isFilled(cell, field, false)} and ${negate ? sql<boolean>`not ${some}` : some})`;
}

/** What of a cell is greater and less. Versions of software have their key stored beside them. */
function ordered(cell: RawBuilder<unknown>, { type, source }: SearchField, engine: Engine): RawBuilder<unknown> {
  if (type !== 'version') return cell;
  if (source.kind === 'asset' && source.column === 'os_version') return engine.byBytes(sql.ref('a.os_version_key'));
  const isStored = source.kind === 'section' && source.section.name === 'software' && source.column === 'version';
  return isStored ? engine.byBytes(sql.ref('r.version_key')) : engine.versionKey(cell);
}

const isText = ({ type }: SearchField) => type === 'text' || type === 'version';
const isList = ({ type }: SearchField) => type === 'texts' || type === 'choices';

const negated = (test: Sql, negate: boolean): Sql => (negate ? sql<boolean>`not ${test}` : test);

export function joined(word: 'and' | 'or', parts: readonly Sql[]): Sql {
  return sql<boolean>`(${sql.join(parts, sql.raw(` ${word} `))})`;
}

/** A pattern of ours as one of LIKE, escaped by backslashes. */
function likePattern(pattern: string): string {
  return pattern.replace(/\\(.)|\\$|[*?%_]/gs, (found, escaped?: string) => {
    if (found === '*') return '%';
    if (found === '?') return '_';
    return literal(escaped ?? found);
  });
}

function within(cell: RawBuilder<unknown>, { least, most, below, above }: Range): Sql {
  if (least !== undefined && least === most) return sql<boolean>`${cell} = ${least}`;
  const parts: Sql[] = [];
  if (least !== undefined) parts.push(sql<boolean>`${cell} >= ${least}`);
  if (most !== undefined) parts.push(sql<boolean>`${cell} <= ${most}`);
  if (below !== undefined) parts.push(sql<boolean>`${cell} < ${below}`);
  if (above !== undefined) parts.push(sql<boolean>`${cell} > ${above}`);
  return joined('and', parts);
}

/** A moment as a field of that type stores it. Machines' own clocks are taken for UTC. */
function moment({ type }: SearchField, at: number): string | number {
  if (type === 'time') return at;
  const iso = new Date(at).toISOString();
  return type === 'date' ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}
