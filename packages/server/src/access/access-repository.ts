import type { Db, Executor } from '../db/database.ts';

export type UserRow = { readonly id: number; readonly name: string; readonly passwordHash: string | null };
export type UserSummary = {
  readonly id: number;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  readonly tokens: number;
};
export type SessionRow = {
  readonly id: number;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly userId: number;
  readonly userName: string;
};
export type TokenRow = {
  readonly id: number;
  readonly lastUsedAt: number | null;
  readonly userId: number;
  readonly userName: string;
};

export type AccessRepository = ReturnType<typeof createAccessRepository>;

/** Users, sessions, API tokens and set-up links. Times are milliseconds since 1970. */
export function createAccessRepository({ kysely }: Pick<Db, 'kysely'>) {
  return {
    ...usersIn(kysely),
    ...sessionsIn(kysely),
    ...tokensIn(kysely),
    ...setupLinksIn(kysely),
    /** Runs `work` whole or not at all. */
    transaction<T>(work: (repository: Users & SetupLinks) => Promise<T>): Promise<T> {
      return kysely.transaction().execute((trx) => work({ ...usersIn(trx), ...setupLinksIn(trx) }));
    },
  };
}

type Users = ReturnType<typeof usersIn>;
type SetupLinks = ReturnType<typeof setupLinksIn>;

function usersIn(db: Executor) {
  return {
    /** The user's id, or null if the name is taken. */
    async insertUser(user: { name: string; nameKey: string; passwordHash: string | null; now: number }) {
      const row = await db
        .insertInto('users')
        .values({ name: user.name, name_key: user.nameKey, password_hash: user.passwordHash, created_at: user.now })
        .onConflict((conflict) => conflict.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      return row?.id ?? null;
    },
    async findUser(nameKey: string): Promise<UserRow | null> {
      const row = await db
        .selectFrom('users')
        .select(['id', 'name', 'password_hash as passwordHash'])
        .where('name_key', '=', nameKey)
        .executeTakeFirst();
      return row ?? null;
    },
    async listUsers(): Promise<UserSummary[]> {
      const rows = await db
        .selectFrom('users')
        .select((eb) => [
          'id',
          'name',
          'password_hash',
          'created_at as createdAt',
          eb
            .selectFrom('api_tokens')
            .select((tokens) => tokens.fn.countAll<number>().as('count'))
            .whereRef('api_tokens.user_id', '=', 'users.id')
            .as('tokens'),
        ])
        .orderBy('name_key')
        .execute();
      return rows.map(({ password_hash, ...row }) => ({
        ...row,
        hasPassword: password_hash !== null,
        tokens: row.tokens ?? 0,
      }));
    },
    async setPasswordHash(userId: number, passwordHash: string): Promise<void> {
      await db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
    },
    /** Sessions and tokens go with the user. */
    async deleteUser(userId: number): Promise<void> {
      await db.deleteFrom('users').where('id', '=', userId).execute();
    },
    /** Whether anybody can sign in with a password. */
    async hasAdministrator(): Promise<boolean> {
      const row = await db
        .selectFrom('users')
        .select('id')
        .where('password_hash', 'is not', null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function sessionsIn(db: Executor) {
  return {
    async insertSession(session: { tokenHash: string; userId: number; now: number }): Promise<void> {
      await db
        .insertInto('sessions')
        .values({
          token_hash: session.tokenHash,
          user_id: session.userId,
          created_at: session.now,
          last_used_at: session.now,
        })
        .execute();
    },
    async findSession(tokenHash: string): Promise<SessionRow | null> {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select([
          'sessions.id',
          'sessions.created_at as createdAt',
          'sessions.last_used_at as lastUsedAt',
          'users.id as userId',
          'users.name as userName',
        ])
        .where('sessions.token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ?? null;
    },
    async touchSession(id: number, now: number): Promise<void> {
      await db.updateTable('sessions').set({ last_used_at: now }).where('id', '=', id).execute();
    },
    async deleteSession(id: number): Promise<void> {
      await db.deleteFrom('sessions').where('id', '=', id).execute();
    },
    async deleteSessionsOf(userId: number): Promise<void> {
      await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
    },
    async deleteSessionsBefore(limits: { createdAt: number; lastUsedAt: number }): Promise<void> {
      await db
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('created_at', '<=', limits.createdAt), eb('last_used_at', '<=', limits.lastUsedAt)]))
        .execute();
    },
  };
}

function tokensIn(db: Executor) {
  return {
    async insertToken(token: { tokenHash: string; userId: number; now: number }): Promise<void> {
      await db
        .insertInto('api_tokens')
        .values({ token_hash: token.tokenHash, user_id: token.userId, created_at: token.now, last_used_at: null })
        .execute();
    },
    async findToken(tokenHash: string): Promise<TokenRow | null> {
      const row = await db
        .selectFrom('api_tokens')
        .innerJoin('users', 'users.id', 'api_tokens.user_id')
        .select([
          'api_tokens.id',
          'api_tokens.last_used_at as lastUsedAt',
          'users.id as userId',
          'users.name as userName',
        ])
        .where('api_tokens.token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ?? null;
    },
    async touchToken(id: number, now: number): Promise<void> {
      await db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', id).execute();
    },
  };
}

function setupLinksIn(db: Executor) {
  return {
    /** There is one link at most: a new one makes those before it worthless. */
    async replaceSetupLink(tokenHash: string, now: number): Promise<void> {
      await db.deleteFrom('setup_links').execute();
      await db.insertInto('setup_links').values({ token_hash: tokenHash, created_at: now }).execute();
    },
    async hasSetupLink(tokenHash: string): Promise<boolean> {
      const row = await db
        .selectFrom('setup_links')
        .select('created_at')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row !== undefined;
    },
    /** Whether the link was there. Of two who use it at once, one hears "yes". */
    async takeSetupLink(tokenHash: string): Promise<boolean> {
      const result = await db.deleteFrom('setup_links').where('token_hash', '=', tokenHash).executeTakeFirst();
      return Number(result.numDeletedRows) === 1;
    },
  };
}
