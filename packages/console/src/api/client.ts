import createClient from 'openapi-fetch';
import { loadErrorWords } from '../i18n/error-words.ts';
import { ApiError, toApiError, unreachable } from './api-error.ts';
import type { paths } from './generated/schema.d.ts';

/** The session cookie is HttpOnly and travels by itself; nothing secret is kept in JavaScript. */
export const client = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

type Answer<T> = { data?: T; error?: unknown; response: Response };

/**
 * The body of a successful answer.
 *
 * @throws {ApiError} with the server's code, or `UNREACHABLE`.
 */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    // A request that was given up is no failure of the server; TanStack Query knows its name.
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    if (cause instanceof ApiError) throw cause;
    if (cause instanceof SyntaxError) throw toApiError(502, null);
    throw unreachable();
  });
  if (!response.ok) {
    const failure = toApiError(response.status, error);
    // "Nobody is signed in" is an answer to every visit of the sign-in page.
    if (response.status !== 401) await loadErrorWords();
    throw failure;
  }
  // Safe: openapi-fetch leaves data out only for an answer without a body, whose type is undefined.
  return data as T;
}
