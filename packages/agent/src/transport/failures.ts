import { AppError } from '@muster/protocol/errors';
import { shownProxy } from './proxy.ts';

/** The server may be there in a moment. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
  'ENOTFOUND', // networks come up after the first programs
]);

/** Certificates that no known authority vouches for. */
const UNKNOWN_AUTHORITY = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

const CERTIFICATE = new Set([
  ...UNKNOWN_AUTHORITY,
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'FINGERPRINT_OTHER',
]);

/** Node's code of what went wrong below an error of ours. */
export function failureCode(error: unknown): string {
  const cause = error instanceof AppError ? error.cause : error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

export const isPassing = (error: unknown) => PASSING.has(failureCode(error));
export const isUnknownAuthority = (error: unknown) => UNKNOWN_AUTHORITY.has(failureCode(error));

/** What happened between us and a server, as an error of ours. */
export function toFailure(error: unknown, url: string, timeoutMs: number, proxy: string | null): AppError {
  if (error instanceof AppError) return error;
  const code = failureCode(error);
  const options = { cause: error };
  if (CERTIFICATE.has(code))
    return new AppError('CERTIFICATE_REFUSED', { url, reason: certificateReason(error, code) }, options);
  if (proxy !== null && (code === 'ERR_PROXY_TUNNEL' || code === 'CONNECT_TIMED_OUT' || isPassing(error))) {
    return new AppError('PROXY_FAILED', { proxy: shownProxy(proxy), url, reason: reasonOf(error, timeoutMs) }, options);
  }
  return new AppError('SERVER_UNREACHABLE', { url, reason: reasonOf(error, timeoutMs) }, options);
}

function certificateReason(error: unknown, code: string): string {
  if (UNKNOWN_AUTHORITY.has(code)) return 'no authority that this machine knows vouches for its certificate';
  const now = new Date().toISOString().slice(0, 10);
  if (code === 'CERT_HAS_EXPIRED') return `its certificate has expired (by the clock of this machine it is ${now})`;
  if (code === 'CERT_NOT_YET_VALID')
    return `its certificate is not valid yet (by the clock of this machine it is ${now})`;
  return (error as Error).message;
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no answer within ${timeoutMs / 1000} seconds`;
  // When a name has several addresses, Node says what was tried in `errors` and nothing in `message`.
  const tried = error instanceof AggregateError ? error.errors.map((e: Error) => e.message).join(', ') : '';
  return error.message || tried || error.name;
}
