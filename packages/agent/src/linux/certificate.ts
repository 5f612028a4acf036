import { X509Certificate } from 'node:crypto';
import type { Found } from '../define-collector.ts';
import { toDateTime } from './date-times.ts';

/** What a certificate says of itself; null if it is none. */
export function readCertificate(pem: string): Found<'certificates'> | null {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return null;
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKeyOf(certificate);
  const size = details?.modulusLength ?? details?.namedCurve;
  const names = certificate.subjectAltName?.split(', ') ?? [];
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: names.map((name) => name.replace(/^(?:DNS|IP Address|email|URI):/, '')),
    validFrom: dateOf(certificate.validFrom),
    validUntil: dateOf(certificate.validTo),
    serialNumber: certificate.serialNumber.toLowerCase(),
    sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    keyType: type === undefined ? null : [type, size].filter(Boolean).join(' '),
    selfSigned: certificate.subject === certificate.issuer,
  };
}

/** Keys of kinds that this build of OpenSSL does not know cannot be opened. */
function publicKeyOf(certificate: X509Certificate): Partial<X509Certificate['publicKey']> {
  try {
    return certificate.publicKey;
  } catch {
    return {};
  }
}

/** `CN=host\nO=Organisation` → `CN=host, O=Organisation`. */
const oneLine = (name: string | undefined) => name?.split('\n').join(', ') ?? null;

/** "Nov 20 12:00:00 2027 GMT". */
function dateOf(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : toDateTime(at);
}
