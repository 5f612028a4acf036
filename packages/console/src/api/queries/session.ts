import { queryOptions } from '@tanstack/react-query';
import { isSignedOut } from '../api-error.ts';
import { ask, client } from '../client.ts';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    try {
      return await ask(client.GET('/api/v1/session', { signal }));
    } catch (error) {
      if (isSignedOut(error)) return null;
      throw error;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/** The name of who was signed in last, and has not signed out. */
export const lastUserKey = ['session', 'lastUser'] as const;

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/setup', { signal })),
  retry: false,
});

export const serverQuery = queryOptions({
  queryKey: ['server'],
  queryFn: ({ signal }) => ask(client.GET('/api/v1/server', { signal })),
  staleTime: 60_000,
});
