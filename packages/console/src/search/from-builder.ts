import { BARE_FIELDS, type Criterion, parseNetwork, type SearchNode } from '@muster/protocol/query';
import { type BuilderNode, newGroup, type Rule, type RuleGroup, shapeOf } from './builder-tree.ts';

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

/** Whether a single condition lacks something. */
export const isIncomplete = (node: BuilderNode): boolean => fromBuilder(newGroup([node])).incomplete.has(node.id);
