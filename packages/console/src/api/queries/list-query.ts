import { formatSort, type TableState } from '../../table/table-state.ts';

/** What the API's lists are asked: text, order, and which page. */
export const listQuery = ({ q, sort, page, size }: TableState) => ({
  ...(q === '' ? {} : { q }),
  ...(sort.length === 0 ? {} : { sort: formatSort(sort) }),
  limit: size,
  offset: (page - 1) * size,
});
