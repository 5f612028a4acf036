import type { Search } from '../table/table-state.ts';

export const ARCHIVED = ['exclude', 'only', 'include'] as const;
export type Archived = (typeof ARCHIVED)[number];

/** What the address of a list of computers says beside page, order and text. */
export type ListParams = {
  /** In the query language; empty: everything. */
  readonly query: string;
  /** The filters of the columns, in the query language. */
  readonly filter: string;
  readonly archived: Archived;
};

const MOST_TEXT = 4000;

/** Anything may stand in an address: what makes no sense is left out. */
export function parseListParams(search: Search): ListParams {
  return {
    query: (search.query ?? '').slice(0, MOST_TEXT),
    filter: (search.filter ?? '').slice(0, MOST_TEXT),
    archived: ARCHIVED.find((one) => one === search.archived) ?? 'exclude',
  };
}

/** The address with something of it changed. Other rows begin at their first page. */
export function writeListParams(search: Search, change: Partial<ListParams>): Search {
  const next: Record<string, string | undefined> = { ...search };
  const put = (name: string, value: string) => {
    if (value === '') delete next[name];
    else next[name] = value;
  };
  if (change.query !== undefined) put('query', change.query);
  if (change.filter !== undefined) put('filter', change.filter);
  if (change.archived !== undefined) put('archived', change.archived === 'exclude' ? '' : change.archived);
  delete next.page;
  return next;
}
