import { printQuery, type QueryField, type SearchNode } from '@muster/protocol/query';
import type { CheckedNode, CheckedSearch } from './check-search.ts';
import type { ExplainRepository, FoundRow } from './explain-repository.ts';
import type { SearchRepository } from './search-repository.ts';

/** What one part of a search has to do with one asset. */
export type Explained = {
  /** Where in the tree: `and.0.not`; empty for the whole. */
  readonly path: string;
  /** In the query language; without the section when it is about rows of `section`. */
  readonly text: string;
  readonly kind: CheckedNode['kind'];
  readonly holds: boolean;
  /** The section whose rows were looked at. */
  readonly section: string | null;
  /** Some of the rows for which it holds, with the columns that were asked for. */
  readonly rows: FoundRow[];
};

export type Explanation = { readonly found: boolean; readonly parts: Explained[] };

/** Rows shown of each part. */
const ROWS = 5;

type Part = { readonly path: string; readonly node: CheckedNode; readonly tree: SearchNode };

type Needs = { readonly repository: SearchRepository; readonly explainRepository: ExplainRepository };

type Asked = {
  readonly search: CheckedSearch;
  readonly fields: readonly QueryField[];
  readonly assetId: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Asks each part of a search of one asset, as groups are asked. What stands inside "has" is asked together: it is about one row. */
export async function explainSearch({ repository, explainRepository }: Needs, asked: Asked): Promise<Explanation> {
  const { search, fields, assetId, now } = asked;
  const parts = partsOf({ path: '', node: search.root, tree: search.tree });
  const searches = parts.map(({ node, tree }) => ({ ...search, root: node, tree }));
  const held = new Set(
    (await repository.matches(repository.executor, searches, [assetId], now)).map(({ index }) => index),
  );
  const explained: Explained[] = [];
  for (const [index, { path, node, tree }] of parts.entries()) {
    const holds = held.has(index);
    const rows = holds ? await explainRepository.rowsFound(node, { assetId, now, limit: ROWS }) : [];
    explained.push({ path, text: printQuery(tree, fields), kind: node.kind, holds, section: sectionOf(node), rows });
  }
  return { found: held.has(0), parts: explained };
}

function partsOf(part: Part): Part[] {
  const { path, node, tree } = part;
  const step = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`);
  if ((node.kind === 'and' || node.kind === 'or') && ('and' in tree || 'or' in tree)) {
    const trees = 'and' in tree ? tree.and : tree.or;
    const below = node.nodes.flatMap((one, i) => {
      const child = trees[i];
      return child === undefined ? [] : partsOf({ path: step(`${node.kind}.${i}`), node: one, tree: child });
    });
    return [part, ...below];
  }
  if (node.kind === 'not' && 'not' in tree)
    return [part, ...partsOf({ path: step('not'), node: node.node, tree: tree.not })];
  return [part];
}

function sectionOf(node: CheckedNode): string | null {
  if (node.kind === 'has') return node.section.name;
  return node.kind === 'test' && node.field.source.kind === 'section' ? node.field.source.section.name : null;
}
