import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { TableAddress, TableState } from './table-state.ts';
import { useTableState } from './use-table-state.ts';

type Rows = { readonly items: readonly unknown[]; readonly total: number };

/**
 * What a list shows: which rows the address asks for, and the server's answer; a `DataTable` takes all of it.
 *
 * @param ask What the server is asked for the rows of a state.
 * @example
 * const list = useList(tableDefaults('name'), storedSearchListQuery);
 * <DataTable {...list} id="searches" label={t('title')} columns={columns} />
 */
export function useList<Answer extends Rows, Key extends QueryKey>(
  defaults: TableState,
  ask: (state: TableState) => UseQueryOptions<Answer, Error, Answer, Key>,
  address?: TableAddress,
) {
  const [state, onState] = useTableState(defaults, address);
  const query = useQuery(ask(state));
  return { state, onState, query };
}
