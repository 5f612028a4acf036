import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from './http-client.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('The openssl program is not installed: tests of TLS are skipped');

describe.skipIf(!hasOpenssl)('https', () => {
  let folder: string;
  let url: string;
  let close: () => void;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const output = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '2',
        ...subject,
        ...output,
      ],
      {
        stdio: 'ignore',
      },
    );
    const identity = { key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem')) };
    const server = createServer(identity, (_, response) => response.end('<REPLY/>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    close = () => server.close();
  });
  afterAll(() => {
    close();
    rmSync(folder, { recursive: true });
  });

  const post = (caFile: string | null, checkCertificates: boolean) =>
    createHttpClient({
      timeoutMs: 2_000,
      userAgent: 'test',
      caFile,
      checkCertificates,
      user: null,
      password: null,
    }).post(url, 'x');

  test('refuses a certificate nobody vouches for', async () => {
    await expect(post(null, true)).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  test('accepts one of the authority in --ca', async () => {
    expect(Buffer.from(await post(join(folder, 'cert.pem'), true)).toString()).toBe('<REPLY/>');
  });

  test('accepts any when told not to check', async () => {
    expect(Buffer.from(await post(null, false)).toString()).toBe('<REPLY/>');
  });

  test('says when --ca cannot be read', async () => {
    await expect(post(join(folder, 'no.pem'), true)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
