import { MOST_COLUMNS } from '../table/table-layout.ts';
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
  /** Names of the columns in their order; null: as the reader has them. */
  readonly columns: readonly string[] | null;
  /** Number of the saved view that is looked through. */
  readonly view: number | null;
};

const MOST_TEXT = 4000;
const COLUMN = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9_]+)?$/;

/** Anything may stand in an address: what makes no sense is left out. */
export function parseListParams(search: Search): ListParams {
  const columns = (search.columns ?? '').split(',').filter((name) => COLUMN.test(name));
  const view = Number(search.view);
  return {
    query: (search.query ?? '').slice(0, MOST_TEXT),
    filter: (search.filter ?? '').slice(0, MOST_TEXT),
    archived: ARCHIVED.find((one) => one === search.archived) ?? 'exclude',
    columns: columns.length > 0 ? [...new Set(columns)].slice(0, MOST_COLUMNS) : null,
    view: Number.isSafeInteger(view) && view > 0 ? view : null,
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
  if (change.columns !== undefined) put('columns', change.columns?.join(',') ?? '');
  if (change.view !== undefined) put('view', change.view === null ? '' : String(change.view));
  if (Object.keys(change).some((name) => name !== 'columns')) delete next.page;
  return next;
}
