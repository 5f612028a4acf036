import { describe, expect, test } from 'vitest';
import { filtersIptables, filtersNft, linuxFirewalls } from '../../collectors/linux/firewalls.ts';
import { replayHost } from '../../testing/replay-host.ts';
import { parseCortex, parseCrowdStrike, parseDefender, parseSignatures, readAntivirus } from './antivirus.ts';
import { parseTeamViewer, parseTeamViewerInfo, readRemoteControl } from './remote-control.ts';

describe('antivirus', () => {
  const health = JSON.stringify({
    appVersion: '101.1',
    definitionsStatus: { $type: 'upToDate' },
    definitionsVersion: '1.395',
    realTimeProtectionEnabled: { value: true },
  });

  test('Defender is asked where it is installed', async () => {
    const program = '/opt/microsoft/mdatp/sbin/wdavdaemonclient';
    const commands = { [`${program} health --output json`]: health };
    expect(await readAntivirus(replayHost({ files: { [program]: '' }, commands }))).toMatchObject([
      { name: 'Microsoft Defender', version: '101.1', enabled: true, upToDate: true },
    ]);
    expect(await readAntivirus(replayHost({ commands }))).toEqual([]);
  });

  test('something unexpected is no antivirus, and is said', async () => {
    const program = '/opt/traps/bin/cytool';
    const said: string[] = [];
    const host = { ...replayHost({ files: { [program]: '' } }), report: (t: string) => said.push(t) };
    expect(await readAntivirus(host as never)).toEqual([]);
    expect(said.join()).toContain(program);
    for (const json of ['1', 'null', '', '{}', '[]']) expect(parseDefender(json)).toBeNull();
    expect(parseCortex('', '', '')).toBeNull();
  });

  test('ClamAV is known by its package, process and signatures', async () => {
    const files = {
      '/var/lib/dpkg/status': 'Package: clamav-daemon\nStatus: install ok installed\nVersion: 1.4.1+dfsg-1\n',
      '/var/lib/clamav/daily.cvd': 'ClamAV-VDB:17 Nov 2026 04-30 -0400:27338:2063000:90:x:y:z:1',
    };
    expect(await readAntivirus(replayHost({ files, now: '2026-11-20T09:40:00.000Z' }))).toMatchObject([
      { name: 'ClamAV', version: '1.4.1+dfsg-1', enabled: false, baseVersion: '27338', upToDate: true },
    ]);
  });

  test('signatures older than a week are out of date', () => {
    const head = 'ClamAV-VDB:17 Jul 2024 04-30 -0400:27338:1:90:x';
    expect(parseSignatures(head, new Date('2024-08-01'))).toMatchObject({
      baseCreatedOn: '2024-07-17',
      upToDate: false,
    });
    expect(parseSignatures('', new Date())).toBeNull();
  });

  test('a sensor that works with reduced means is not at work', () => {
    expect(parseCrowdStrike('version = 6.50.14407.0', 'rfm-state=true.')).toMatchObject({
      version: '6.50.14407.0',
      enabled: false,
    });
    expect(parseCrowdStrike('ERROR: you must be root', '')).toBeNull();
  });
});

describe('firewalls', () => {
  const files = { '/proc/net/dev': '' };
  const collect = (more: object, commands = {}) =>
    linuxFirewalls.collect(replayHost({ files: { ...files, ...more }, commands }));

  test('ufw is on as its settings say', async () => {
    expect(await collect({ '/etc/ufw/ufw.conf': '# x\nENABLED=yes\n' })).toMatchObject([
      { description: 'ufw', status: 'on' },
    ]);
    expect(await collect({ '/etc/ufw/ufw.conf': 'ENABLED=no\n' })).toMatchObject([
      { description: 'ufw', status: 'off' },
      { description: 'netfilter', status: 'off' },
    ]);
  });

  test('rules of one’s own count where no program manages them', async () => {
    const ruleset = 'table inet filter {\n chain input { type filter hook input priority 0; policy drop; }\n}\n';
    const modules = { '/proc/modules': 'nf_tables 1 1 - Live 0x0\n' };
    const nft = { 'nft --stateless list ruleset': ruleset };
    expect(await collect(modules, nft)).toMatchObject([{ description: 'netfilter', status: 'on' }]);
    expect(await collect({}, nft)).toMatchObject([{ description: 'netfilter', status: 'off' }]);
  });

  test('rules that let all pass are none', () => {
    expect(filtersNft('chain postrouting { type nat hook postrouting priority 100; masquerade }')).toBe(false);
    expect(filtersIptables(':INPUT ACCEPT [0:0]\n-A INPUT -j ACCEPT\n')).toBe(false);
    expect(filtersIptables(':INPUT DROP [0:0]\n')).toBe(true);
  });
});

describe('remote control', () => {
  test('TeamViewer: from its settings, else from what its program prints in colours', () => {
    const settings = '[int32] ClientID = 123456789\n[strng] Version = "15.27.3"\n';
    expect(parseTeamViewer(settings)).toEqual({ type: 'teamviewer', remoteId: '123456789', version: '15.27.3' });
    expect(parseTeamViewer('[int32] ClientID = 0\n')).toBeNull();
    expect(parseTeamViewerInfo('\u001b[1;32m TeamViewer ID:\u001b[0m  987654321\n')).toBe('987654321');
  });

  test('reads the settings of the others, and no passwords', async () => {
    const files = {
      '/etc/anydesk_ad_1a2b/system.conf': 'ad.anynet.id=111222333\n',
      '/etc/tacticalagent': '{"agentid":"abc","token":"secret"}',
      '/usr/share/dwagent/config.json': '{"key":"k-1","password":"secret"}',
      '/etc/passwd': 'root:x:0:0:root:/var/root:/bin/sh\n',
      '/var/root/.config/rustdesk/RustDesk.toml': "id = '444555666'\npassword = 'secret'\n",
      '/opt/screenconnect-0123456789abcdef/x': '',
      '/usr/local/mesh_services/meshagent/meshagent.msh': 'NodeID=node//abc\n',
    };
    const found = await readRemoteControl(replayHost({ files }));
    expect(found.map(({ type, remoteId }) => `${type} ${remoteId}`).sort()).toEqual([
      'anydesk 111222333',
      'dwservice k-1',
      'meshcentral node//abc',
      'rustdesk 444555666',
      'screenconnect 0123456789abcdef',
      'tacticalrmm abc',
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});
