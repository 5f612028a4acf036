import { parseQuery, printQuery, type QueryField, type SearchNode } from '@muster/protocol/query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type BuilderNode, fromBuilder, newGroup, type RuleGroup, replaceNode, toBuilder } from './builder-tree.ts';

export type Builder = {
  readonly root: RuleGroup;
  readonly tree: SearchNode | null;
  readonly incomplete: ReadonlySet<string>;
  /** The conditions as text; null where they name a field that there is no more. */
  readonly query: string | null;
  readonly change: (id: string, change: (node: BuilderNode) => BuilderNode | null) => void;
  /** The text was written: the conditions follow, unless they say the same already. */
  readonly follow: (query: string | null) => void;
  readonly clear: () => void;
};

/**
 * One search with two faces: conditions and text.
 *
 * @param start The text it begins with; another one begins anew.
 */
export function useBuilder(start: string, fields: readonly QueryField[] | undefined): Builder {
  const [root, setRoot] = useState<RuleGroup>(() => newGroup());
  const { tree, incomplete } = useMemo(() => fromBuilder(root), [root]);
  const query = useMemo(() => print(tree, fields), [tree, fields]);

  const follow = useCallback(
    (text: string | null) => {
      if (text === null || fields === undefined) return;
      const parsed = parseQuery(text, fields);
      if (!parsed.ok) return;
      setRoot((before) => {
        const same = print(fromBuilder(before).tree, fields) === print(parsed.tree, fields);
        return same ? before : toBuilder(parsed.tree);
      });
    },
    [fields],
  );
  useEffect(() => follow(start), [start, follow]);

  const change = useCallback<Builder['change']>((id, how) => setRoot((before) => replaceNode(before, id, how)), []);
  const clear = useCallback(() => setRoot(newGroup()), []);
  return { root, tree, incomplete, query, change, follow, clear };
}

function print(tree: SearchNode | null, fields: readonly QueryField[] | undefined): string | null {
  if (fields === undefined) return null;
  try {
    return printQuery(tree, fields);
  } catch {
    return null; // an administrative field was deleted meanwhile
  }
}
