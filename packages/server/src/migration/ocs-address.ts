import { AppError } from '@muster/protocol';
import type { OcsAddress } from './ocs-database.ts';

const FORM = 'mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE';

/**
 * Reads the address of an OCS database.
 *
 * @param password Of the environment; one in the address is seen by every user of the machine, and counts less.
 * @throws {AppError} `OPTION_INVALID`; its message never repeats the address.
 */
export function readOcsAddress(text: string, password: string): Omit<OcsAddress, 'socket' | 'tls'> {
  const url = URL.parse(text);
  if (url === null || !/^(mysql|mariadb):$/.test(url.protocol)) throw wrong();
  const database = decoded(url.pathname.replace(/^\//, ''));
  const user = decoded(url.username);
  if (database === '' || database.includes('/') || user === '' || url.hostname === '') throw wrong();
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    user,
    password: password === '' ? decoded(url.password) : password,
    database,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw wrong();
  }
}

const wrong = () => new AppError('OPTION_INVALID', { reason: `the OCS database must be given as ${FORM}` });
