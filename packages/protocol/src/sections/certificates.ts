import { datetime, defineSection, flag, text, texts } from '../define-section.ts';

/**
 * Certificates a machine presents to others; not those of the authorities it trusts.
 *
 * Source: `CERTIFICATES`, `certificates`, ours. Private keys are never read.
 */
export const certificates = defineSection({
  name: 'certificates',
  label: 'Certificates',
  description: 'Certificates of the services of this machine, and when they expire.',
  group: 'security',
  rows: 'many',
  wire: { xml: 'CERTIFICATES', json: 'certificates' },
  identity: ['path', 'subject', 'issuer'],
  columns: {
    subject: text('Subject', 'Whom it stands for.', { xml: 'SUBJECT', search: true, listed: true }),
    issuer: text('Issuer', 'Who signed it.', { xml: 'ISSUER', search: true, listed: true }),
    names: texts('Host names', 'Names and addresses it is good for.', { xml: 'NAMES', search: true }),
    validFrom: datetime('Valid from', 'When it begins to be valid.', { xml: 'VALIDFROM', json: 'valid_from' }),
    validUntil: datetime('Expires at', 'When it ceases to be valid.', {
      xml: 'VALIDUNTIL',
      json: 'valid_until',
      search: true,
      listed: true,
    }),
    serialNumber: text('Serial number', 'Number its issuer gave it.', { xml: 'SERIALNUMBER', json: 'serial_number' }),
    sha256: text('Fingerprint', 'SHA-256 of the certificate.', {
      xml: 'FINGERPRINT',
      json: 'fingerprint',
      search: true,
    }),
    keyType: text('Key', 'Algorithm and size of its key.', { xml: 'KEYTYPE', json: 'key_type', search: true }),
    selfSigned: flag('Self-signed', 'It is signed by itself.', {
      xml: 'SELFSIGNED',
      json: 'self_signed',
      search: true,
      listed: true,
    }),
    path: text('File', 'File it stands in.', { xml: 'PATH', search: true, listed: true }),
  },
});
