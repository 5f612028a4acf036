import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesUnderTest } from '../db/testing/engines.ts';
import { createTestApp, type TestApp } from '../http/testing/test-app.ts';
import { SESSION_LIFE } from './session-service.ts';

const PASSWORD = 'correct horse battery';
const ADA = { userName: 'Ada', password: PASSWORD };

describe.each(enginesUnderTest())('access on $name', ({ create }) => {
  let now: number;
  let test_: TestApp;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20);
    test_ = await createTestApp({ create, clock: () => now });
  });
  afterEach(() => test_.close());

  function post(path: string, payload: object, headers: Record<string, string> = {}) {
    return test_.app.inject({ method: 'POST', url: `/api/v1${path}`, payload, headers });
  }
  function whoAmI(headers: Record<string, string>) {
    return test_.app.inject({ url: '/api/v1/session', headers });
  }
  async function signIn(): Promise<string> {
    await test_.services.users.add(ADA);
    return cookieOf(await post('/session', ADA));
  }

  describe('set-up', () => {
    test('the link makes the first administrator, once, and signs in', async () => {
      const { users } = test_.services;
      expect((await test_.app.inject({ url: '/api/v1/setup' })).json()).toEqual({ needed: true }); // service users do not count
      const token = (await users.createSetupLink()) ?? '';
      const answer = await post('/setup', { token, ...ADA });
      expect(answer.statusCode).toBe(201);
      expect(answer.json()).toMatchObject({ user: { name: 'Ada' }, server: { name: 'Muster' } });
      expect((await whoAmI({ cookie: cookieOf(answer) })).json()).toMatchObject({ user: { name: 'Ada' } });
      expect((await test_.app.inject({ url: '/api/v1/setup' })).json()).toEqual({ needed: false });

      const again = await post('/setup', { token, userName: 'Eve', password: PASSWORD });
      expect([again.statusCode, again.json().code]).toEqual([403, 'SETUP_LINK_INVALID']);
      expect(await users.createSetupLink()).toBeNull();
    });

    test('of many who use the link at once, one becomes administrator', async () => {
      const token = (await test_.services.users.createSetupLink()) ?? '';
      const names = ['a', 'b', 'c'];
      const answers = await Promise.all(
        names.map((userName) => post('/setup', { token, userName, password: PASSWORD })),
      );
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 403, 403]);
      const signedIn = (await test_.services.users.list()).filter((user) => user.hasPassword);
      expect(signedIn).toHaveLength(1);
    });

    test('a new link ends the one before, and a refused password leaves the link usable', async () => {
      const first = (await test_.services.users.createSetupLink()) ?? '';
      const second = (await test_.services.users.createSetupLink()) ?? '';
      expect((await post('/setup', { token: first, ...ADA })).json().code).toBe('SETUP_LINK_INVALID');
      expect((await post('/setup', { token: second, userName: 'Ada', password: 'short' })).json().code).toBe(
        'PASSWORD_TOO_WEAK',
      );
      expect((await post('/setup', { token: second, ...ADA })).statusCode).toBe(201);
    });
  });

  describe('the session', () => {
    test('begins with name and password, in a cookie that scripts and other sites do not get', async () => {
      await test_.services.users.add(ADA);
      const answer = await post('/session', { ...ADA, userName: ' aDA ' });
      expect(answer.statusCode).toBe(200);
      expect(answer.cookies).toEqual([
        expect.objectContaining({ name: 'muster_session', httpOnly: true, sameSite: 'Strict', path: '/' }),
      ]);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect((await whoAmI({ cookie: cookieOf(answer) })).json().user.name).toBe('Ada');
    });

    test('is refused in the same words for a wrong password, an unknown user and a service user', async () => {
      await test_.services.users.add(ADA);
      for (const userName of ['Ada', 'Eve', 'test']) {
        const answer = await post('/session', { userName, password: userName === 'Ada' ? 'wrong horse' : PASSWORD });
        expect([answer.statusCode, answer.json().code, answer.cookies]).toEqual([401, 'SIGN_IN_REFUSED', []]);
      }
    });

    test('ends when not used, and at last in any case', async () => {
      const cookie = await signIn();
      now += SESSION_LIFE.idleMs - 1;
      expect((await whoAmI({ cookie })).statusCode).toBe(200);
      now += SESSION_LIFE.idleMs - 1; // still alive, because it was used in between
      expect((await whoAmI({ cookie })).statusCode).toBe(200);
      now += SESSION_LIFE.idleMs;
      expect((await whoAmI({ cookie })).statusCode).toBe(401);

      const other = cookieOf(await post('/session', ADA));
      for (let age = 0; age < SESSION_LIFE.absoluteMs; age += SESSION_LIFE.idleMs / 2) {
        expect((await whoAmI({ cookie: other })).statusCode).toBe(200);
        now += SESSION_LIFE.idleMs / 2;
      }
      expect((await whoAmI({ cookie: other })).statusCode).toBe(401);
    });

    test('ends at sign-out, at a new password, and with its user', async () => {
      const { users } = test_.services;
      const first = await signIn();
      const out = await test_.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: first } });
      expect([out.statusCode, out.body]).toEqual([204, '']);
      expect((await whoAmI({ cookie: first })).statusCode).toBe(401);

      const second = cookieOf(await post('/session', ADA));
      await users.setPassword({ userName: 'ada', password: 'another long password' });
      expect((await whoAmI({ cookie: second })).statusCode).toBe(401);

      const third = cookieOf(await post('/session', { userName: 'Ada', password: 'another long password' }));
      expect((await whoAmI({ cookie: third })).statusCode).toBe(200);
      await users.remove('Ada');
      expect((await whoAmI({ cookie: third })).statusCode).toBe(401);
    });

    test('takes no request that changes something from another site', async () => {
      const cookie = await signIn();
      const change = (headers: Record<string, string>) =>
        test_.app.inject({
          method: 'PUT',
          url: '/api/v1/settings/PROLOG_FREQ',
          payload: { value: 5 },
          headers: { host: 'muster.example:8080', cookie, ...headers },
        });
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'http://muster.example:9090' },
        { origin: 'http://muster.example:8080.evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const answer = await change(headers);
        expect([answer.statusCode, answer.json().code]).toEqual([403, 'ORIGIN_REFUSED']);
      }
      expect(await test_.services.settings.get('PROLOG_FREQ')).toBe(24);
      expect((await change({ origin: 'http://muster.example:8080' })).statusCode).toBe(200);
      expect((await post('/session', ADA, { origin: 'https://evil.example' })).json().code).toBe('ORIGIN_REFUSED');
    });
  });

  describe('attempts', () => {
    test('a user name waits after ten failures, even with the right password, and says how long', async () => {
      await test_.services.users.add(ADA);
      const wrong = { userName: 'ada', password: 'wrong' };
      // Side by side: those that come while others are being checked count too.
      const answers = await Promise.all(Array.from({ length: 12 }, () => post('/session', wrong)));
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([...Array(10).fill(401), 429, 429]);

      const right = await post('/session', ADA);
      expect([right.statusCode, right.json().code, right.headers['retry-after']]).toEqual([
        429,
        'TOO_MANY_ATTEMPTS',
        '900',
      ]);
      now += 900_000;
      expect((await post('/session', ADA)).statusCode).toBe(200);
    });

    test('an address waits after fifty failures, whatever names it tries', async () => {
      const guess = (i: number) => post('/setup', { token: `guess ${i}`, ...ADA });
      for (let i = 0; i < 50; i += 1) expect((await guess(i)).statusCode).toBe(403);
      expect((await guess(50)).statusCode).toBe(429);
      await test_.services.users.add(ADA);
      expect((await post('/session', ADA)).statusCode).toBe(429);
    });
  });

  describe('an API token', () => {
    test('opens the API without cookie, and keeps opening it beside its successor', async () => {
      const authorization = `Bearer ${await test_.services.users.createToken('ci')}`;
      const other = `Bearer ${await test_.services.users.createToken('CI')}`;
      for (const header of [authorization, other]) {
        expect((await whoAmI({ authorization: header })).json().user.name).toBe('ci');
      }
      expect(await test_.services.users.list()).toContainEqual(
        expect.objectContaining({ name: 'ci', hasPassword: false, tokens: 2 }),
      );
    });

    test.each(['Bearer mst_wrong', 'Bearer ', 'Basic dGVzdDp0ZXN0', 'mst_x'])(
      'that is none is refused: %s',
      async (header) => {
        const answer = await whoAmI({ authorization: header });
        expect([answer.statusCode, answer.json().code]).toEqual([401, 'NOT_SIGNED_IN']);
        expect(answer.headers['www-authenticate']).toBe('Bearer');
      },
    );

    test('its last use is written once an hour', async () => {
      const used = async () => {
        await whoAmI({ authorization: test_.authorization });
        return (await test_.db.kysely.selectFrom('api_tokens').select('last_used_at').executeTakeFirstOrThrow())
          .last_used_at;
      };
      const first = await used();
      expect(first).toBe(now);
      now += 3_599_999;
      expect(await used()).toBe(first);
      now += 1;
      expect(await used()).toBe(now);
    });
  });

  test('no secret stands in the database or in the log', async () => {
    const setup = (await test_.services.users.createSetupLink()) ?? '';
    const token = await test_.services.users.createToken('ci');
    const cookie = await signIn();
    await whoAmI({ cookie, authorization: `Bearer ${token}` });
    await post('/session', { userName: 'Ada', password: 'wrong horse battery' });
    await post('/session', { userName: 'Ada', password: PASSWORD, more: PASSWORD });
    const rows = await Promise.all(
      ['users', 'sessions', 'api_tokens', 'setup_links'].map((name) =>
        sql`select * from ${sql.table(name)}`.execute(test_.db.kysely),
      ),
    );
    const stored = JSON.stringify(rows) + test_.lines.join('');
    expect(test_.lines.length).toBeGreaterThan(2);
    const secrets = [setup, token, token.slice(4), cookie.split('=')[1] ?? '', PASSWORD, 'wrong horse battery'];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10);
      expect(stored).not.toContain(secret);
    }
  });

  test('users.add() refuses names that are taken or odd, and passwords that are too short or without end', async () => {
    const { users } = test_.services; // the service user "test" is there
    for (const { user, code } of [
      { user: { ...ADA, userName: 'TEST' }, code: 'USER_NAME_TAKEN' },
      { user: { userName: 'Eve', password: 'short' }, code: 'PASSWORD_TOO_WEAK' },
      { user: { userName: 'Eve', password: 'x'.repeat(1025) }, code: 'REQUEST_INVALID' },
      { user: { ...ADA, userName: '<b>Eve</b>' }, code: 'REQUEST_INVALID' },
      { user: { ...ADA, userName: 'E\nve' }, code: 'REQUEST_INVALID' },
      { user: { ...ADA, userName: '  ' }, code: 'REQUEST_INVALID' },
    ]) {
      await expect(users.add(user)).rejects.toMatchObject({ code });
    }
    expect((await users.list()).map(({ name }) => name)).toEqual(['test']);
  });

  test('a user that is not there is not found', async () => {
    const { users } = test_.services;
    await expect(users.remove('nobody')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    await expect(users.setPassword({ ...ADA, userName: 'nobody' })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  });
});

function cookieOf(answer: { cookies: { name: string; value: string }[] }): string {
  const [cookie] = answer.cookies;
  return `${cookie?.name}=${cookie?.value}`;
}
