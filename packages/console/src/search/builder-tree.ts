import type { Operator, QueryField, SearchValue } from '@muster/protocol/query';

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
/** A name for React. */
export const nextId = () => {
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
