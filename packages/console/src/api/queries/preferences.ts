import { queryOptions } from '@tanstack/react-query';
import { ask, client } from '../client.ts';

/** What whoever is signed in has set for themselves, by name. Asked for once: only this console changes it. */
export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: async ({ signal }): Promise<Readonly<Record<string, unknown>>> =>
    (await ask(client.GET('/api/v1/preferences', { signal }))).items,
  staleTime: Number.POSITIVE_INFINITY,
});
