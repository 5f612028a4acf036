import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWtmpdb } from '../../linux/logins.ts';
import { parseNetSockets } from '../../linux/sockets.ts';
import { parseExecStart, parseSystemctlShow } from '../../linux/systemd.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { linuxCertificates } from './certificates.ts';
import { parseUbuntuPro } from './license-infos.ts';
import { hostIdOf } from './operating-system.ts';
import { parseApkRepositories, parseFlatpakConfig, parsePacmanConf } from './repositories.ts';
import { linuxServices } from './services.ts';
import { linuxSessions } from './sessions.ts';

process.env.TZ = 'UTC';

describe('services', () => {
  const shown = `Id=ssh.service
Description=OpenBSD Secure Shell server
LoadState=loaded
ActiveState=active
SubState=running
UnitFileState=enabled
MainPID=612
User=
FragmentPath=/lib/systemd/system/ssh.service
ExecStart={ path=/usr/sbin/sshd ; argv[]=/usr/sbin/sshd -D $SSHD_OPTS ; ignore_errors=no ; pid=612 }
ExecMainStatus=0

Id=gone.service
LoadState=not-found
ActiveState=inactive

Id=once.service
LoadState=loaded
ActiveState=active
SubState=exited
UnitFileState=static
MainPID=0
User=backup
ExecMainStatus=3
`;

  test('parseSystemctlShow() reads units that are there', () => {
    expect(parseSystemctlShow(shown)).toMatchObject([
      {
        name: 'ssh',
        status: 'running',
        startType: 'automatic',
        account: 'root',
        command: '/usr/sbin/sshd -D $SSHD_OPTS',
        pid: 612,
        exitCode: null,
      },
      { name: 'once', status: 'exited', startType: 'manual', account: 'backup', pid: null, exitCode: 3 },
    ]);
    expect(parseExecStart('')).toBeNull();
  });

  test('a silent systemd leaves the section out', async () => {
    const host = replayHost({ files: { '/run/systemd/system': '' } });
    await expect(linuxServices.collect(host)).rejects.toThrow('systemctl');
  });

  test('init scripts are read where there is no systemd', async () => {
    const files = {
      '/etc/init.d/apache2':
        '#!/bin/sh\n### BEGIN INIT INFO\n# Short-Description: Apache2 web server\n### END INIT INFO\n',
      '/etc/init.d/README': '',
      '/run/apache2/apache2.pid': '77\n',
      '/proc/77/stat': '77 (apache2) S 1 1 1 0 -1 0 1 0 0 0 1 1 0 0 20 0 1 0 1 1 1 0\n',
    };
    const folders = { '/proc': ['77'], '/etc/rc2.d': ['S01apache2'], '/etc/rc3.d': [], '/etc/rc5.d': [] };
    expect(await linuxServices.collect(replayHost({ files, folders }))).toMatchObject([
      {
        name: 'apache2',
        displayName: 'Apache2 web server',
        status: 'running',
        startType: 'automatic',
        manager: 'sysv',
        pid: 77,
      },
    ]);
  });

  test('OpenRC tells itself what it started', async () => {
    const files = { '/etc/init.d/sshd': 'description="OpenBSD Secure Shell server"\n' };
    const folders = {
      '/etc/runlevels': ['default'],
      '/etc/runlevels/default': ['sshd'],
      '/run/openrc/started': ['sshd'],
    };
    expect(await linuxServices.collect(replayHost({ files, folders }))).toMatchObject([
      { name: 'sshd', displayName: 'OpenBSD Secure Shell server', status: 'running', manager: 'openrc' },
    ]);
  });
});

test('parseNetSockets() reads addresses of both kinds, and only what waits', () => {
  const line = (local: string, remote: string, state: string) =>
    `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  1000        0 42 1 0000000000000000\n`;
  const any6 = '00000000000000000000000000000000';
  const text =
    '  sl  local_address\n' +
    line('0100007F:0016', '00000000:0000', '0A') +
    line('0100007F:9999', '0100007F:0016', '01') +
    line('B80D0120000000000000000001000000:01BB', `${any6}:0000`, '0A');
  expect(parseNetSockets(text, 'tcp')).toMatchObject([
    { address: '127.0.0.1', port: 22, uid: 1000, inode: '42' },
    { address: '2001:db8::1', port: 443 },
  ]);
});

test('sessions come from systemd, and from utmp what that does not have', async () => {
  const files = {
    '/run/systemd/sessions/3':
      'USER=alice\nSTATE=active\nCLASS=user\nTYPE=tty\nTTY=pts/0\nREMOTE_HOST=192.0.2.7\nREALTIME=1700000000000000\n',
    '/run/systemd/sessions/c1': 'USER=gdm\nSTATE=active\nCLASS=greeter\n',
  };
  expect(await linuxSessions.collect(replayHost({ files }))).toEqual([
    {
      login: 'alice',
      terminal: 'pts/0',
      remoteHost: '192.0.2.7',
      type: 'tty',
      startedAt: '2023-11-14 22:13:20',
      state: 'active',
    },
  ]);
});

test('parseWtmpdb() reads logins, and not when the machine was started', () => {
  const entries = [
    {
      user: 'alice',
      tty: 'pts/2',
      hostname: '192.0.2.7',
      login: '2026-08-28T20:06:29+0100',
      logout: 'still logged in',
    },
    { user: 'reboot', tty: 'system boot', login: '2026-08-18T22:37:24+0100', logout: 'still running ' },
    { user: 'bob', login: 'long ago' },
  ];
  expect(parseWtmpdb(JSON.stringify({ entries }))).toEqual([
    { user: 'alice', line: 'pts/2', at: new Date('2026-08-28T19:06:29Z'), from: '192.0.2.7' },
  ]);
  for (const text of ['', 'null', '{}', '{"entries":1}']) expect(parseWtmpdb(text)).toEqual([]);
});

describe('certificates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-certificate-'));
  const file = join(folder, 'c.pem');
  const subject = [
    '-subj',
    '/O=Example/CN=www.example.org',
    '-addext',
    'subjectAltName=DNS:www.example.org,IP:192.0.2.1',
  ];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(folder, 'k.pem')];
  execFileSync('openssl', ['req', '-x509', '-days', '30', ...key, ...subject, '-out', file], { stdio: 'ignore' });
  const pem = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });

  test('those of services are read, those of authorities and keys are not', async () => {
    const files = {
      '/etc/nginx/tls/www.crt': pem,
      '/etc/nginx/tls/www.key.pem': '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n',
      '/etc/ssl/certs/authority.pem': pem,
      '/etc/ssl/certs/snakeoil.pem': pem,
      '/etc/ssl/private/snakeoil.key': '',
      '/etc/letsencrypt/live/www.example.org/cert.pem': pem,
      '/etc/letsencrypt/live/www.example.org/privkey.pem': pem,
      '/etc/httpd/broken.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    };
    const folders = { '/etc/ssl': ['certs', 'private'], '/etc/ssl/certs': ['authority.pem', 'snakeoil.pem'] };
    const found = (await linuxCertificates.collect(replayHost({ files, folders }))) ?? [];
    expect(found.map(({ path }) => path)).toEqual([
      '/etc/ssl/certs/snakeoil.pem',
      '/etc/letsencrypt/live/www.example.org/cert.pem',
      '/etc/nginx/tls/www.crt',
    ]);
    expect(found[0]).toMatchObject({
      subject: 'O=Example, CN=www.example.org',
      names: ['www.example.org', '192.0.2.1'],
      selfSigned: true,
      keyType: 'ec prime256v1',
    });
    expect(found[0]?.validUntil).toMatch(/^\d{4}-\d{2}-\d{2} /);
  });
});

test('parseUbuntuPro() reads a machine that is attached', () => {
  const status = {
    attached: true,
    effective: '2024-01-02T03:04:05+00:00',
    contract: { id: 'c-1', name: 'Company' },
    services: [
      { name: 'esm-infra', status: 'enabled' },
      { name: 'fips', status: 'disabled' },
    ],
  };
  expect(parseUbuntuPro(JSON.stringify(status))).toMatchObject({
    fullName: 'Company',
    productId: 'c-1',
    components: 'esm-infra',
    activatedAt: '2024-01-02 03:04:05',
  });
  expect(parseUbuntuPro('{"attached":false}')).toBeNull();
  expect(parseUbuntuPro('nonsense')).toBeNull();
});

test.each([
  ['127.0.1.1 pc.example.org pc # mine', 'pc', '007f0101'],
  ['::1 pc', 'pc', null],
  ['192.0.2.1 other', 'pc', null],
])('hostIdOf(%j, %j) is %j', (hosts, name, expected) => {
  expect(hostIdOf(hosts, name)).toBe(expected);
});

describe('repositories', () => {
  test('of pacman', () => {
    const text =
      '[options]\nHoldPkg = pacman\n\n[core]\nInclude = /etc/pacman.d/mirrorlist\n[own]\nServer = https://user:secret@example.org/$arch\n';
    expect(parsePacmanConf(text)).toEqual([
      { name: 'core', baseUrl: null, mirrors: '/etc/pacman.d/mirrorlist', enabled: 'yes' },
      { name: 'own', baseUrl: 'https://example.org/$arch', mirrors: null, enabled: 'yes' },
    ]);
  });

  test('of apk', () => {
    expect(
      parseApkRepositories(
        '#http://x/off\nhttps://dl.example.org/alpine/v3.20/main\n@edge https://dl.example.org/alpine/edge/testing\n',
      ),
    ).toMatchObject([
      { name: 'v3.20 main', tag: null },
      { name: 'edge testing', tag: '@edge' },
    ]);
  });

  test('of flatpak', () => {
    expect(parseFlatpakConfig('[core]\nmode=bare\n\n[remote "flathub"]\nurl=https://dl.flathub.org/repo/\n')).toEqual([
      { name: 'flathub', baseUrl: 'https://dl.flathub.org/repo/', enabled: 'yes' },
    ]);
  });
});
