import { join } from 'node:path';
import { checkDeviceId, childrenNamed, childText, decodeText, readXml, type XmlElement } from '@muster/protocol';
import { type PeerConfig, parsePeerConfig } from './peer-config.ts';
import { readStorable, type Stored } from './storable.ts';

/** Reads a file; null when there is none, or it may not be read. */
export type ReadFile = (path: string) => Buffer | null;
export type ListFolder = (path: string) => readonly string[];
export type Files = { readonly read: ReadFile; readonly list: ListFolder };

export type Family = 'ocs' | 'fusion' | 'glpi';

/** Another agent, as its files describe it. */
export type Peer = {
  readonly family: Family;
  readonly configFile: string;
  /** What of its options is also ours, by the name of ours. */
  readonly options: readonly { readonly key: string; readonly value: string }[];
  readonly servers: readonly PeerServer[];
  /** UUID of the agent; only GLPI agents have one. */
  readonly agentId: string | null;
  /** What could not be taken, and why. */
  readonly problems: readonly string[];
};

export type PeerServer = {
  /** As ours is configured: a complete URL. */
  readonly url: string;
  readonly deviceId: string | null;
  readonly prologFreqHours: number | null;
  readonly account: readonly { readonly name: string; readonly value: string }[];
};

export const NAMES: Readonly<Record<Family, string>> = {
  ocs: 'OCS Inventory',
  fusion: 'FusionInventory',
  glpi: 'GLPI',
};

/** Where packages put configurations. */
export const CONFIG_FILES: readonly { readonly family: Family; readonly path: string }[] = [
  { family: 'ocs', path: '/etc/ocsinventory/ocsinventory-agent.cfg' },
  { family: 'ocs', path: '/etc/ocsinventory-agent/ocsinventory-agent.cfg' },
  { family: 'ocs', path: '/usr/local/etc/ocsinventory/ocsinventory-agent.cfg' },
  { family: 'glpi', path: '/etc/glpi-agent/agent.cfg' },
  { family: 'fusion', path: '/etc/fusioninventory/agent.cfg' },
];

const STATE_FOLDERS: Readonly<Record<Family, string>> = {
  ocs: '/var/lib/ocsinventory-agent',
  fusion: '/var/lib/fusioninventory-agent',
  glpi: '/var/lib/glpi-agent',
};

/** Whose a configuration is that somebody names: by its path, else by what only one family has. */
export function familyOf(path: string, config: PeerConfig): Family {
  if (/ocsinventory/i.test(path)) return 'ocs';
  if (/glpi/i.test(path)) return 'glpi';
  if (/fusion/i.test(path)) return 'fusion';
  if (config.values.has('basevardir') || config.values.has('ssl')) return 'ocs';
  return ['oauth-client-id', 'ssl-fingerprint', 'full-inventory-postpone'].some((key) => config.values.has(key))
    ? 'glpi'
    : 'fusion';
}

/** Reads another agent; null when there is no such file. */
export function readPeer(configFile: string, files: Files, family: Family | null = null): Peer | null {
  const config = parsePeerConfig(configFile, files);
  if (config === null) return null;
  const kind = family ?? familyOf(configFile, config);
  const problems: string[] = [];
  const state = kind === 'ocs' ? readOcsState(config, files, problems) : readFusionState(kind, config, files, problems);
  const options = takeOptions(kind, config, files, state.stateFolders, problems);
  if (state.servers.length === 0) problems.push('it reports to no server');
  return { family: kind, configFile, options, servers: state.servers, agentId: state.agentId, problems };
}

type PeerState = {
  readonly servers: readonly PeerServer[];
  readonly agentId: string | null;
  readonly stateFolders: readonly string[];
};

/** One folder a server, with XML files. Source: agent-protocols §1.2. */
function readOcsState(config: PeerConfig, files: Files, problems: string[]): PeerState {
  const base = lastOf(config, 'basevardir') ?? STATE_FOLDERS.ocs;
  const stateFolders: string[] = [];
  const servers = serversOf(config, 'ocsinventory', problems).map(({ url, asWritten }): PeerServer => {
    const folder = join(base, asWritten.replaceAll('/', '_'));
    stateFolders.push(folder);
    const conf = readXmlFile(join(folder, 'ocsinv.conf'), files, problems);
    const account = readXmlFile(join(folder, 'ocsinv.adm'), files, problems);
    const hours = Number(conf === null ? Number.NaN : childText(conf, 'PROLOG_FREQ'));
    return {
      url,
      deviceId: toDeviceId(conf === null ? null : childText(conf, 'DEVICEID'), join(folder, 'ocsinv.conf'), problems),
      prologFreqHours: hours > 0 ? hours : null,
      account: account === null ? [] : accountOf(account),
    };
  });
  return { servers, agentId: null, stateFolders };
}

/** One dump for all servers. Source: agent-protocols §2.3, glpi-fusion-server §1.3. */
function readFusionState(family: 'fusion' | 'glpi', config: PeerConfig, files: Files, problems: string[]): PeerState {
  const folder = lastOf(config, 'vardir') ?? STATE_FOLDERS[family];
  const path = join(folder, family === 'glpi' ? 'GLPI-Agent.dump' : 'FusionInventory-Agent.dump');
  const state = readDump(path, files, problems);
  const deviceId = toDeviceId(state === null ? null : textOf(state.get('deviceid')), path, problems);
  const servers = serversOf(config, '', problems).map(({ url, asWritten }): PeerServer => {
    const target = readDump(join(folder, asWritten.replaceAll('/', '_'), 'target.dump'), files, []);
    const seconds = Number(target?.get('maxDelay') ?? Number.NaN);
    return { url, deviceId, prologFreqHours: seconds > 0 ? seconds / 3600 : null, account: [] };
  });
  return { servers, agentId: toUuid(state?.get('agentid')), stateFolders: [] };
}

/** Addresses as the other agent completes them, and as it names its folders. */
function serversOf(config: PeerConfig, path: string, problems: string[]): { url: string; asWritten: string }[] {
  return listOf(config, 'server').flatMap((text) => {
    const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
    const slash = !hasScheme && path === '' && !text.includes('/') ? '/' : '';
    const complete = hasScheme ? text : `http://${text}${path === '' ? slash : `/${path}`}`;
    const url = URL.parse(complete);
    if (url !== null && /^https?:$/.test(url.protocol)) return [{ url: url.href, asWritten: complete }];
    problems.push(`server "${complete.replace(/\/\/[^/@]*@/, '//')}": it is no http or https address`);
    return [];
  });
}

/** Options that mean the same there and here, by their names there. */
const SAME: Readonly<Record<string, string>> = {
  tag: 'tag',
  proxy: 'proxy',
  ca: 'ca',
  'ca-cert-file': 'ca',
  'ca-cert-dir': 'ca-cert-dir',
  'ssl-cert-file': 'ssl-cert-file',
  'ssl-key-file': 'ssl-key-file',
  'ssl-fingerprint': 'ssl-fingerprint',
  'ssl-keystore': 'ssl-keystore',
  'oauth-client-id': 'oauth-client-id',
  'oauth-client-secret': 'oauth-client-secret',
  'full-inventory-postpone': 'full-inventory-postpone',
  timeout: 'timeout',
  'httpd-ip': 'httpd-ip',
  'httpd-port': 'httpd-port',
  'httpd-trust': 'httpd-trust',
  'no-category': 'no-category',
  delaytime: 'delaytime',
};
const SWITCHES: Readonly<Record<string, string>> = {
  'no-ssl-check': 'no-ssl-check',
  'no-httpd': 'no-httpd',
  lazy: 'lazy',
};
/** What is taken elsewhere, or is of no use to another program: its own folders, log, and way of running. */
const PASSED_OVER = new Set([
  ...['server', 'vardir', 'basevardir', 'include', 'conf-reload-interval', 'conf-file', 'logger', 'logfile', 'color'],
  ...['logfile-maxsize', 'logfacility', 'debug', 'daemon', 'no-fork', 'pidfile', 'user', 'password', 'realm', 'ssl'],
  ...['stderr', 'html', 'json', 'no-compression', 'backend-collect-timeout', 'devlib', 'info', 'nosoft', 'nosoftware'],
]);
/** Their own defaults, which packages write out: not worth keeping. */
const DEFAULTS: Readonly<Record<string, string>> = { delaytime: '3600', timeout: '180', 'httpd-port': '62354' };

function takeOptions(
  family: Family,
  config: PeerConfig,
  files: Files,
  stateFolders: readonly string[],
  problems: string[],
): { key: string; value: string }[] {
  const taken: { key: string; value: string }[] = [];
  for (const key of config.values.keys()) {
    const values = listOf(config, key);
    const own = SAME[key];
    const isSwitch = Object.hasOwn(SWITCHES, key);
    if (own !== undefined) {
      const kept = values.filter((value) => value !== '' && value !== DEFAULTS[key]);
      for (const value of kept) taken.push({ key: own, value });
    } else if (isSwitch) {
      if (isOn(values.at(-1))) taken.push({ key: SWITCHES[key] ?? key, value: '1' });
    } else if (key === 'local' && values.some((value) => value !== '')) {
      problems.push('option "local": only what goes to servers is taken over; say --local here, too, if it is wanted');
    } else if (!PASSED_OVER.has(key) && values.some((value) => value !== '' && value !== '0')) {
      problems.push(`option "${key}": it means nothing here`);
    }
  }
  taken.push(...takeLogin(family, config));
  if (isOn(lastOf(config, 'nosoftware') ?? lastOf(config, 'nosoft'))) taken.push({ key: 'without', value: 'software' });
  if (family === 'ocs') {
    if (lastOf(config, 'ssl') === '0') taken.push({ key: 'no-ssl-check', value: '1' });
    const beside = stateFolders.map((folder) => join(folder, 'cacert.pem')).find((path) => files.read(path) !== null);
    if (beside !== undefined && lastOf(config, 'ca') === null) taken.push({ key: 'ca', value: beside });
  }
  return taken;
}

/** OCS keeps both in Base64. Source: agent-protocols §1.1. */
function takeLogin(family: Family, config: PeerConfig): { key: string; value: string }[] {
  return ['user', 'password'].flatMap((key) => {
    const value = lastOf(config, key);
    if (value === null || value === '') return [];
    return [{ key, value: family === 'ocs' ? Buffer.from(value, 'base64').toString('utf8') : value }];
  });
}

const isOn = (value: string | null | undefined) => /^(1|yes|true|on)$/i.test(value ?? '');
const lastOf = (config: PeerConfig, key: string) => config.values.get(key)?.at(-1) ?? null;

/** Of what was written several times, or with commas, all. */
function listOf(config: PeerConfig, key: string): string[] {
  const values = config.values.get(key) ?? [];
  const isList = ['server', 'httpd-trust', 'ssl-fingerprint', 'no-category'].includes(key);
  // Only what stands last counts; within it, commas.
  const last = values.at(-1) ?? '';
  return (isList ? last.split(',') : [last]).map((value) => value.trim()).filter((value) => value !== '' || !isList);
}

function readXmlFile(path: string, { read }: Files, problems: string[]): XmlElement | null {
  const bytes = read(path);
  if (bytes === null) return null;
  try {
    return readXml(decodeText(bytes));
  } catch (error) {
    problems.push(`"${path}": ${(error as Error).message}`);
    return null;
  }
}

function accountOf(root: XmlElement): { name: string; value: string }[] {
  return childrenNamed(root, 'ACCOUNTINFO').flatMap((pair) => {
    const [name, value] = [childText(pair, 'KEYNAME'), childText(pair, 'KEYVALUE')];
    return name === null || value === null ? [] : [{ name, value }];
  });
}

function readDump(path: string, { read }: Files, problems: string[]): Map<string, Stored> | null {
  const bytes = read(path);
  if (bytes === null) return null;
  try {
    const state = readStorable(bytes);
    if (state instanceof Map) return state;
    throw new Error('it holds no state');
  } catch (error) {
    problems.push(`"${path}": ${(error as Error).message}`);
    return null;
  }
}

function textOf(value: Stored | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function toDeviceId(text: string | null, path: string, problems: string[]): string | null {
  try {
    if (text !== null) return checkDeviceId(text);
    problems.push(`the device id: there is none in "${path}"`);
  } catch {
    problems.push(`the device id in "${path}": it is not of a known form`);
  }
  return null;
}

/** GLPI agents keep it as text, older ones as the sixteen bytes. */
function toUuid(value: Stored | undefined): string | null {
  const hex = Buffer.isBuffer(value) ? value.toString('hex') : (textOf(value) ?? '').replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
