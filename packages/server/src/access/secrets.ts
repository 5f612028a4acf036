import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, in letters that need no quoting in a URL, a header or a shell. */
export function createSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/**
 * What is stored of a secret made by `createSecret`. A plain hash is enough for 256 random bits; passwords need
 * `createPasswords`. Looking it up by the hash also leaves nothing to measure by time.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
