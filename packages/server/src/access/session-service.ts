import { AppError } from '@muster/protocol';
import { type AuditService, nobodyAt } from '../audit/audit-service.ts';
import { diskFull } from '../db/disk-full.ts';
import type { AccessRepository } from './access-repository.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import type { Passwords } from './password-hash.ts';
import { createSecret, hashSecret } from './secrets.ts';
import { type Credentials, nameKey, PASSWORD_LENGTH, TOKEN_PREFIX } from './user-service.ts';
import type { Scope } from './viewer.ts';

const MINUTE = 60_000; // ms
const HOUR = 60 * MINUTE;

/** A session ends when it was not used for `idleMs`, and `absoluteMs` after the sign-in whatever happens. */
export const SESSION_LIFE = { idleMs: 12 * HOUR, absoluteMs: 7 * 24 * HOUR } as const;

/** How stale "last used" may be, so that reading does not write each time. Milliseconds. */
const SESSION_TOUCH = 5 * MINUTE;
const TOKEN_TOUCH = HOUR;

/** Failed sign-ins within a quarter of an hour. By address more than by name: many people may share an address. */
const ATTEMPTS = { perName: 10, perAddress: 50, windowS: 15 * 60 } as const;

/** What a user may see: the one place where roles and perimeters will say so. Left out, everybody sees everything. */
export type ScopeOf = (user: Identity['user']) => Scope | Promise<Scope>;

/** Who asks. */
export type Identity = {
  readonly user: { readonly id: number; readonly name: string };
  /** Null for an API token. */
  readonly sessionId: number | null;
  /** What they may see. */
  readonly scope: Scope;
};

type Needs = {
  readonly repository: AccessRepository;
  readonly passwords: Passwords;
  readonly audit: AuditService;
  readonly clock: () => number;
  readonly scopeOf?: ScopeOf | undefined;
};
type SignIn = Credentials & { readonly address: string };

export type SessionService = ReturnType<typeof createSessionService>;

/** Who is asking: passwords at the sign-in, then session cookies; API tokens. */
export function createSessionService({ repository, passwords, audit, clock, scopeOf = () => 'everything' }: Needs) {
  const names = createAttemptLimiter({ failures: ATTEMPTS.perName, windowS: ATTEMPTS.windowS, clock });
  const addresses = createAttemptLimiter({ failures: ATTEMPTS.perAddress, windowS: ATTEMPTS.windowS, clock });

  /** Runs an attempt that counts against its address when it fails with `code`. */
  async function limited<T>(address: string, attempt: () => Promise<T>): Promise<T> {
    addresses.check(address);
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof AppError && REFUSALS.has(error.code)) addresses.fail(address);
      throw error;
    }
  }

  async function checkPassword({ userName, password, address }: SignIn) {
    const key = nameKey(userName);
    names.check(key);
    names.fail(key); // before the hash is computed, so that attempts side by side are counted too
    const user = await repository.findUser(key);
    const isRight = await passwords.verify(password.slice(0, PASSWORD_LENGTH.max), user?.passwordHash ?? null);
    if (user === null || user.passwordHash === null || !isRight) {
      // An unknown name is not kept: people type passwords into the wrong field.
      const target = user === null ? '' : `user ${user.name}`;
      await audit.record({ ...nobodyAt(address), action: 'session.refuse', target });
      throw new AppError('SIGN_IN_REFUSED');
    }
    names.succeed(key);
    if (passwords.isOutdated(user.passwordHash)) {
      await repository.setPasswordHash(user.id, await passwords.hash(password));
    }
    return user;
  }

  /** A session for a user who has just proved who they are. @returns The secret for the cookie, stored nowhere. */
  async function begin(userId: number): Promise<string> {
    const now = clock();
    await repository.deleteSessionsBefore({
      createdAt: now - SESSION_LIFE.absoluteMs,
      lastUsedAt: now - SESSION_LIFE.idleMs,
    });
    const secret = createSecret();
    await repository.insertSession({ tokenHash: hashSecret(secret), userId, now });
    return secret;
  }

  const identified = async (user: Identity['user'], sessionId: number | null): Promise<Identity> => ({
    user,
    sessionId,
    scope: await scopeOf(user),
  });

  return {
    begin,
    limited,

    /** @throws {AppError} `SIGN_IN_REFUSED`, `TOO_MANY_ATTEMPTS`. */
    signIn(attempt: SignIn) {
      const { address } = attempt;
      return limited(address, async () => {
        const { id, name } = await checkPassword(attempt);
        const secret = await begin(id);
        await audit.record({ actor: name, address, action: 'session.begin', target: `user ${name}` });
        return { user: { id, name }, secret };
      });
    },

    async signOut({ sessionId }: Identity): Promise<void> {
      if (sessionId !== null) await repository.deleteSession(sessionId);
    },

    /** Whose session cookie this is; null when it is unknown or has ended. */
    async findBySession(secret: string): Promise<Identity | null> {
      const session = await repository.findSession(hashSecret(secret));
      if (session === null) return null;
      const now = clock();
      const hasEnded =
        now - session.createdAt >= SESSION_LIFE.absoluteMs || now - session.lastUsedAt >= SESSION_LIFE.idleMs;
      if (hasEnded) {
        await repository.deleteSession(session.id);
        return null;
      }
      if (now - session.lastUsedAt >= SESSION_TOUCH) await unlessFull(repository.touchSession(session.id, now));
      return await identified({ id: session.userId, name: session.userName }, session.id);
    },

    /** Whose API token this is; null when it is unknown. */
    async findByToken(token: string): Promise<Identity | null> {
      if (!token.startsWith(TOKEN_PREFIX)) return null;
      const found = await repository.findToken(hashSecret(token));
      if (found === null) return null;
      const now = clock();
      if (now - (found.lastUsedAt ?? 0) >= TOKEN_TOUCH) await unlessFull(repository.touchToken(found.id, now));
      return await identified({ id: found.userId, name: found.userName }, null);
    },
  };
}

const REFUSALS: ReadonlySet<string> = new Set(['SIGN_IN_REFUSED', 'SETUP_LINK_INVALID']);

/** When it was used last is no reason to refuse it: on a full disk administrators must still be able to look. */
async function unlessFull(touched: Promise<void>): Promise<void> {
  try {
    await touched;
  } catch (error) {
    if (diskFull(error) === null) throw error;
  }
}
