import { type Section, sections } from '@muster/protocol';
import { parseQuery, printQuery, type QueryField, type SearchNode } from '@muster/protocol/query';
import { useEffect } from 'react';
import { useSearchFields } from '../search/use-search-fields.ts';

/** One filter of the list: what it is about, and what it asks. */
export type ListFilter = {
  /** Null: not about one field alone; it was written by hand. */
  readonly field: QueryField | null;
  readonly node: SearchNode;
  /** In the query language. */
  readonly text: string;
};

/** What is known of the fields, once the server has told it. */
export type FieldTools = {
  readonly byName: ReadonlyMap<string, QueryField>;
  readonly partOf: (field: QueryField) => string;
  /** A machine has one value of it at most, so that lists can be sorted by it. */
  readonly isSingle: (field: QueryField) => boolean;
  /** The filters that all hold; null: the text cannot be read. */
  readonly readFilter: (text: string) => readonly ListFilter[] | null;
  readonly printFilter: (nodes: readonly SearchNode[]) => string;
};

export type FieldToolsLoaderProps = {
  readonly onTools: (tools: FieldTools) => void;
  /** The fields cannot be had for now: what does not wait for them goes on. */
  readonly onFailed: () => void;
};

const sectionsByName: Readonly<Record<string, Section>> = sections;

/** Asks for the fields, and tells them. Apart from the list, which is shown before: they need the definitions of all sections. */
export function FieldToolsLoader({ onTools, onFailed }: FieldToolsLoaderProps) {
  const { fields, byName, partOf, error } = useSearchFields();
  const hasFailed = fields === undefined && error !== null;
  useEffect(() => {
    if (hasFailed) onFailed();
  }, [hasFailed, onFailed]);
  useEffect(() => {
    if (fields === undefined) return;
    onTools({
      byName,
      partOf,
      isSingle,
      readFilter: (text) => readFilter(text, fields, byName),
      printFilter: (nodes) => printQuery(nodes.length === 0 ? null : { and: nodes }, fields),
    });
  }, [fields, byName, partOf, onTools]);
  return null;
}

/** Fields of no section that a machine may have several values of. */
const SEVERAL: ReadonlySet<string> = new Set(['asset.setting', 'asset.note', 'asset.file']);

function isSingle({ section, name, type }: QueryField): boolean {
  if (section !== null) return sectionsByName[section]?.rows === 'one' && type !== 'texts';
  return type !== 'group' && type !== 'choices' && !SEVERAL.has(name);
}

function readFilter(text: string, fields: readonly QueryField[], byName: ReadonlyMap<string, QueryField>) {
  const parsed = parseQuery(text, fields);
  if (!parsed.ok) return null;
  const { tree } = parsed;
  const nodes = tree === null ? [] : 'and' in tree ? tree.and : [tree];
  return nodes.map((node): ListFilter => {
    const names = [...new Set(namesIn(node))];
    const [only] = names;
    const field = names.length === 1 && only !== undefined ? (byName.get(only) ?? null) : null;
    return { field, node, text: printQuery(node, fields) };
  });
}

function namesIn(node: SearchNode): string[] {
  if ('and' in node) return node.and.flatMap(namesIn);
  if ('or' in node) return node.or.flatMap(namesIn);
  if ('not' in node) return namesIn(node.not);
  // A row such that: what it asks is not about one column.
  return 'has' in node ? ['', ' '] : [node.field];
}
