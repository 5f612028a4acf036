import { AppError } from '@muster/protocol';
import type { SearchService } from './search-service.ts';

/**
 * Checks the tree of a body before the schema does: the error then names the faulty node, and nothing recursive has looked
 * at the tree before its depth is known. Where there is a `query` instead, its tree takes the place of the one that is missing.
 */
export function treeGuard(search: Pick<SearchService, 'check' | 'checkQuery'>) {
  return async ({ body }: { readonly body: unknown }): Promise<void> => {
    if (typeof body !== 'object' || body === null) return;
    const given = body as { tree?: unknown; query?: unknown }; // safe: an object may have any key
    const hasTree = Object.hasOwn(given, 'tree') && given.tree !== null && given.tree !== undefined;
    if (typeof given.query === 'string' && Object.hasOwn(given, 'query')) {
      if (hasTree)
        throw new AppError('SEARCH_INVALID', { path: 'the whole', reason: 'it has both "tree" and "query"' });
      given.tree = (await search.checkQuery(given.query)).tree;
    } else if (hasTree) {
      await search.check(given.tree);
    }
  };
}
