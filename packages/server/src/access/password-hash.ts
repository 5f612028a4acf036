import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about 0.2 s on a small server; see docs/decisions/0003-password-hashing.md. */
const COST = { ln: 15, r: 8, p: 3 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes computed at once: a crowd at the sign-in may cost time, not memory, and leaves threads to the rest. */
const AT_ONCE = 2;

type Cost = { readonly ln: number; readonly r: number; readonly p: number };

/** `$scrypt$ln=15,r=8,p=3$salt$hash` (the PHC form), so that the cost can be raised without losing passwords. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${toBase64(salt)}$${toBase64(hash)}`;
}

/** Whether `stored` was made of this password. Takes as long for an unknown user, whose `stored` is null. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = parseHash(stored ?? (await decoy()));
  const hash = await derive(password, parts.salt, parts.cost);
  return timingSafeEqual(hash, parts.hash) && stored !== null;
}

/** Whether a password should be hashed anew at the next sign-in, because the cost has been changed since. */
export function isOutdated(stored: string): boolean {
  const { cost } = parseHash(stored);
  return cost.ln !== COST.ln || cost.r !== COST.r || cost.p !== COST.p;
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashPassword(randomBytes(SALT_BYTES).toString('hex'));
  return decoyHash;
}

function parseHash(stored: string): { cost: Cost; salt: Buffer; hash: Buffer } {
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
async function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
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
