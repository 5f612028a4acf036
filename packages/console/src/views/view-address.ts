import type { ListView } from '../api/types.ts';
import { MOST_COLUMNS } from '../table/table-layout.ts';
import type { Search } from '../table/table-state.ts';

type State = ListView['state'];

/** What an address may say of any list, and views keep by name. */
const NAMED = ['q', 'query', 'filter', 'archived'] as const;
/** What is of this moment, or kept otherwise: columns and order as they are shown. */
const PASSING = new Set(['page', 'size', 'view', 'columns', 'sort']);
const COLUMN = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9_]+)?$/;
/** As the server takes them. */
const PARAMETER = /^[A-Za-z][A-Za-z0-9.]{0,63}$/;

/** Names of the columns in their order; null: as the reader has them. Anything may stand in an address. */
export function columnsOf({ columns = '' }: Search): readonly string[] | null {
  const named = columns.split(',').filter((name) => COLUMN.test(name));
  return named.length > 0 ? [...new Set(named)].slice(0, MOST_COLUMNS) : null;
}

/** Number of the saved view that is looked through. */
export function viewOf(search: Search): number | null {
  const view = Number(search.view);
  return Number.isSafeInteger(view) && view > 0 ? view : null;
}

/** What a view keeps of an address: what is searched and filtered, whichever the list. */
export function filtersOf(search: Search): Omit<State, 'columns' | 'sort' | 'density'> {
  const given = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const isNamed = (name: string) => (NAMED as readonly string[]).includes(name);
  const params = given.filter(([name]) => !isNamed(name) && !PASSING.has(name) && PARAMETER.test(name));
  return {
    ...Object.fromEntries(given.filter(([name]) => isNamed(name))),
    ...(params.length === 0 ? {} : { params: Object.fromEntries(params) }),
  };
}

/** The address of what a view shows. */
export function addressOf({ id, state }: Pick<ListView, 'state'> & { readonly id?: number }): Record<string, string> {
  const { columns, sort, q, query, filter, archived, params } = state;
  const given = { ...params, view: id?.toString(), columns: columns?.join(','), sort, q, query, filter, archived };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
