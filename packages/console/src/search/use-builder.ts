import { parseQuery, printQuery, type QueryField, type SearchNode } from '@muster/protocol/query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type BuilderNode, newGroup, type RuleGroup, replaceNode } from './builder-tree.ts';
import { fromBuilder } from './from-builder.ts';
import { keepNodes, toBuilder } from './to-builder.ts';

export type Builder = {
  readonly root: RuleGroup;
  readonly tree: SearchNode | null;
  readonly incomplete: ReadonlySet<string>;
  /** The conditions as text: as it was written, until one of them is changed. */
  readonly query: string;
  /** How often the conditions were changed, and the text that this made; null: never. It does not follow the typing. */
  readonly edited: { readonly times: number; readonly query: string | null };
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
  const [{ root, text, edited }, setState] = useState<State>({ root: newGroup(), text: start, edited: NOT_EDITED });
  const { tree, incomplete } = useMemo(() => fromBuilder(root), [root]);

  const follow = useCallback(
    (written: string | null) => {
      if (written === null || fields === undefined) return;
      const parsed = parseQuery(written, fields);
      if (!parsed.ok) return;
      setState((before) => {
        const isSame = print(fromBuilder(before.root).tree, fields) === print(parsed.tree, fields);
        if (isSame && before.text === written) return before;
        // What was written stays as it was written: `8192MB` is not made `8GB` under the hands of who types.
        return {
          root: isSame ? before.root : keepNodes(before.root, toBuilder(parsed.tree)),
          text: written,
          edited: before.edited,
        };
      });
    },
    [fields],
  );
  useEffect(() => follow(start), [start, follow]);

  const change = useCallback<Builder['change']>(
    (id, how) =>
      setState((before) => {
        const next = replaceNode(before.root, id, how);
        return edit(before, next, print(fromBuilder(next).tree, fields) ?? before.text);
      }),
    [fields],
  );
  const clear = useCallback(() => setState((before) => edit(before, newGroup(), '')), []);
  return { root, tree, incomplete, query: text, edited, change, follow, clear };
}

type State = { readonly root: RuleGroup; readonly text: string; readonly edited: Builder['edited'] };

const NOT_EDITED: Builder['edited'] = { times: 0, query: null };

/** The conditions were changed, and the text follows. */
const edit = ({ edited }: State, root: RuleGroup, text: string): State => ({
  root,
  text,
  edited: { times: edited.times + 1, query: text },
});

function print(tree: SearchNode | null, fields: readonly QueryField[] | undefined): string | null {
  if (fields === undefined) return null;
  try {
    return printQuery(tree, fields);
  } catch {
    return null; // an administrative field was deleted meanwhile
  }
}
