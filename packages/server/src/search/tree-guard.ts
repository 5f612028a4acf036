import type { SearchService } from './search-service.ts';

/**
 * Checks the tree of a body before the schema does: the error then names the faulty node, and nothing recursive has looked
 * at the tree before its depth is known.
 */
export function treeGuard(search: Pick<SearchService, 'check'>) {
  return async ({ body }: { readonly body: unknown }): Promise<void> => {
    if (typeof body !== 'object' || body === null || !('tree' in body)) return;
    if (body.tree !== null && body.tree !== undefined) await search.check(body.tree);
  };
}
