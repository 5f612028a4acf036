import { sections } from '@muster/protocol';
import { defineCollector } from '../../define-collector.ts';
import { findCertificateFiles, firstCertificate } from '../../linux/certificate-files.ts';

/** Far more than a certificate with its chain has. */
const LIMIT = { limitBytes: 64 * 1024, head: true } as const;

/** Certificates that services of this machine present, from the folders where they are usually kept. */
export const linuxCertificates = defineCollector({
  name: 'linux/certificates',
  section: sections.certificates,
  platforms: ['linux'],
  async collect(host) {
    const texts: { path: string; pem: string }[] = [];
    for (const path of await findCertificateFiles(host)) {
      const pem = firstCertificate((await host.read(path, LIMIT)) ?? '');
      if (pem !== null) texts.push({ path, pem });
    }
    if (texts.length === 0) return null;
    // Loaded only where there is something to decode.
    const { readCertificate } = await import('../../linux/certificate.ts');
    const rows = texts.map(({ path, pem }) => ({ ...readCertificate(pem), path }));
    const known = rows.filter((row) => 'subject' in row);
    return known.length === 0 ? null : known;
  },
});
