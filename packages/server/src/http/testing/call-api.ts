import type { TestApp } from './test-app.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Asks the API of a test's server, as its token or as who signed in. The body is null where there is none. */
export function callApi({ app, authorization }: Pick<TestApp, 'app' | 'authorization'>) {
  return async (
    method: Method,
    path: string,
    payload?: object,
    headers: Record<string, string> = { authorization },
  ) => {
    const request = { method, url: `/api/v1${path}`, headers };
    const reply = await app.inject(payload === undefined ? request : { ...request, payload });
    return { status: reply.statusCode, body: reply.payload === '' ? null : reply.json() };
  };
}

/** Makes a user and signs in: what tells the server that it is them. */
export async function signInAs({ app, services }: Pick<TestApp, 'app' | 'services'>, userName: string) {
  const payload = { userName, password: 'a long enough password' };
  await services.users.add(payload);
  const reply = await app.inject({ method: 'POST', url: '/api/v1/session', payload });
  return { cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' };
}
