import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

export type Identity = { readonly certFile: string; readonly keyFile: string };

const CA_CONFIG = `[ca]
default_ca = test
[test]
database = index.txt
serial = serial
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
`;

/** Makes certificates in a folder, by the openssl program. */
export function createAuthority(folder: string) {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  run('req', '-x509', ...KEY, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  return {
    caFile: join(folder, 'ca.pem'),
    /** A certificate of the authority; `times`: begin and end, `YYYYMMDDHHMMSSZ`. */
    issue(name: string, altName: string, times: readonly [string, string] | null = null): Identity {
      const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
      const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${altName}`];
      if (times === null) {
        const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-keyout', keyFile, '-out', certFile, '-days', '2'];
        run('req', '-x509', ...KEY, ...subject, '-addext', 'basicConstraints=critical,CA:FALSE', ...signed);
        return { certFile, keyFile };
      }
      // Of the commands that openssl has had for long, only `ca` takes times.
      writeFileSync(join(folder, 'ca.cnf'), CA_CONFIG);
      writeFileSync(join(folder, 'index.txt'), '');
      run('req', ...KEY, ...subject, '-keyout', keyFile, '-out', `${name}.csr`);
      const [begin, end] = times;
      const files = [
        '-cert',
        'ca.pem',
        '-keyfile',
        'ca.key',
        '-in',
        `${name}.csr`,
        '-out',
        certFile,
        '-outdir',
        folder,
      ];
      run(
        'ca',
        '-batch',
        '-config',
        'ca.cnf',
        '-rand_serial',
        '-notext',
        ...files,
        '-startdate',
        begin,
        '-enddate',
        end,
      );
      return { certFile, keyFile };
    },
    /** Certificate and key in one file with a password. */
    pack({ certFile, keyFile }: Identity, password: string): string {
      const file = certFile.replace(/pem$/, 'p12');
      run('pkcs12', '-export', '-in', certFile, '-inkey', keyFile, '-out', file, '-passout', `pass:${password}`);
      return file;
    },
    fingerprint({ certFile }: Identity): string {
      const text = execFileSync('openssl', ['x509', '-in', certFile, '-noout', '-fingerprint', '-sha256']).toString();
      return text.trim().split('=')[1] ?? '';
    },
  };
}

/** As a TLS server takes it. */
export const identityOf = ({ certFile, keyFile }: Identity) => ({
  cert: readFileSync(certFile),
  key: readFileSync(keyFile),
});
