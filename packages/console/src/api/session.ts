import type { QueryClient } from '@tanstack/react-query';
import { ask, client } from './client.ts';
import { keepPreferencesOf, sendPreferences } from './preference-store.ts';
import { lastUserKey, sessionQuery } from './queries/session.ts';

/** The session ended by itself: the page stays as it is, behind the sign-in. */
export function endSession(queries: QueryClient): void {
  if (queries.getQueryData(sessionQuery.queryKey) === null) return;
  queries.setQueryData(sessionQuery.queryKey, null);
}

const isOfServer = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== 'session';

/** Whoever signs in sees only what was fetched for them; who was here before goes on with what is on screen. */
async function begin(queries: QueryClient): Promise<void> {
  const session = await ask(client.GET('/api/v1/session'));
  const isSame = queries.getQueryData(lastUserKey) === session.user.name;
  if (!isSame) queries.removeQueries({ predicate: isOfServer });
  keepPreferencesOf(session.user.name);
  queries.setQueryData(sessionQuery.queryKey, session);
  if (isSame) void queries.invalidateQueries({ predicate: isOfServer });
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
  queries.setQueryData(lastUserKey, null);
  queries.setQueryData(sessionQuery.queryKey, null);
  queries.removeQueries({ predicate: isOfServer });
}
