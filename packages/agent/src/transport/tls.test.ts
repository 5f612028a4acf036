import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect, createServer as createSilentServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, hasOpenssl, type Identity, identityOf } from '../testing/certificates.ts';
import { createHttpClient, type HttpClientOptions } from './http-client.ts';
import { toFingerprint } from './trust.ts';

if (!hasOpenssl) console.warn('The openssl program is not installed: tests of TLS are skipped');

describe.skipIf(!hasOpenssl)('https', () => {
  let folder: string;
  let authority: ReturnType<typeof createAuthority>;
  let good: Identity;
  const opened: Server[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
    authority = createAuthority(folder);
    good = authority.issue('good', 'IP:127.0.0.1');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => {
    for (const server of opened.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A server that says who asked, and remembers every byte that came. */
  async function serve(identity: Identity, options: object = {}) {
    const requests: string[] = [];
    const server = createServer({ ...identityOf(identity), ...options }, (request, response) => {
      requests.push(`${request.method} ${request.url}`);
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(`<REPLY>${subject?.CN ?? ''}</REPLY>`);
    });
    opened.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests };
  }

  const post = async (url: string, options: Partial<HttpClientOptions> = {}) => {
    const client = createHttpClient({
      timeoutMs: 60_000,
      userAgent: 'test',
      checkCertificates: true,
      user: null,
      password: null,
      retries: 0,
      ...options,
    });
    try {
      return Buffer.from(await client.post(url, 'x')).toString();
    } finally {
      client.close();
    }
  };
  const trusting = () => ({ caFile: authority.caFile });

  test.each(['both', 'bundled', 'system'] as const)('refuses a certificate nobody vouches for (%s)', async (trust) => {
    const { url, requests } = await serve(good);
    await expect(post(url, { trust })).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
    expect(requests).toEqual([]);
  });

  test('accepts one of the authority in --ca, or in a folder', async () => {
    const { url } = await serve(good);
    expect(await post(url, trusting())).toBe('<REPLY></REPLY>');
    const caFolder = join(folder, 'authorities');
    mkdirSync(caFolder);
    copyFileSync(authority.caFile, join(caFolder, 'a.crt'));
    copyFileSync(authority.caFile, join(caFolder, '12ab34cd.0'));
    writeFileSync(join(caFolder, 'README'), 'no certificate');
    expect(await post(url, { caFolder })).toBe('<REPLY></REPLY>');
  });

  test.each([
    {
      name: 'that has expired',
      altName: 'IP:127.0.0.1',
      times: ['20200101000000Z', '20200102000000Z'] as const,
      reason: 'expired',
    },
    {
      name: 'that is not valid yet',
      altName: 'IP:127.0.0.1',
      times: ['20980101000000Z', '20990101000000Z'] as const,
      reason: 'not valid yet',
    },
    { name: 'of another name', altName: 'DNS:elsewhere.example', times: null, reason: "not in the cert's list" },
  ])('refuses a certificate $name, and says why', async ({ name, altName, times, reason }) => {
    const { url, requests } = await serve(authority.issue(name.replaceAll(' ', '-'), altName, times));
    const refused = await post(url, trusting()).catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'CERTIFICATE_REFUSED', message: expect.stringContaining(reason) });
    expect(requests).toEqual([]);
  });

  test('accepts any when told not to check, and says which', async () => {
    const { url } = await serve(good);
    const warned: string[] = [];
    await post(url, { checkCertificates: false, warn: (message) => warned.push(message) });
    expect(warned).toEqual([expect.stringContaining(authority.fingerprint(good).replaceAll(':', ''))]);
  });

  test('accepts a pinned certificate, whoever vouches for it', async () => {
    const { url } = await serve(good);
    const fingerprint = authority.fingerprint(good);
    expect(await post(url, { fingerprints: [`sha256$${fingerprint.replaceAll(':', '').toLowerCase()}`] })).toContain(
      'REPLY',
    );
    expect(await post(url, { fingerprints: ['0'.repeat(64), fingerprint] })).toContain('REPLY');
  });

  test('looks at the certificate of every connection', async () => {
    const { url } = await serve(good);
    opened[0]?.prependListener('request', (_, response) => response.setHeader('Connection', 'close'));
    const client = createHttpClient({
      timeoutMs: 5_000,
      userAgent: 'test',
      checkCertificates: true,
      user: null,
      password: null,
      retries: 0,
      fingerprints: [authority.fingerprint(good)],
    });
    for (const message of ['first', 'second', 'third']) await client.post(url, message);
    client.close();
  });

  test('sends nothing where another certificate is pinned, though an authority vouches for this one', async () => {
    const { url, requests } = await serve(good);
    const pinned = { ...trusting(), fingerprints: ['ab'.repeat(32)] };
    await expect(post(url, pinned)).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
    expect(requests).toEqual([]);
    await expect(post(url, { fingerprints: ['abc'] })).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });

  test('checks, and pins, through a proxy', async () => {
    const { url, requests } = await serve(good);
    const logins = new Set<string | undefined>();
    const proxy = createHttpServer().on('connect', (request, socket: Socket) => {
      logins.add(request.headers['proxy-authorization']);
      const upstream = connect(Number(String(request.url).split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      for (const end of [upstream, socket]) end.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const through = { proxy: `http://alice:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    expect(await post(url, { ...through, ...trusting() })).toContain('REPLY');
    expect(await post(url, { ...through, fingerprints: [authority.fingerprint(good)] })).toContain('REPLY');
    expect(await post(url, { ...through, checkCertificates: false })).toContain('REPLY');
    expect(requests).toHaveLength(3);
    await expect(post(url, through)).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
    const other = { ...through, fingerprints: ['ab'.repeat(32)] };
    await expect(post(url, other)).rejects.toMatchObject({ code: 'CERTIFICATE_REFUSED' });
    expect(requests).toHaveLength(3);
    expect([...logins]).toEqual([`Basic ${Buffer.from('alice:secret').toString('base64')}`]);
    proxy.closeAllConnections();
    proxy.close();
  });

  test('a proxy that refuses the tunnel is told from the server', async () => {
    const proxy = createHttpServer().on('connect', (_, socket: Socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const through = { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    await expect(post('https://127.0.0.1:1/', through)).rejects.toMatchObject({ code: 'PROXY_FAILED' });
    proxy.close();
  });

  test.each(['', 'http://127.0.0.1:PORT'])(
    'who accepts and says nothing is not waited for long (proxy %j)',
    async (proxy) => {
      const accepted: Socket[] = [];
      const silent = createSilentServer((socket) => accepted.push(socket));
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      const patience = { connectTimeoutMs: 200, timeoutMs: 60_000, retries: 5 };
      const through = proxy === '' ? {} : { proxy: proxy.replace('PORT', String(port)) };
      for (const more of [{}, { checkCertificates: false }]) {
        await expect(post(`https://127.0.0.1:${port}/`, { ...patience, ...through, ...more })).rejects.toMatchObject({
          code: proxy === '' ? 'SERVER_UNREACHABLE' : 'PROXY_FAILED',
          message: expect.stringContaining('no connection within 0.2 seconds'),
        });
      }
      for (const socket of accepted) socket.destroy();
      silent.close();
    },
  );

  test('presents a certificate: in two files, in one, and in one with a password', async () => {
    const me = authority.issue('pc-0042', 'DNS:pc-0042');
    const { url } = await serve(good, {
      requestCert: true,
      rejectUnauthorized: true,
      ca: readFileSync(authority.caFile),
    });
    const both = join(folder, 'both.pem');
    writeFileSync(both, `${readFileSync(me.certFile)}${readFileSync(me.keyFile)}`);
    const ways = [
      { certificateFile: me.certFile, keyFile: me.keyFile },
      { certificateFile: both },
      { certificateFile: authority.pack(me, 'open'), certificatePassword: 'open' },
    ];
    for (const way of ways) expect(await post(url, { ...trusting(), ...way })).toBe('<REPLY>pc-0042</REPLY>');
    await expect(post(url, trusting())).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  test.each(['caFile', 'caFolder', 'certificateFile'])('says when %s cannot be read', async (option) => {
    const { url } = await serve(good);
    const wrong = { [option]: join(folder, 'no-such') };
    await expect(post(url, wrong)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });

  test('a redirect never leads from https to http', async () => {
    const { url, requests } = await serve(good);
    const server = opened[0];
    server?.removeAllListeners('request');
    server?.on('request', (_, response) => {
      requests.push('redirected');
      response.writeHead(307, { Location: url.replace('https:', 'http:') }).end();
    });
    await expect(post(url, trusting())).rejects.toMatchObject({ details: { status: 307 } });
    expect(requests).toEqual(['redirected']);
  });

  test('a redirect leads to https elsewhere without the password', async () => {
    const { url } = await serve(good);
    const seen: (string | undefined)[] = [];
    opened[0]?.removeAllListeners('request');
    opened[0]?.on('request', (request, response) => {
      seen.push(request.headers.authorization);
      response.end('<REPLY/>');
    });
    const first = createHttpServer((request, response) => {
      const isKnown = request.headers.authorization !== undefined;
      response.writeHead(isKnown ? 307 : 401, { Location: url }).end();
    });
    await new Promise<void>((resolve) => first.listen(0, 'localhost', resolve));
    const from = `http://localhost:${(first.address() as AddressInfo).port}/`;
    await post(from, { ...trusting(), user: 'alice', password: 'secret' });
    expect(seen).toEqual([undefined]);
    first.closeAllConnections();
    first.close();
  });
});

test.each([
  ['sha256$AB', null],
  [`sha256$${'ab'.repeat(32)}`, 'AB'.repeat(32)],
  [`SHA-256:${'aB:'.repeat(32).slice(0, -1)}`, 'AB'.repeat(32)],
  [`sha1$${'ab'.repeat(20)}`, null],
])('toFingerprint(%s)', (text, expected) => expect(toFingerprint(text)).toBe(expected));
