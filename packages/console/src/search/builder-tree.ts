import {
  BARE_FIELDS,
  type Criterion,
  type Operator,
  parseNetwork,
  type QueryField,
  type SearchNode,
  type SearchValue,
} from '@muster/protocol/query';

/** One comparison, perhaps not complete yet. */
export type Rule = {
  readonly id: string;
  readonly kind: 'rule';
  readonly negated: boolean;
  readonly field: string;
  readonly operator: Operator;
  /** Undefined: nothing was filled in. */
  readonly value: SearchValue | undefined;
};

/** A word that is looked for in the usual places: name, user, serial number, address. */
export type WordRule = {
  readonly id: string;
  readonly kind: 'word';
  readonly negated: boolean;
  readonly text: string;
};

export type RuleGroup = {
  readonly id: string;
  readonly kind: 'group';
  readonly negated: boolean;
  readonly join: 'and' | 'or';
  readonly nodes: readonly BuilderNode[];
};

/** "There is a row of the section such that …": all of `where` is about one row. No nodes: any row. */
export type HasRule = {
  readonly id: string;
  readonly kind: 'has';
  readonly negated: boolean;
  readonly section: string;
  readonly where: RuleGroup;
};

/** A search as the builder shows it: the same tree, with names for React, and denial as a mark of what is denied. */
export type BuilderNode = Rule | WordRule | RuleGroup | HasRule;

let count = 0;
const nextId = () => {
  count += 1;
  return `n${count}`;
};

export const newGroup = (nodes: readonly BuilderNode[] = [], join: 'and' | 'or' = 'and'): RuleGroup => ({
  id: nextId(),
  kind: 'group',
  negated: false,
  join,
  nodes,
});

export const newHas = (section: string): HasRule => ({
  id: nextId(),
  kind: 'has',
  negated: false,
  section,
  where: newGroup(),
});

export const newWord = (text = ''): WordRule => ({ id: nextId(), kind: 'word', negated: false, text });

/** A comparison of a field by the operator that people mean first. */
export function newRule(field: QueryField): Rule {
  return { id: nextId(), kind: 'rule', negated: false, field: field.name, ...firstComparison(field) };
}

/** The same rule about another field; operator and value stay where they still make sense. */
export function withField(rule: Rule, field: QueryField, before: QueryField | undefined): Rule {
  const fits = field.operators.includes(rule.operator) && before?.type === field.type && before.unit === field.unit;
  const isFree = field.choices === undefined && before?.choices === undefined;
  return { ...rule, field: field.name, ...(fits && isFree ? {} : firstComparison(field)) };
}

function firstComparison({ type, operators }: QueryField): { operator: Operator; value: SearchValue | undefined } {
  const wish: Operator = type === 'text' || type === 'texts' ? 'contains' : isTime(type) ? 'within' : 'equal';
  const operator = operators.includes(wish) ? wish : (operators[0] ?? 'equal');
  return { operator, value: type === 'flag' ? true : undefined };
}

const isTime = (type: QueryField['type']) => type === 'date' || type === 'datetime' || type === 'time';

/** What shape of value an operator takes. */
export function shapeOf(operator: Operator): 'none' | 'one' | 'two' | 'list' | 'days' {
  if (operator === 'empty' || operator === 'notEmpty') return 'none';
  if (operator === 'oneOf') return 'list';
  if (operator === 'between' || operator === 'outside') return 'two';
  return operator === 'within' || operator === 'olderThan' ? 'days' : 'one';
}

/** The same rule compared otherwise: a value becomes the first of a list, and the first of a list a value. */
export function withOperator(rule: Rule, operator: Operator): Rule {
  const [before, after] = [shapeOf(rule.operator), shapeOf(operator)];
  const { value } = rule;
  const list = Array.isArray(value) ? (value as readonly (string | number)[]) : null;
  const first = list === null ? value : list[0];
  if (before === after) return { ...rule, operator };
  if (after === 'none' || before === 'days' || after === 'days') return { ...rule, operator, value: undefined };
  if (after === 'one') return { ...rule, operator, value: first };
  const kept = list ?? (value === undefined || typeof value === 'boolean' ? [] : [value as string | number]);
  return { ...rule, operator, value: after === 'two' ? kept.slice(0, 2) : kept };
}

/** A search for the builder; its root is always a group. */
export function toBuilder(tree: SearchNode | null): RuleGroup {
  if (tree === null) return newGroup();
  const node = nodeOf(tree, false);
  return node.kind === 'group' ? node : newGroup([node]);
}

function nodeOf(tree: SearchNode, negated: boolean): BuilderNode {
  if ('not' in tree) {
    const inner = nodeOf(tree.not, true);
    // Denied twice, or a denied thing that denies itself: a group holds the inner one.
    return 'not' in tree.not ? { ...newGroup([nodeOf(tree.not, false)]), negated: true } : denied(inner, negated);
  }
  if ('and' in tree || 'or' in tree) {
    const word = 'or' in tree ? wordOf(tree.or) : null;
    if (word !== null) return { ...newWord(word), negated };
    const [join, nodes] = 'and' in tree ? (['and', tree.and] as const) : (['or', tree.or] as const);
    return {
      ...newGroup(
        nodes.map((one) => nodeOf(one, false)),
        join,
      ),
      negated,
    };
  }
  if ('has' in tree) {
    const where = tree.where === undefined ? newGroup() : toBuilder(tree.where);
    return { ...newHas(tree.has), where, negated };
  }
  const { field, operator, value } = tree;
  return { id: nextId(), kind: 'rule', negated, field, operator, value };
}

function denied(node: BuilderNode, outer: boolean): BuilderNode {
  return outer ? { ...newGroup([node]), negated: true } : node;
}

function wordOf(nodes: readonly SearchNode[]): string | null {
  const [first] = nodes;
  if (first === undefined || !('field' in first) || typeof first.value !== 'string') return null;
  const isSame = nodes.every(
    (one, i) =>
      'field' in one && one.operator === 'contains' && one.field === BARE_FIELDS[i] && one.value === first.value,
  );
  return isSame && nodes.length === BARE_FIELDS.length ? first.value : null;
}

export type BuiltSearch = {
  /** Null: it asks for nothing, so that everything is found. */
  readonly tree: SearchNode | null;
  /** Rules that lack a value, or a section's group that has only such; they are left out. */
  readonly incomplete: ReadonlySet<string>;
};

/** The search that the builder shows, without what is not complete yet. */
export function fromBuilder(root: RuleGroup): BuiltSearch {
  const incomplete = new Set<string>();
  return { tree: treeOf(root, incomplete), incomplete };
}

function treeOf(node: BuilderNode, incomplete: Set<string>): SearchNode | null {
  const plain = plainTreeOf(node, incomplete);
  return plain !== null && node.negated ? { not: plain } : plain;
}

function plainTreeOf(node: BuilderNode, incomplete: Set<string>): SearchNode | null {
  switch (node.kind) {
    case 'group': {
      const nodes = node.nodes.map((one) => treeOf(one, incomplete)).filter((one) => one !== null);
      const [only] = nodes;
      if (only === undefined) return null;
      if (nodes.length === 1) return only;
      return node.join === 'and' ? { and: nodes } : { or: nodes };
    }
    case 'has': {
      const where = treeOf(node.where, incomplete);
      if (where === null && node.where.nodes.length > 0) {
        incomplete.add(node.id);
        return null;
      }
      return where === null ? { has: node.section } : { has: node.section, where };
    }
    case 'word': {
      const text = node.text.trim();
      if (text !== '')
        return { or: BARE_FIELDS.map((field) => ({ field, operator: 'contains' as const, value: text })) };
      incomplete.add(node.id);
      return null;
    }
    case 'rule': {
      const criterion = criterionOf(node);
      if (criterion === null) incomplete.add(node.id);
      return criterion;
    }
  }
}

function criterionOf({ field, operator, value }: Rule): Criterion | null {
  const isFilled = (one: unknown) => one !== undefined && one !== '' && !(typeof one === 'number' && Number.isNaN(one));
  switch (shapeOf(operator)) {
    case 'none':
      return { field, operator };
    case 'two': {
      const [first, last] = Array.isArray(value) ? (value as readonly (string | number)[]) : [];
      return isFilled(first) && isFilled(last) ? { field, operator, value: [first as string, last as string] } : null; // safe: both are there
    }
    case 'list': {
      const list = (Array.isArray(value) ? (value as readonly (string | number)[]) : []).filter(isFilled);
      return list.length > 0 ? { field, operator, value: list } : null;
    }
    default:
      if (operator === 'inNetwork' && parseNetwork(String(value ?? '')) === null) return null;
      return isFilled(value) ? { field, operator, value } : null;
  }
}

/**
 * A tree that was read anew, with the nodes of the one before where they say the same, and their names where they stand in
 * the same place: who types in the text does not lose the conditions under the cursor.
 */
export function keepNodes<Node extends BuilderNode>(before: BuilderNode | undefined, after: Node): Node {
  if (before === undefined || before.kind !== after.kind) return after;
  const { id } = before;
  const isSame = before.negated === after.negated;
  if (before.kind === 'group' && after.kind === 'group') {
    const nodes = after.nodes.map((node, i) => keepNodes(before.nodes[i], node));
    const isKept = nodes.length === before.nodes.length && nodes.every((node, i) => node === before.nodes[i]);
    return isSame && isKept && before.join === after.join ? (before as BuilderNode as Node) : { ...after, id, nodes };
  }
  if (before.kind === 'has' && after.kind === 'has') {
    const where = keepNodes(before.where, after.where);
    const isKept = where === before.where && before.section === after.section;
    return isSame && isKept ? (before as BuilderNode as Node) : { ...after, id, where };
  }
  const renamed = { ...after, id };
  return JSON.stringify(renamed) === JSON.stringify(before) ? (before as BuilderNode as Node) : renamed; // safe: one kind
}

/** Whether a single condition lacks something. */
export const isIncomplete = (node: BuilderNode): boolean => fromBuilder(newGroup([node])).incomplete.has(node.id);

/** The tree with one node changed; null takes it away. */
export function replaceNode(root: RuleGroup, id: string, change: (node: BuilderNode) => BuilderNode | null): RuleGroup {
  const visit = (node: BuilderNode): BuilderNode | null => {
    if (node.id === id) return change(node);
    if (node.kind === 'group') return { ...node, nodes: visitAll(node.nodes) };
    if (node.kind === 'has') return { ...node, where: (visit(node.where) as RuleGroup | null) ?? newGroup() }; // safe: a group stays one
    return node;
  };
  const visitAll = (nodes: readonly BuilderNode[]) => nodes.map(visit).filter((node) => node !== null);
  const changed = visit(root);
  return changed?.kind === 'group' ? changed : newGroup(changed === null ? [] : [changed]);
}

/** How many comparisons a search has, for who is told how large it is. */
export function countRules(node: BuilderNode): number {
  if (node.kind === 'group') return node.nodes.reduce((sum, one) => sum + countRules(one), 0);
  return node.kind === 'has' ? 1 + countRules(node.where) : 1;
}
