import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { AppError } from '@muster/protocol';
import type { Config } from '../config.ts';
import { flagOf } from './option-names.ts';

/**
 * Certificate and key, PEM; null without TLS.
 *
 * @throws {AppError} `OPTION_INVALID` when a file cannot be read or they do not fit together.
 */
export function readTls({ tlsCert, tlsKey }: Config): { cert: Buffer; key: Buffer } | null {
  if (tlsCert === '') return null;
  const pair = { cert: readPem('tlsCert', tlsCert), key: readPem('tlsKey', tlsKey) };
  try {
    createSecureContext(pair);
  } catch (error) {
    const reason = '"--tls-cert" and "--tls-key" must be a certificate and its key, in PEM';
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
  return pair;
}

function readPem(name: 'tlsCert' | 'tlsKey', path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // safe: node:fs throws these
    throw new AppError('OPTION_INVALID', {
      reason: `"${flagOf(name)}" must be a readable file, found "${path}" (${code})`,
    });
  }
}

/** Whether what is sent can be read on the way: no TLS, and an address that other machines reach. */
export function isClearText({ listen, tlsCert }: Config): boolean {
  return tlsCert === '' && !isLoopback(listen);
}

/** @throws {AppError} `LISTEN_NEEDS_TLS` for a clear-text address that was not allowed expressly. */
export function checkListen(config: Config): void {
  if (isClearText(config) && !config.allowHttp) throw new AppError('LISTEN_NEEDS_TLS', { address: config.listen });
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
