import { date, defineSection, flag, text } from '../define-section.ts';

/**
 * Virus scanners.
 *
 * Source: `ANTIVIRUS`, `antivirus`. `DATFILE…` and `ENGINEVERSION…` are older names of the signature base. The base
 * changes several times a day, hence no history of it.
 */
export const antivirus = defineSection({
  name: 'antivirus',
  label: 'Antivirus',
  description: 'Virus scanners.',
  group: 'security',
  rows: 'many',
  wire: { xml: 'ANTIVIRUS', json: 'antivirus' },
  identity: ['name', 'guid'],
  columns: {
    name: text('Name', 'Name of the scanner.', { xml: 'NAME', search: true, listed: true }),
    company: text('Publisher', 'Who makes it.', { xml: 'COMPANY', search: true, listed: true }),
    version: text('Version', 'Version of the scanner.', { version: true, xml: 'VERSION', search: true, listed: true }),
    enabled: flag('Enabled', 'It is at work.', { xml: 'ENABLED', search: true, listed: true }),
    upToDate: flag('Up to date', 'Its signatures are up to date.', { xml: 'UPTODATE', search: true, listed: true }),
    baseVersion: text('Signature version', 'Version of its signatures.', {
      version: true,
      xml: ['BASE_VERSION', 'DATFILEVERSION'],
      volatile: true,
      listed: true,
    }),
    baseCreatedOn: date('Signature date', 'When its signatures were made.', {
      xml: ['BASE_CREATION', 'DATFILECREATION'],
      volatile: true,
      search: true,
      listed: true,
    }),
    engineVersion: text('Engine version', 'Version of its engine.', {
      version: true,
      xml: ['ENGINEVERSION64', 'ENGINEVERSION32'],
      volatile: true,
    }),
    expiresOn: date('Expires on', 'When its licence ends.', { xml: 'EXPIRATION', search: true, listed: true }),
    guid: text('GUID', 'Identifier Windows gives it.', { xml: 'GUID' }),
  },
});
