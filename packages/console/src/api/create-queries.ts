import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isSignedOut } from './api-error.ts';
import { endSession } from './session.ts';

/** Answers that asking again will not change. */
const isFinal = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500;

export function createQueries(): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) endSession(queries);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => !isFinal(error) && count < 2,
        // A server that was away is asked again without a click.
        refetchInterval: (query) => (query.state.status === 'error' && !isFinal(query.state.error) ? 10_000 : false),
      },
    },
  });
  return queries;
}
