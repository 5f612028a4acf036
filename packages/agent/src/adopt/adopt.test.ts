import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../command-line/run.ts';
import { configFor, readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { agentStore, NEW_AGENT, targetStore } from '../state.ts';
import { replayHost } from '../testing/replay-host.ts';
import { adoptedOptions, configText, shownOption } from './adopted-config.ts';
import type { Peer } from './peers.ts';

let folder: string;
let configFile: string;
let stateFolder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-agent-'));
  stateFolder = join(folder, 'state');
  configFile = put('muster/agent.cfg', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content: string | Buffer): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

async function adopt(...more: string[]) {
  let out = '';
  const status = await runCli({
    argv: ['adopt', '--conf-file', configFile, '--vardir', stateFolder, ...more],
    env: {},
    out: (text) => {
      out += text;
    },
    err: (text) => {
      out += text;
    },
    host: replayHost({ files: { '/proc/sys/kernel/hostname': 'pc-0042\n' } }),
  });
  return { status, out };
}

const log = createLog(() => undefined, false);
const agent = () => agentStore(stateFolder, log.warn).read();
const target = (url: string) => targetStore(stateFolder, url, log.warn).read();
const config = () => readConfig(['contact', '--conf-file', configFile], {});

/** As Perl's nstore writes a hash of texts. */
function dump(values: Readonly<Record<string, string | Buffer>>): Buffer {
  const size = (bytes: Buffer) => Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]);
  const pairs = Object.entries(values).flatMap(([key, value]) => {
    const [name, content] = [Buffer.from(key), Buffer.from(value)];
    return [Buffer.from([10, content.length]), content, size(name), name];
  });
  return Buffer.concat([
    Buffer.from('pst0\u0005\u000b\u0003'),
    Buffer.from([0, 0, 0, Object.keys(values).length]),
    ...pairs,
  ]);
}

const ID = 'pc-0042-2020-01-02-03-04-05';
const URL = 'http://ocs.example.org/ocsinventory';
const CONF = `<CONF><DEVICEID>${ID}</DEVICEID><PROLOG_FREQ>24</PROLOG_FREQ></CONF>`;
const ADM = `<ADM><ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>Paris</KEYVALUE></ACCOUNTINFO>
<ACCOUNTINFO><KEYNAME>Room</KEYNAME><KEYVALUE>B 12</KEYVALUE></ACCOUNTINFO></ADM>`;

describe('an agent of OCS Inventory', () => {
  const ocs = (more = '') =>
    put(
      'ocsinventory/ocsinventory-agent.cfg',
      `# comment\nserver=ocs.example.org\nbasevardir = ${folder}/ocs\n${more}`,
    );
  const state = () => {
    put('ocs/http:__ocs.example.org_ocsinventory/ocsinv.conf', CONF);
    put('ocs/http:__ocs.example.org_ocsinventory/ocsinv.adm', ADM);
  };

  test('is replaced under its device id, with its label and administrative data', async () => {
    state();
    const { status, out } = await adopt(
      '--from',
      ocs('tag="Paris"\nuser = YWxpY2U=\npassword=c2VjcmV0\nssl=0\nsnmp = 1\n'),
    );
    expect(status).toBe(0);
    expect(await agent()).toMatchObject({ deviceId: ID, hostName: 'pc-0042', agentId: expect.any(String) });
    expect(await target(URL)).toMatchObject({
      reportedDeviceId: ID,
      prologFreqHours: 24,
      accountInfo: [
        { name: 'TAG', value: 'Paris' },
        { name: 'Room', value: 'B 12' },
      ],
    });
    expect(config()).toMatchObject({
      servers: [URL],
      tag: 'Paris',
      user: 'alice',
      password: 'secret',
      checkCertificates: false,
    });
    expect(out).toContain(`server ${URL} of OCS Inventory, as ${ID}, label "Paris"`);
    expect(out).toContain('option "snmp": it means nothing here');
    expect(out).not.toContain('secret');
  });

  test('keeps its device id though it is not of this host name', async () => {
    put('ocs/http:__ocs.example.org_ocsinventory/ocsinv.conf', CONF.replace('pc-0042', 'PC-0042.example.org'));
    await adopt('--from', ocs());
    await adopt('--from', ocs());
    expect((await agent()).deviceId).toBe('PC-0042.example.org-2020-01-02-03-04-05');
  });

  test('with damaged files gives what it can', async () => {
    state();
    put('ocs/http:__ocs.example.org_ocsinventory/ocsinv.adm', '<ADM><ACC');
    const { status, out } = await adopt('--from', ocs());
    expect(status).toBe(0);
    expect(await target(URL)).toMatchObject({ reportedDeviceId: ID, accountInfo: [] });
    expect(out).toMatch(/Not taken:\n.*ocsinv\.adm": /);
  });

  test('that has no server gives nothing', async () => {
    const { status, out } = await adopt('--from', put('ocsinventory/ocsinventory-agent.cfg', 'local=/tmp\n'));
    expect(status).toBe(1);
    expect(out).toContain('it reports to no server');
    expect(await agent()).toEqual(NEW_AGENT);
  });
});

describe('an agent of FusionInventory', () => {
  test('is replaced: several servers, included files, its dump', async () => {
    put('fusion/FusionInventory-Agent.dump', dump({ deviceid: ID }));
    put('fusioninventory/conf.d/a.cfg', 'tag = Lyon\nno-category = process, lvm\n');
    const from = put(
      'fusioninventory/agent.cfg',
      `server = glpi.example.org, https://other/plugins/fusioninventory/\nvardir = ${folder}/fusion\ndelaytime = 3600\nno-ssl-check = 0\nuser =\nproxy = http://u:secret@proxy:3128\nca-cert-file = '/etc/ca.pem'\ninclude "conf.d/"\n`,
    );
    const { status, out } = await adopt('--from', from);
    expect(status).toBe(0);
    expect((await agent()).deviceId).toBe(ID);
    expect(config()).toMatchObject({
      servers: ['http://glpi.example.org/', 'https://other/plugins/fusioninventory/'],
      tag: 'Lyon',
      user: null,
      checkCertificates: true,
      caFile: '/etc/ca.pem',
      proxy: 'http://u:secret@proxy:3128',
      without: ['processes', 'physicalVolumes', 'volumeGroups', 'logicalVolumes'],
    });
    expect(out).not.toContain('secret');
  });

  test.each([
    ['a dump that is none', Buffer.from('garbage')],
    ['a dump without its end', dump({ deviceid: ID }).subarray(0, 20)],
    ['a device id that is none', dump({ deviceid: '../../etc/passwd\n' })],
  ])('with %s gives its server', async (_, content) => {
    put('fusion/FusionInventory-Agent.dump', content);
    const { status, out } = await adopt('--from', put('fusion.cfg', `server = glpi\nvardir = ${folder}/fusion\n`));
    expect(status).toBe(0);
    expect((await agent()).deviceId).toMatch(/^pc-0042-2026/);
    expect(out).toContain('Not taken:');
  });
});

describe('an agent of GLPI', () => {
  const AGENT = 'f428f9ca-e4be-11f1-b14d-a5df7b16ada8';

  test.each([
    ['as text', AGENT],
    ['as bytes', Buffer.from(AGENT.replaceAll('-', ''), 'hex')],
  ])('is replaced with its agent id (%s)', async (_, agentid) => {
    put('glpi/GLPI-Agent.dump', dump({ deviceid: ID, agentid }));
    await adopt('--from', put('glpi-agent/agent.cfg', `server = https://glpi/\nvardir = ${folder}/glpi\n`));
    expect(await agent()).toMatchObject({ deviceId: ID, agentId: AGENT });
    expect(await target('https://glpi/')).toMatchObject({ agentId: AGENT, reportedDeviceId: ID });
  });

  test('does not take away what this agent is known by, unless told to', async () => {
    put('glpi/GLPI-Agent.dump', dump({ deviceid: ID, agentid: AGENT }));
    const from = put('glpi-agent/agent.cfg', `server = https://glpi/\nvardir = ${folder}/glpi\n`);
    const own = {
      ...NEW_AGENT,
      deviceId: 'pc-0042-2026-01-01-00-00-00',
      agentId: AGENT.replace('f', '0'),
      hostName: 'pc-0042',
    };
    await agentStore(stateFolder, log.warn).write(own);
    const { out } = await adopt('--from', from);
    expect(await agent()).toMatchObject({ deviceId: own.deviceId, agentId: own.agentId });
    expect(await target('https://glpi/')).toMatchObject({ ownDeviceId: ID, ownDeviceIdHostName: 'pc-0042' });
    expect(out).toContain('--force replaces it');
    await adopt('--from', from, '--force');
    expect(await agent()).toMatchObject({ deviceId: ID, agentId: AGENT });
  });
});

test('the servers this agent has already stay', async () => {
  put('muster/agent.cfg', 'server = http://mine/\ntag = Paris\n');
  put('fusion.cfg', `server = http://mine/, http://theirs/\nvardir = ${folder}/fusion\n`);
  await adopt('--from', join(folder, 'fusion.cfg'));
  expect(config()).toMatchObject({ servers: ['http://mine/', 'http://theirs/'], tag: 'Paris' });
});

test('two agents keep what each says, for its own servers', async () => {
  const peer = (configFile: string, url: string, tag: string, port: string): Peer => ({
    family: 'fusion',
    configFile,
    servers: [{ url, deviceId: ID, prologFreqHours: null, account: [] }],
    agentId: null,
    problems: [],
    options: [
      { key: 'tag', value: tag },
      { key: 'httpd-port', value: port },
    ],
  });
  const { options, problems } = adoptedOptions([
    peer('one.cfg', 'http://one/', 'Paris', '1'),
    peer('two.cfg', 'http://u:secret@two/', 'Lyon # 2', '2'),
  ]);
  put('muster/agent.d/adopted.cfg', configText(options));
  expect(config()).toMatchObject({ servers: ['http://one/', 'http://u:secret@two/'], tag: null, httpd: { port: 1 } });
  expect(['http://one/', 'http://two/'].map((url) => configFor(config(), url).tag)).toEqual(['Paris', 'Lyon # 2']);
  expect(problems).toEqual([expect.stringContaining('"httpd-port" of "two.cfg"')]);
  expect(options.map(shownOption).join()).not.toContain('secret');
});

test('a file that is not there is an error', async () => {
  expect(await adopt('--from', join(folder, 'none'))).toMatchObject({ status: 2 });
});

test('nobody else may read what was taken', async () => {
  put('fusion.cfg', `server = glpi\npassword = secret\nvardir = ${folder}/fusion\n`);
  await adopt('--from', join(folder, 'fusion.cfg'));
  const path = join(dirname(configFile), 'agent.d/adopted.cfg');
  expect(readFileSync(path, 'utf8')).toContain('password = secret');
  expect((await import('node:fs')).statSync(path).mode & 0o777).toBe(0o600);
});
