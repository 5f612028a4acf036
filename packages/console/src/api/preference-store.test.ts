import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from './api-error.ts';
import { keepPreferencesOf, sendPreferences, setPreference, withWaiting } from './preference-store.ts';
import { preferencesQuery } from './queries/preferences.ts';
import { sessionQuery } from './queries/session.ts';

const server = vi.hoisted(() => ({ answer: (): unknown => undefined, asked: [] as unknown[] }));
vi.mock('./client.ts', () => {
  const note = (method: string) => (_path: string, options: { params: { path: { name: string } }; body?: unknown }) => {
    server.asked.push([method, options.params.path.name, options.body]);
    return Promise.resolve();
  };
  return {
    client: { PUT: note('PUT'), DELETE: note('DELETE') },
    ask: async (request: Promise<unknown>) => {
      await request;
      return server.answer();
    },
  };
});

const failing = (status: number, code: string) => () => {
  throw new ApiError({ status, code, message: '', hint: '', requestId: '' });
};

function signedIn(name: string): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(sessionQuery.queryKey, { user: { name } } as never); // safe: nothing else is read
  queries.setQueryData(preferencesQuery.queryKey, { density: 'compact' });
  return queries;
}

beforeEach(() => {
  vi.useFakeTimers();
  server.answer = () => undefined;
  server.asked = [];
});
afterEach(() => {
  keepPreferencesOf('nobody');
  vi.useRealTimers();
});

test('what is set several times in a moment is sent once, and kept', async () => {
  const queries = signedIn('ada');
  for (const value of ['a', 'b', 'comfortable']) setPreference(queries, 'density', value);
  expect(withWaiting({ density: 'compact' })).toEqual({ density: 'comfortable' });
  expect(server.asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.asked).toEqual([['PUT', 'density', { value: 'comfortable' }]]);
  expect(queries.getQueryData(preferencesQuery.queryKey)).toEqual({ density: 'comfortable' });
  expect(withWaiting({ density: 'of the server' })).toEqual({ density: 'of the server' });
});

test('what cannot reach the server waits; what the server refuses does not', async () => {
  const queries = signedIn('ada');
  server.answer = failing(0, 'UNREACHABLE');
  setPreference(queries, 'density', 'comfortable');
  await sendPreferences();
  expect(withWaiting({})).toEqual({ density: 'comfortable' });
  server.answer = failing(413, 'PREFERENCE_TOO_LARGE');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(withWaiting({})).toEqual({});
});

test('forgetting is told too, and nobody sends what another has set', async () => {
  const queries = signedIn('ada');
  setPreference(queries, 'density', undefined);
  expect(withWaiting({ density: 'compact', other: 1 })).toEqual({ other: 1 });
  await sendPreferences();
  expect(server.asked).toEqual([['DELETE', 'density', undefined]]);
  setPreference(queries, 'density', 'comfortable');
  keepPreferencesOf('boris');
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.asked).toHaveLength(1);
});
