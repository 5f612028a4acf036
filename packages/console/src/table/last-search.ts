import type { Search } from './table-state.ts';

const searches = new Map<string, Search>();

/** Remembers how a list was filtered, sorted and paged, for the links that lead back to it. */
export function keepSearch(list: string, search: Search): void {
  searches.set(list, search);
}

export function lastSearch(list: string): Search {
  return searches.get(list) ?? {};
}
