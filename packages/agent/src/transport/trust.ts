import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import { AppError } from '@muster/protocol/errors';

export type TrustSettings = {
  /** False: any certificate is accepted. */
  readonly checkCertificates: boolean;
  /** Authorities (PEM) to trust instead of all others. */
  readonly caFile?: string | null;
  /** Folder of such files. */
  readonly caFolder?: string | null;
  /** Where authorities come from when none are given: those of Node, those of the system, or either. */
  readonly trust?: TrustStore;
  /** SHA-256 of certificates to trust whoever vouches for them, and no others. */
  readonly fingerprints?: readonly string[];
  /** Certificate (PEM), or certificate and key (PKCS#12), to present to the server. */
  readonly certificateFile?: string | null;
  readonly keyFile?: string | null;
  readonly certificatePassword?: string | null;
};

export const TRUST_STORES = ['both', 'bundled', 'system'] as const;
export type TrustStore = (typeof TRUST_STORES)[number];

/** The system's list of authorities in one file: Debian, Red Hat, SUSE, Alpine. */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** What is more is no list of authorities. */
const FOLDER_LIMIT = 2_000;

/**
 * Authorities and client certificate, as TLS takes them; loaded only when https is used.
 *
 * @param system Whether the system's authorities are to be loaded, which costs some 30 ms and 5 MB.
 * @throws {AppError} `OPTION_INVALID` when a file cannot be read.
 */
export function contextOptions(settings: TrustSettings, system: boolean): SecureContextOptions {
  return { ...authorities(settings, system), ...clientCertificate(settings) };
}

/** Whether the system's authorities may help where those of Node did not. */
export function mayTrustSystem(settings: TrustSettings): boolean {
  const { checkCertificates, caFile, caFolder, fingerprints = [], trust = 'both' } = settings;
  return checkCertificates && !caFile && !caFolder && fingerprints.length === 0 && trust === 'both';
}

/** `sha256$AB…`, `sha256:ab:cd…` or the hexadecimal digits alone → 64 capitals; null if it is none of these. */
export function toFingerprint(text: string): string | null {
  const digits = text
    .trim()
    .replace(/^sha-?256[$:=]/i, '')
    .replaceAll(':', '')
    .toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? digits : null;
}

function authorities(settings: TrustSettings, system: boolean): SecureContextOptions {
  const given = [
    ...(settings.caFile ? [readFor('--ca', settings.caFile)] : []),
    ...(settings.caFolder ? readFolder(settings.caFolder) : []),
  ];
  if (given.length > 0) return { ca: given };
  return system || settings.trust === 'system' ? { ca: [readSystem()] } : {};
}

function readSystem(): Buffer {
  for (const path of SYSTEM_FILES) {
    try {
      return readFileSync(path);
    } catch {
      // The next system's place.
    }
  }
  return Buffer.from('');
}

function readFolder(folder: string): Buffer[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.(pem|crt|cer|\d)$/i.test(name));
    // A folder as `c_rehash` makes it has each certificate under two names.
    const texts = names.slice(0, FOLDER_LIMIT).map((name) => readFileSync(join(folder, name), 'latin1'));
    const certificates = [...new Set(texts)].filter((text) => text.includes('-----BEGIN CERTIFICATE-----'));
    if (certificates.length === 0) throw new Error('no certificate (PEM) is in it');
    return certificates.map((text) => Buffer.from(text, 'latin1'));
  } catch (error) {
    throw unreadable('--ca-cert-dir', folder, error);
  }
}

function clientCertificate(settings: TrustSettings): SecureContextOptions {
  if (!settings.certificateFile) return {};
  const certificate = readFor('--ssl-cert-file', settings.certificateFile);
  const password = settings.certificatePassword ? { passphrase: settings.certificatePassword } : {};
  if (!certificate.includes('-----BEGIN')) return { pfx: certificate, ...password };
  // Many keep certificate and key in one file.
  const key = settings.keyFile ? readFor('--ssl-key-file', settings.keyFile) : certificate;
  return { cert: certificate, key, ...password };
}

function readFor(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(option, path, error);
  }
}

function unreadable(option: string, path: string, error: unknown): AppError {
  const reason = `cannot read ${option} "${path}": ${(error as Error).message}`;
  return new AppError('OPTION_INVALID', { reason }, { cause: error });
}
