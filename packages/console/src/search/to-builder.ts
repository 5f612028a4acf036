import { BARE_FIELDS, type SearchNode } from '@muster/protocol/query';
import { type BuilderNode, newGroup, newHas, newWord, nextId, type RuleGroup } from './builder-tree.ts';

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
