import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about 0.2 s on a small server; see docs/decisions/0003-password-hashing.md. */
const COST = { ln: 15, r: 8, p: 3 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes computed at once: a crowd at the sign-in may cost time, not memory, and leaves threads to the rest. */
const AT_ONCE = 2;

/** Work of a hash: 2^ln blocks of 128·r bytes, p times. */
export type PasswordCost = { readonly ln: number; readonly r: number; readonly p: number };
export type Passwords = ReturnType<typeof createPasswords>;

/** Passwords as they are stored. Tests of other things than passwords hash at a lower cost. */
export function createPasswords(cost: PasswordCost = COST) {
  let decoyHash: Promise<string> | undefined;
  function decoy(): Promise<string> {
    decoyHash ??= hash(randomBytes(SALT_BYTES).toString('hex'));
    return decoyHash;
  }

  /** `$scrypt$ln=15,r=8,p=3$salt$hash` (the PHC form), so that the cost can be raised without losing passwords. */
  async function hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const derived = await derive(password, salt, cost);
    return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${toBase64(salt)}$${toBase64(derived)}`;
  }

  return {
    hash,

    /** Whether `stored` was made of this password. Takes as long for an unknown user, whose `stored` is null. */
    async verify(password: string, stored: string | null): Promise<boolean> {
      const parts = parseHash(stored ?? (await decoy()));
      const derived = await derive(password, parts.salt, parts.cost);
      return timingSafeEqual(derived, parts.hash) && stored !== null;
    },

    /** Whether a password should be hashed anew at the next sign-in, because the cost has been changed since. */
    isOutdated(stored: string): boolean {
      const parts = parseHash(stored);
      return parts.cost.ln !== cost.ln || parts.cost.r !== cost.r || parts.cost.p !== cost.p;
    },
  };
}

function parseHash(stored: string): { cost: PasswordCost; salt: Buffer; hash: Buffer } {
  const found = stored.match(/^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/);
  if (found === null) throw new Error('A stored password hash has an unknown form');
  const [, ln, r, p, salt = '', hash = ''] = found;
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

/** One password typed on two keyboards may differ in bytes; NFKC makes them equal (NIST SP 800-63B, 3.1.1.2). */
async function derive(password: string, salt: Buffer, { ln, r, p }: PasswordCost): Promise<Buffer> {
  const giveBack = await takeSeat();
  try {
    const N = 2 ** ln;
    return await scryptAsync(password.normalize('NFKC'), salt, { N, r, p, maxmem: 128 * N * r + 128 * r * p + 65_536 });
  } finally {
    giveBack();
  }
}

function scryptAsync(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

let seatsTaken = 0;
const waiting: (() => void)[] = [];

async function takeSeat(): Promise<() => void> {
  if (seatsTaken >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else seatsTaken += 1;
  return () => {
    const next = waiting.shift();
    if (next === undefined) seatsTaken -= 1;
    else next(); // the seat changes hands
  };
}

function toBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
