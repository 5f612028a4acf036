import { printQuery } from '@muster/protocol/query';
import { useCallback } from 'react';
import type { StoredSearch } from '../api/types.ts';
import { useSearchFields } from './use-search-fields.ts';

type Kept = Pick<StoredSearch, 'tree'> & { readonly query?: string | null };

/** The words of a search that is kept: as it was written, or its tree in words; empty until the fields are known. */
export function useStoredQuery(): (kept: Kept) => string {
  const { fields } = useSearchFields();
  return useCallback(
    ({ query, tree }) => {
      if (query !== null && query !== undefined) return query;
      if (fields === undefined) return '';
      try {
        return printQuery(tree, fields);
      } catch {
        return ''; // a field of it was deleted meanwhile
      }
    },
    [fields],
  );
}
