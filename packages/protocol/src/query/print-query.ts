import { BARE_FIELDS, fieldAliases } from './aliases.ts';
import { createFieldNames, type FieldNames } from './field-names.ts';
import { parseNetwork } from './network.ts';
import { quote } from './scan-value.ts';
import type { Criterion, QueryField, SearchNode } from './search-tree.ts';
import { isUnit, printQuantity } from './units.ts';

const aliasOf = new Map(
  Object.entries(fieldAliases)
    .reverse()
    .map(([alias, name]) => [name, alias]),
);

/**
 * A search as a query. `parseQuery` makes the same tree of it, but for groups of one node, which are that node.
 *
 * @throws {Error} When the tree names a field that there is not.
 */
export function printQuery(tree: SearchNode | null, fields: readonly QueryField[]): string {
  return tree === null ? '' : printNode(tree, createFieldNames(fields), null, 'top');
}

type Place = 'top' | 'or' | 'and' | 'not';

function printNode(node: SearchNode, names: FieldNames, section: string | null, place: Place): string {
  if ('and' in node || 'or' in node) {
    const isAnd = 'and' in node;
    const nodes = isAnd ? node.and : node.or;
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined) return printNode(only, names, section, place);
    const bare = isAnd || section !== null ? null : printBare(nodes, names);
    if (bare !== null) return bare;
    const text = nodes.map((one) => printNode(one, names, section, isAnd ? 'and' : 'or')).join(isAnd ? ' ' : ' or ');
    return place === 'top' || (isAnd && place === 'or') ? text : `(${text})`;
  }
  if ('not' in node) return `not ${printNode(node.not, names, section, 'not')}`;
  if ('has' in node) {
    return node.where === undefined
      ? `has ${node.has}`
      : `has ${node.has}(${printNode(node.where, names, node.has, 'top')})`;
  }
  return printCriterion(node, names, section);
}

/** A word that is looked for in the usual places; null when the group is another. */
function printBare(nodes: readonly SearchNode[], names: FieldNames): string | null {
  const wanted = BARE_FIELDS.filter((name) => names.byName.get(name)?.operators.includes('contains'));
  const [first] = nodes;
  if (first === undefined || nodes.length !== wanted.length || !('field' in first) || typeof first.value !== 'string')
    return null;
  const isSame = nodes.every(
    (one, i) => 'field' in one && one.operator === 'contains' && one.field === wanted[i] && one.value === first.value,
  );
  if (!isSame) return null;
  const text = first.value;
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(text) &&
    !/^(?:and|or|not|has|empty|notempty)$/i.test(text) &&
    !isUnit(text)
    ? text
    : quoted(text);
}

function printCriterion(
  { field: name, operator, value }: Criterion,
  names: FieldNames,
  section: string | null,
): string {
  const field = names.byName.get(name);
  if (field === undefined) throw new Error(`There is no field ${name}`);
  const said = wordOf(field, names, section);
  const one = (given: unknown) => printValue(field, given);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [first, last] = list;
  switch (operator) {
    case 'equal':
      return `${said}=${one(value)}`;
    case 'different':
      return `${said}!=${one(value)}`;
    case 'oneOf':
      return `${said}=(${list.map(one).join(', ')})`;
    case 'contains':
      return field.type === 'version' ? `${said}:*${literal(value)}*` : `${said}:${literal(value)}`;
    case 'begins':
      return `${said}:${literal(value)}*`;
    case 'ends':
      return `${said}:*${literal(value)}`;
    case 'matches':
      return `${said}~${/^[\p{L}\p{N}_*?.:/-]+$/u.test(String(value)) ? value : quoted(String(value))}`;
    case 'inNetwork':
      return `${said}:${value}`;
    case 'less':
      return `${said}<${one(value)}`;
    case 'atMost':
      return `${said}<=${one(value)}`;
    case 'greater':
      return `${said}>${one(value)}`;
    case 'atLeast':
      return `${said}>=${one(value)}`;
    case 'between':
      return `${said}:${one(first)}..${one(last)}`;
    case 'outside':
      return `${said}!=${one(first)}..${one(last)}`;
    case 'within':
      return `${said}<${value}d`;
    case 'olderThan':
      return `${said}>${value}d`;
    case 'empty':
      return `${said}:empty`;
    case 'notEmpty':
      return `${said}:notempty`;
  }
}

/** The shortest word that finds the field. */
function wordOf(field: QueryField, names: FieldNames, section: string | null): string {
  const short =
    section !== null
      ? field.name.slice(section.length + 1)
      : (aliasOf.get(field.name) ?? field.alias ?? field.name.replace(/^asset\./, ''));
  return names.find(short, section) === field ? short : field.name;
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A text in which nothing means anything, also no network. */
function literal(value: unknown): string {
  const text = String(value);
  return parseNetwork(text) === null ? quote(text) : quoted(text);
}

function printValue(field: QueryField, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return literal(value);
  const number = Number(value);
  if (field.type === 'group' || field.type === 'choice' || field.type === 'choices') {
    const choice = field.choices?.find((one) => one.value === number);
    // Who reads it may have another language: a name that any other choice has, too, says nothing.
    const isOnly =
      field.choices?.filter(({ label, labelFr, alias }) =>
        [label, labelFr, alias].some((name) => name?.toLowerCase() === choice?.label.toLowerCase()),
      ).length === 1;
    return choice === undefined || !isOnly
      ? String(number)
      : /^[0-9]/.test(choice.label)
        ? quoted(choice.label)
        : quote(choice.label);
  }
  return printQuantity(number, field.unit);
}
