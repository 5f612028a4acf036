import { quoteValue } from '@muster/protocol/query';
import type { SoftwareAmong } from '../api/queries/software.ts';
import type { Search } from '../table/table-state.ts';

/** Names of the parameters of addresses, in the order in which they are shown. */
export const AMONG_NAMES = ['os', 'tag', 'group', 'query'] as const satisfies readonly (keyof SoftwareAmong)[];

const LONGEST = { os: 200, tag: 200, group: 200, query: 2000 } as const;

/** Of which computers a page tells, from its address, or from a filter; nothing: of all. */
export function amongOf(given: Search | SoftwareAmong): SoftwareAmong {
  const parts = AMONG_NAMES.map((name) => [name, (given[name] ?? '').trim().slice(0, LONGEST[name])]);
  return Object.fromEntries(parts.filter(([, value]) => value !== ''));
}

/** What it asks in the query language; empty: nothing. */
export function amongQuery({ os = '', tag = '', group = '', query = '' }: SoftwareAmong): string {
  const parts = [
    os === '' ? '' : `os:${quoteValue(os)}`,
    tag === '' ? '' : `tag=${quoteValue(tag)}`,
    group === '' ? '' : `group=${quoteValue(group)}`,
    query === '' ? '' : `(${query})`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
