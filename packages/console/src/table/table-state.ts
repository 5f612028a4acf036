/** How a table is paged, sorted and filtered: what a server-side list needs to know. */
export type Sort = { readonly field: string; readonly descending: boolean };
export type TableState = {
  readonly q: string;
  readonly sort: readonly Sort[];
  /** From 1. */
  readonly page: number;
  readonly size: number;
};

/** How a list begins where the address says nothing. @param sort As in an address: `-lastContactAt`. */
export const tableDefaults = (sort = ''): TableState => ({ q: '', sort: parseSort(sort), page: 1, size: 50 });

/** The part of a URL behind the question mark. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Where in the URL a table's state stands, and by which fields it may be sorted; absent: by any. */
export type TableAddress = { readonly prefix?: string; readonly fields?: readonly string[] };

export const PAGE_SIZES = [25, 50, 100, 250, 500] as const;

/** `-lastContactAt,name` → newest contact first, then by name. What is not a field name is left out. */
export function parseSort(text: string | undefined): Sort[] {
  return (text ?? '')
    .split(',')
    .filter((part) => /^-?[A-Za-z][A-Za-z0-9.]*$/.test(part))
    .map((part) => ({ field: part.replace('-', ''), descending: part.startsWith('-') }));
}

export function formatSort(sort: readonly Sort[]): string {
  return sort.map((s) => (s.descending ? `-${s.field}` : s.field)).join(',');
}

/**
 * The state of one table in a URL. Several tables share a URL by a prefix: `software.q=ssl`.
 *
 * Anything may stand in a URL: what is missing or senseless gives the default.
 */
export function parseTableState(
  search: Search,
  defaults: TableState,
  { prefix = '', fields }: TableAddress = {},
): TableState {
  const sort = parseSort(search[`${prefix}sort`]).filter(({ field }) => fields?.includes(field) ?? true);
  const page = Number(search[`${prefix}page`]);
  const size = Number(search[`${prefix}size`]);
  return {
    q: search[`${prefix}q`] ?? defaults.q,
    sort: sort.length > 0 ? sort : defaults.sort,
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : defaults.page,
    size: PAGE_SIZES.some((s) => s === size) ? size : defaults.size,
  };
}

/**
 * The search part with this table's state in it; defaults are left out, other tables' parameters stay.
 *
 * A table whose last sort key was taken away is in its default order again.
 */
export function writeTableState(search: Search, state: TableState, defaults: TableState, prefix = ''): Search {
  const next: Record<string, string | undefined> = { ...search };
  const put = (name: string, value: string, standard: string) => {
    if (value === standard || (name === 'sort' && value === '')) delete next[`${prefix}${name}`];
    else next[`${prefix}${name}`] = value;
  };
  put('q', state.q, defaults.q);
  put('sort', formatSort(state.sort), formatSort(defaults.sort));
  put('page', String(state.page), String(defaults.page));
  put('size', String(state.size), String(defaults.size));
  return next;
}
