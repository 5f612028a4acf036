import { AppError } from '@muster/protocol';
import { RESERVED_ACTORS } from '../audit/audit-service.ts';
import type { AccessRepository, UserRow, UserSummary } from './access-repository.ts';
import type { Passwords } from './password-hash.ts';
import { createSecret, hashSecret } from './secrets.ts';

/** Characters of a password. The upper end keeps hashing short; nobody types it. */
export const PASSWORD_LENGTH = { min: 12, max: 1024 } as const;

/** Letters, digits and . _ - @, as they appear in names, mail addresses and host names. */
export const USER_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@-]{0,62}[\p{L}\p{N}._@-])?$/u;

/** Begins every API token, so that secret scanners recognise one that has leaked. */
export const TOKEN_PREFIX = 'mst_';

type Needs = {
  readonly repository: AccessRepository;
  readonly passwords: Passwords;
  readonly clock: () => number;
};
export type Credentials = { readonly userName: string; readonly password: string };
export type UserService = ReturnType<typeof createUserService>;

/** Who may use this server: users, their passwords and API tokens, and how the first one comes to be. */
export function createUserService({ repository, passwords, clock }: Needs) {
  async function get(name: string): Promise<UserRow> {
    const user = await repository.findUser(nameKey(name));
    if (user === null) throw new AppError('USER_NOT_FOUND', { name });
    return user;
  }

  async function prepareUser(userName: string, password: string) {
    const name = checkName(userName);
    return { name, nameKey: nameKey(name), passwordHash: await passwords.hash(checkPassword(password)) };
  }

  return {
    list: (): Promise<UserSummary[]> => repository.listUsers(),

    async isUser(name: string): Promise<boolean> {
      return (await repository.findUser(nameKey(name))) !== null;
    },

    /** Whether the first administrator is still to be made. Service users do not count: they cannot sign in. */
    async isSetupNeeded(): Promise<boolean> {
      return !(await repository.hasAdministrator());
    },

    /** The secret of a new one-time set-up link, or null when there is an administrator. Earlier links end. */
    async createSetupLink(): Promise<string | null> {
      const secret = createSecret();
      return repository.transaction(async (inside) => {
        if (await inside.hasAdministrator()) return null;
        await inside.replaceSetupLink(hashSecret(secret), clock());
        return secret;
      });
    },

    /**
     * Makes the first administrator.
     *
     * @throws {AppError} `SETUP_LINK_INVALID`, `PASSWORD_TOO_WEAK`, `REQUEST_INVALID`, `USER_NAME_TAKEN`. The link stays
     * usable after any but the first.
     */
    async setUp({
      token,
      userName,
      password,
    }: Credentials & { readonly token: string }): Promise<{ id: number; name: string }> {
      const tokenHash = hashSecret(token);
      if (!(await repository.hasSetupLink(tokenHash))) throw new AppError('SETUP_LINK_INVALID');
      const user = await prepareUser(userName, password);
      return repository.transaction(async (inside) => {
        const won = await inside.takeSetupLink(tokenHash);
        if (!won || (await inside.hasAdministrator())) throw new AppError('SETUP_LINK_INVALID');
        const id = await inside.insertUser({ ...user, now: clock() });
        if (id === null) throw new AppError('USER_NAME_TAKEN', { name: user.name });
        return { id, name: user.name };
      });
    },

    /** @throws {AppError} `USER_NAME_TAKEN`, `PASSWORD_TOO_WEAK`, `REQUEST_INVALID` (the name). */
    async add({ userName, password }: Credentials): Promise<void> {
      const user = await prepareUser(userName, password);
      const id = await repository.insertUser({ ...user, now: clock() });
      if (id === null) throw new AppError('USER_NAME_TAKEN', { name: user.name });
    },

    /**
     * Adds a user who cannot sign in until a password is set.
     *
     * @returns False when there is one of that name.
     * @throws {AppError} `REQUEST_INVALID` (the name).
     */
    async addWithoutPassword(userName: string): Promise<boolean> {
      const name = checkName(userName);
      const user = { name, nameKey: nameKey(name), passwordHash: null, now: clock() };
      return (await repository.insertUser(user)) !== null;
    },

    /** Sets a password and ends the user's sessions. @throws {AppError} `USER_NOT_FOUND`, `PASSWORD_TOO_WEAK`. */
    async setPassword({ userName, password }: Credentials): Promise<void> {
      const user = await get(userName);
      await repository.setPasswordHash(user.id, await passwords.hash(checkPassword(password)));
      await repository.deleteSessionsOf(user.id);
    },

    /**
     * A new API token of a user; a service user is made if there is none of that name.
     *
     * @returns The token, which is stored nowhere.
     */
    async createToken(userName: string): Promise<string> {
      const name = checkName(userName);
      await repository.insertUser({ name, nameKey: nameKey(name), passwordHash: null, now: clock() });
      const user = await get(name);
      const token = createSecret(TOKEN_PREFIX);
      await repository.insertToken({ tokenHash: hashSecret(token), userId: user.id, now: clock() });
      return token;
    },

    /** Removes a user with all sessions and tokens. @throws {AppError} `USER_NOT_FOUND`. */
    async remove(userName: string): Promise<void> {
      const user = await get(userName);
      await repository.deleteUser(user.id);
    },
  };
}

/** What two spellings of one name have in common. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

function checkName(value: string): string {
  const name = value.normalize('NFC').trim();
  if (RESERVED_ACTORS.has(nameKey(name))) {
    throw new AppError('REQUEST_INVALID', { reason: `"${name}" has a meaning of its own in the audit trail` });
  }
  if (USER_NAME.test(name)) return name;
  throw new AppError('REQUEST_INVALID', {
    reason: 'the user name must be 1 to 64 letters, digits, spaces and . _ - @, the first a letter or digit',
  });
}

function checkPassword(password: string): string {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) throw new AppError('PASSWORD_TOO_WEAK', { limit: PASSWORD_LENGTH.min });
  if (length > PASSWORD_LENGTH.max) {
    throw new AppError('REQUEST_INVALID', { reason: `the password has more than ${PASSWORD_LENGTH.max} characters` });
  }
  return password;
}
