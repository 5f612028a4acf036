import type { Host } from '../host/host.ts';

/** Where services keep the certificates they present. Not the trust stores: what others sign is on every machine. */
const FOLDERS = [
  '/etc/ssl',
  '/etc/letsencrypt/live',
  '/etc/pki/tls/certs',
  '/etc/pki/nginx',
  '/etc/nginx',
  '/etc/apache2',
  '/etc/httpd',
  '/etc/haproxy',
  '/etc/caddy',
  '/etc/traefik',
  '/etc/lighttpd',
  '/etc/postfix',
  '/etc/dovecot',
  '/etc/exim4',
  '/etc/mail',
  '/etc/ldap',
  '/etc/openldap',
  '/etc/docker',
  '/etc/kubernetes/pki',
  '/etc/rancher',
  '/etc/openvpn',
  '/etc/ipsec.d/certs',
  '/etc/swanctl',
  '/etc/stunnel',
  '/etc/cockpit/ws-certs.d',
  '/etc/grafana',
  '/etc/mysql',
  '/etc/postgresql',
  '/etc/rabbitmq',
  '/etc/mosquitto',
  '/etc/proftpd',
  '/etc/puppetlabs/puppet/ssl/certs',
  '/etc/freeradius',
  '/etc/raddb/certs',
  '/etc/pve/local',
  '/etc/webmin',
  '/var/lib/acme',
];
const DEPTH = 3;
/** Beyond these nobody reads on; they keep a folder full of something else from holding up the inventory. */
const FILE_LIMIT = 500;
const NAME = /\.(?:pem|crt|cer|cert)$/i;
/** Bundles of authorities, and keys. */
const OTHER =
  /(?:^|\/)(?:ca-certificates\.crt|ca-bundle(?:\.trust)?\.crt|privkey\d*\.pem|dh(?:param)?s?\d*\.pem|chain\d*\.pem|[^/]*\.key\.pem)$/i;
/** Links to the authorities of the distribution, thousands of them. */
const TRUST_STORE = '/etc/ssl/certs';

export async function findCertificateFiles(host: Host): Promise<string[]> {
  const found: string[] = [];
  // As Debian keeps them: the certificate among those of the authorities, its key under the same name here.
  const keys = new Set((await host.list('/etc/ssl/private')).map(stemOf));
  const hasKey = (name: string) => keys.has(stemOf(name));
  const search = async (folder: string, depth: number): Promise<void> => {
    for (const name of await host.list(folder)) {
      if (found.length >= FILE_LIMIT) return;
      const path = `${folder}/${name}`;
      if (NAME.test(name)) {
        if (!OTHER.test(path) && (folder !== TRUST_STORE || hasKey(name))) found.push(path);
      } else if (depth < DEPTH && !name.includes('.') && path !== '/etc/ssl/private' && folder !== TRUST_STORE) {
        await search(path, depth + 1);
      } else if (depth < DEPTH && folder.endsWith('/live')) {
        await search(path, depth + 1); // folders are called after hosts
      }
    }
  };
  for (const folder of FOLDERS) await search(folder, 1);
  return found;
}

const stemOf = (name: string) => name.replace(/\.\w+$/, '');

/** The first certificate in a file: that of the service; those of its authorities follow. */
export function firstCertificate(text: string): string | null {
  return /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/.exec(text)?.[0] ?? null;
}
