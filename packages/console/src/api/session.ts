import type { QueryClient } from '@tanstack/react-query';
import { ask, client } from './client.ts';
import { keepPreferencesOf, sendPreferences } from './preference-store.ts';
import { sessionEndedKey, sessionQuery } from './queries/session.ts';

/** The session ended by itself: the page stays where it is, behind the sign-in. */
export function endSession(queries: QueryClient): void {
  if (queries.getQueryData(sessionQuery.queryKey) === null) return;
  queries.setQueryData(sessionEndedKey, true);
  queries.setQueryData(sessionQuery.queryKey, null);
}

/** Whoever signs in sees only what was fetched for them. */
async function begin(queries: QueryClient): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  const session = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (session !== null) keepPreferencesOf(session.user.name);
}

/** @throws {ApiError} `SIGN_IN_REFUSED`, `TOO_MANY_ATTEMPTS`. */
export async function signIn(queries: QueryClient, userName: string, password: string): Promise<void> {
  await ask(client.POST('/api/v1/session', { body: { userName, password } }));
  await begin(queries);
}

/** @throws {ApiError} `SETUP_LINK_INVALID`, `PASSWORD_TOO_WEAK`. */
export async function setUp(queries: QueryClient, token: string, userName: string, password: string): Promise<void> {
  await ask(client.POST('/api/v1/setup', { body: { token, userName, password } }));
  await begin(queries);
}

export async function signOut(queries: QueryClient): Promise<void> {
  await sendPreferences();
  await ask(client.DELETE('/api/v1/session'));
  queries.setQueryData(sessionQuery.queryKey, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
