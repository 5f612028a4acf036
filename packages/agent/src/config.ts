import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@muster/protocol/errors';
import { type Environment, isGiven, type Option, readSources, type SettingsOf } from './config-sources.ts';
import { type Dialect, toDialect } from './targets/dialect.ts';
import { targetKey } from './targets/target-key.ts';
import type { TrustStore } from './transport/trust.ts';

export const COMMANDS = {
  contact:
    'Ask each server what it wants, and do it: once, then end. This is what is done without a command, when there is a server.',
  daemon: 'Stay, and contact each server at a random moment between 50 % and 100 % of the time it asks for.',
  wake: 'Make the agent of this machine contact its servers now.',
  inventory: 'Print an inventory of this machine, and send nothing.',
  install:
    'Set up this machine: servers, label, and how the agent is started. What else is said is kept in the configuration.',
  uninstall: 'Undo "install"; with --purge also configuration and state.',
  answer: 'Answer at the socket that systemd hands over, and end: what "install --mode managed" sets up.',
  inject: 'Send inventories from files, folders or the standard input ("-") to each server.',
  adopt: 'Take over servers, device id, label and settings of an OCS Inventory, FusionInventory or GLPI agent.',
  doctor: 'Look for what keeps this agent from reporting, and say what to do about it.',
  capture: 'Write what the collectors read on this machine to a file, so that a problem can be replayed elsewhere.',
} as const;
export type Command = keyof typeof COMMANDS;

/**
 * Every option. The flag wins over the environment (`MUSTER_AGENT_` and the flag in capitals), that over the
 * configuration file (the flag is the key), that over the default.
 */
export const OPTIONS = {
  configFile: {
    flag: 'conf-file',
    type: 'text',
    value: 'FILE',
    otherwise: '/etc/muster-agent/agent.cfg, if it is there',
    meaning: 'Configuration file, and agent.d/*.cfg beside it. "none": read no file.',
    once: true,
  },
  // Targets
  server: {
    flag: 'server',
    short: 's',
    aliases: ['url'],
    type: 'many',
    value: 'URL',
    meaning: 'Server to report to; may be given several times. A bare host name means http://host/ocsinventory.',
  },
  local: {
    flag: 'local',
    short: 'l',
    type: 'many',
    value: 'DIR|FILE|-',
    meaning: 'Write the inventory to a folder (as DEVICEID.ocs), a file or the standard output, instead of a server.',
  },
  onceForAll: {
    flag: 'once-for-all',
    type: 'switch',
    meaning: 'Contact every server whenever one of them is due, and give all of them the same inventory.',
  },
  tag: {
    flag: 'tag',
    short: 't',
    type: 'text',
    value: 'TAG',
    meaning: 'Label of this machine, sent as long as the server has given it none.',
    perServer: true,
  },
  // One run
  daemon: {
    flag: 'daemon',
    short: 'd',
    type: 'switch',
    meaning: 'The same as the command "daemon". It stays in the foreground.',
    once: true,
  },
  force: {
    flag: 'force',
    short: 'f',
    type: 'switch',
    meaning: 'Send the inventory without asking the server whether it wants one.',
    once: true,
  },
  lazy: {
    flag: 'lazy',
    type: 'switch',
    meaning: 'Contact only the servers whose next moment has come, as they asked at the last contact.',
  },
  waitS: {
    flag: 'wait',
    short: 'w',
    type: 'number',
    range: [0, 86_400 * 7],
    value: 'SECONDS',
    otherwise: '0',
    meaning: 'Wait a random time of at most so long before anything else, so that a fleet does not come at once.',
  },
  delayTimeS: {
    flag: 'delaytime',
    type: 'number',
    range: [0, 86_400 * 7],
    value: 'SECONDS',
    otherwise: '3600',
    meaning: 'A daemon that never reported waits at least half of this and at most all of it.',
  },
  tasks: {
    flag: 'tasks',
    type: 'many',
    value: 'TASK',
    otherwise: 'all',
    meaning: 'Tasks to do, in this order; "..." stands for all others.',
    perServer: true,
  },
  noTask: {
    flag: 'no-task',
    type: 'many',
    value: 'TASK',
    meaning: 'Task not to do, whatever the server wants.',
    perServer: true,
  },
  // The inventory
  without: {
    flag: 'without',
    aliases: ['no-category'],
    type: 'many',
    value: 'SECTION',
    meaning:
      'Section to leave out, such as processes, or a category of GLPI, such as printer; may be given several times.',
  },
  including: {
    flag: 'with',
    type: 'many',
    value: 'SECTION',
    meaning: 'Section to collect that is left out otherwise: kernelModules, envs.',
  },
  noSoftware: {
    flag: 'nosoft',
    aliases: ['nosoftware', 'no-software'],
    type: 'switch',
    meaning: 'Leave out the software: the same as --without software.',
  },
  hide: {
    flag: 'hide',
    type: 'many',
    value: 'WHAT',
    meaning:
      'What not to tell, whatever the section: user-names, command-lines, serial-numbers, product-keys; may be given several times.',
  },
  scanHomes: {
    flag: 'scan-homedirs',
    aliases: ['scan-profiles'],
    type: 'switch',
    meaning: 'Look into the folders of users too: for what they installed, and their virtual machines.',
  },
  additionalContent: {
    flag: 'additional-content',
    type: 'many',
    value: 'FILE',
    meaning: 'Content to add to each inventory: XML or JSON, as an inventory has it.',
  },
  sectionsFolder: {
    flag: 'sections-dir',
    type: 'text',
    value: 'DIR',
    otherwise: '/etc/muster-agent/sections.d',
    meaning: 'Folder of files and programs whose content is added to each inventory; "none": look nowhere.',
  },
  xml: {
    flag: 'xml',
    short: 'x',
    type: 'switch',
    meaning: 'Write the inventory as OCS XML. So it is on the standard output, unless a terminal shows it.',
  },
  ocs: { flag: 'ocs', type: 'switch', meaning: 'Write the inventory as compressed OCS XML.' },
  json: { flag: 'json', type: 'switch', meaning: 'Write the inventory as GLPI JSON.' },
  html: { flag: 'html', type: 'switch', meaning: 'Write the inventory as a page for a browser.' },
  text: { flag: 'text', type: 'switch', meaning: 'Write the inventory as text for people.' },
  output: {
    flag: 'output',
    type: 'text',
    value: 'FILE|DIR',
    otherwise: 'the standard output',
    meaning: 'Where "inventory" and "capture" write.',
    once: true,
  },
  // The machine
  stateFolder: {
    flag: 'vardir',
    aliases: ['basevardir'],
    type: 'text',
    value: 'DIR',
    otherwise: '/var/lib/muster-agent, or ~/.local/state/muster-agent for an ordinary user',
    meaning: 'Folder for what the agent must remember. It writes nowhere else.',
  },
  taskTimeoutS: {
    flag: 'task-timeout',
    type: 'number',
    range: [1, 86_400],
    value: 'SECONDS',
    otherwise: '600',
    meaning: 'How long a task may take before it is killed.',
  },
  taskMemoryMib: {
    flag: 'task-memory',
    type: 'number',
    range: [64, 65_536],
    value: 'MIB',
    otherwise: '512',
    meaning: 'How much memory a task may use before it is killed.',
  },
  // Connection
  from: {
    flag: 'from',
    type: 'text',
    value: 'FILE',
    otherwise: 'where their packages put them',
    meaning: 'For "adopt": configuration of the other agent.',
    once: true,
  },
  recursive: {
    flag: 'recursive',
    short: 'r',
    type: 'switch',
    meaning: 'For "inject": folders in folders too.',
    once: true,
  },
  remove: {
    flag: 'remove',
    type: 'switch',
    meaning: 'For "inject": delete a file when every server has accepted it.',
    once: true,
  },
  dialect: {
    flag: 'dialect',
    type: 'text',
    choices: ['auto', 'muster', 'ocs', 'fusion', 'glpi'],
    value: 'DIALECT',
    otherwise: 'auto: found out at the first contact',
    meaning: 'How to speak to servers: auto, muster, ocs, fusion, glpi.',
    perServer: true,
  },
  full: {
    flag: 'full',
    type: 'switch',
    meaning: 'Send the whole inventory where a partial one would do.',
    once: true,
  },
  partialsBetweenFull: {
    flag: 'full-inventory-postpone',
    type: 'number',
    range: [0, 1000],
    value: 'NUMBER',
    otherwise: '14',
    meaning: 'So many times a GLPI server gets only what has changed, before it gets a whole inventory again.',
    perServer: true,
  },
  proxy: {
    flag: 'proxy',
    short: 'P',
    type: 'text',
    value: 'URL',
    otherwise: 'what http_proxy, https_proxy and no_proxy in the environment say',
    meaning: 'Proxy for all servers, as http://user:password@host:port/. "none": no proxy.',
    perServer: true,
  },
  caFile: {
    flag: 'ca',
    aliases: ['ca-cert-file'],
    type: 'text',
    value: 'FILE',
    otherwise: 'those of --ssl-keystore',
    meaning: 'Certificates (PEM) of the authorities to trust for https, and of no others.',
    perServer: true,
  },
  caFolder: {
    flag: 'ca-cert-dir',
    type: 'text',
    value: 'DIR',
    meaning: 'The same as a folder of files.',
    perServer: true,
  },
  trust: {
    flag: 'ssl-keystore',
    type: 'text',
    choices: ['both', 'bundled', 'system', 'none', 'system-ssl-ca'],
    value: 'STORE',
    otherwise: 'both',
    meaning:
      'Authorities to trust when none are given: those of this program (bundled), of the system, or either (both).',
    perServer: true,
  },
  fingerprints: {
    flag: 'ssl-fingerprint',
    type: 'many',
    value: 'SHA256',
    meaning: 'Trust a server whose certificate has this fingerprint, and no other, whoever vouches for it.',
    perServer: true,
  },
  certificateFile: {
    flag: 'ssl-cert-file',
    type: 'text',
    value: 'FILE',
    meaning: 'Certificate to present to servers that ask for one: PEM, or PKCS#12 with its key.',
    perServer: true,
  },
  keyFile: {
    flag: 'ssl-key-file',
    type: 'text',
    value: 'FILE',
    otherwise: 'the file of the certificate',
    meaning: 'Its private key (PEM).',
    perServer: true,
  },
  certificatePassword: {
    flag: 'ssl-cert-password',
    type: 'text',
    value: 'TEXT',
    meaning: 'Password of the key. Prefer the file or the environment.',
    perServer: true,
  },
  noSslCheck: {
    flag: 'no-ssl-check',
    type: 'switch',
    meaning: 'Accept any certificate. Whoever is between agent and server can then read and change everything.',
    perServer: true,
  },
  ssl: {
    flag: 'ssl',
    type: 'text',
    choices: ['0', '1'],
    value: '0|1',
    otherwise: '1',
    meaning: 'As OCS Inventory says it: 0 is --no-ssl-check.',
    perServer: true,
  },
  timeoutS: {
    flag: 'timeout',
    type: 'number',
    range: [1, 3600],
    value: 'SECONDS',
    otherwise: '180',
    meaning: 'How long a server may take for one answer.',
    perServer: true,
  },
  retries: {
    flag: 'retries',
    type: 'number',
    range: [0, 20],
    value: 'NUMBER',
    otherwise: '2',
    meaning: 'How often a message is sent again when a server is not there or says that it is busy.',
    perServer: true,
  },
  oauthClientId: {
    flag: 'oauth-client-id',
    type: 'text',
    value: 'ID',
    meaning: 'Client of GLPI from version 11, for servers that ask for a token (OAuth2).',
    perServer: true,
  },
  oauthClientSecret: {
    flag: 'oauth-client-secret',
    type: 'text',
    value: 'TEXT',
    meaning: 'Its secret. Prefer the file or the environment.',
    perServer: true,
  },
  oauthUrl: {
    flag: 'oauth-url',
    type: 'text',
    value: 'URL',
    otherwise: '/api.php/token of the GLPI',
    meaning: 'Where tokens are given.',
    perServer: true,
  },
  user: {
    flag: 'user',
    short: 'u',
    type: 'text',
    value: 'NAME',
    meaning: 'User name for servers that ask for one (HTTP Basic).',
    perServer: true,
  },
  password: {
    flag: 'password',
    short: 'p',
    type: 'text',
    value: 'TEXT',
    meaning: 'Its password. Other users of this machine can see command lines: prefer the file or the environment.',
    perServer: true,
  },
  userAgent: {
    flag: 'user-agent',
    type: 'text',
    value: 'TEXT',
    otherwise: 'Muster-Agent_v and the version',
    meaning: 'How to present itself. An OCS Inventory server answers only names it knows, unless told otherwise.',
    perServer: true,
  },
  // Wake-ups
  noHttpd: { flag: 'no-httpd', type: 'switch', meaning: 'A daemon listens to nobody.' },
  httpdIp: {
    flag: 'httpd-ip',
    type: 'text',
    value: 'ADDRESS',
    otherwise: 'all addresses of the machine',
    meaning: 'Address at which a daemon listens for wake-ups.',
  },
  httpdPort: {
    flag: 'httpd-port',
    type: 'number',
    range: [1, 65_535],
    value: 'PORT',
    otherwise: '62354',
    meaning: 'Port at which a daemon listens for wake-ups.',
  },
  httpdTrust: {
    flag: 'httpd-trust',
    type: 'many',
    value: 'ADDRESS',
    meaning: 'Who may wake the agent, besides its servers: addresses, networks such as 10.0.0.0/8, host names.',
  },
  // The log
  logger: {
    flag: 'logger',
    type: 'many',
    choices: ['stderr', 'file', 'syslog', 'journald'],
    value: 'WHERE',
    otherwise: 'stderr; file, when there is a --logfile',
    meaning: 'Where the log goes: stderr, file, syslog, journald.',
  },
  logFile: { flag: 'logfile', type: 'text', value: 'FILE', meaning: 'File for the log.' },
  logFileMaxMib: {
    flag: 'logfile-maxsize',
    type: 'number',
    range: [1, 1024],
    value: 'MIB',
    otherwise: '10',
    meaning: 'From this size on, the log file is renamed to FILE.1, and a new one begun.',
  },
  logFacility: {
    flag: 'logfacility',
    type: 'text',
    value: 'NAME',
    otherwise: 'LOG_USER',
    meaning: 'Facility of syslog.',
  },
  debug: {
    flag: 'debug',
    type: 'switch',
    meaning: 'Say more: every collector with its rows and its time, and what is exchanged with servers.',
  },
  // Install
  mode: {
    flag: 'mode',
    type: 'text',
    choices: ['managed', 'daemon', 'half-managed', 'none'],
    value: 'MODE',
    otherwise: 'managed where systemd runs, else half-managed',
    meaning:
      'For "install". managed: woken by a timer and a socket, nothing stays in memory. daemon: a service that stays. half-managed: by cron.',
    once: true,
  },
  root: {
    flag: 'root',
    type: 'text',
    value: 'DIR',
    otherwise: '/',
    meaning: 'For "install": write below this folder and start nothing, as packages need it.',
    once: true,
  },
  purge: { flag: 'purge', type: 'switch', meaning: 'For "uninstall": remove configuration and state too.', once: true },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof OPTIONS;
type Settings = SettingsOf<typeof OPTIONS>;
export type InventoryFormat = 'text' | 'xml' | 'ocs' | 'json' | 'html';

/** What may be another one for each server. */
export type ServerSettings = {
  readonly tasks: readonly string[];
  readonly noTask: readonly string[];
  readonly tag: string | null;
  /** Null: found out. */
  readonly dialect: Dialect | null;
  readonly partialsBetweenFull: number;
  readonly proxy: string | null;
  /** What the environment says about proxies. */
  readonly proxyEnvironment: Readonly<Record<string, string>>;
  readonly caFile: string | null;
  readonly caFolder: string | null;
  readonly trust: TrustStore;
  readonly fingerprints: readonly string[];
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
  readonly certificatePassword: string | null;
  readonly retries: number;
  readonly oauthClientId: string | null;
  readonly oauthClientSecret: string | null;
  readonly oauthUrl: string | null;
  readonly checkCertificates: boolean;
  readonly timeoutMs: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly userAgent: string | null;
};

export type Config = ServerSettings & {
  readonly command: Command | 'help' | 'version';
  /** What was not understood and does no harm. */
  readonly warnings: readonly string[];
  /** What the command line and the environment say that may stand in the configuration file: values by flag. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** Null when no file was read. */
  readonly configFile: string | null;
  /** Complete URLs. */
  readonly servers: readonly string[];
  /** For those servers that have settings of their own, by `targetKey`. Use `configFor`. */
  readonly serverSettings: Readonly<Record<string, ServerSettings>>;
  /** Folders, files, `-`. */
  readonly locals: readonly string[];
  readonly onceForAll: boolean;
  readonly force: boolean;
  readonly lazy: boolean;
  readonly waitS: number;
  readonly delayTimeS: number;
  /** As they were given: names of sections are checked by who knows them. */
  readonly without: readonly string[];
  readonly including: readonly string[];
  readonly noSoftware: boolean;
  readonly hide: readonly string[];
  readonly scanHomes: boolean;
  readonly additionalContent: readonly string[];
  /** Null: none. */
  readonly sectionsFolder: string | null;
  readonly stateFolder: string;
  readonly taskTimeoutMs: number;
  readonly taskMemoryMib: number;
  /** What stands after the command: files for "inject". */
  readonly files: readonly string[];
  readonly from: string | null;
  readonly recursive: boolean;
  readonly remove: boolean;
  readonly full: boolean;
  readonly output: string | null;
  /** Null when none was asked for. */
  readonly format: InventoryFormat | null;
  readonly httpd: {
    readonly on: boolean;
    readonly address: string | null;
    readonly port: number;
    readonly trusted: readonly string[];
  };
  readonly log: LogConfig;
  readonly debug: boolean;
  readonly mode: 'managed' | 'daemon' | 'half-managed' | 'none' | null;
  readonly root: string | null;
  readonly purge: boolean;
};

export type LogConfig = {
  readonly loggers: readonly string[];
  readonly file: string | null;
  readonly fileMaxBytes: number;
  readonly facility: string;
};

/** Programs that are one command under a name of their own. */
const PROGRAMS: Readonly<Record<string, Command>> = {
  'muster-inventory': 'inventory',
  'muster-injector': 'inject',
};

function toSectionsFolder(given: string | null): string | null {
  return given === 'none' ? null : (given ?? '/etc/muster-agent/sections.d');
}

/**
 * Reads the command line, then the environment and the configuration file for what it does not say.
 *
 * @param programName Name by which the program was started.
 * @throws {AppError} `OPTION_INVALID`.
 */
export function readConfig(argv: readonly string[], env: Environment, programName = 'muster-agent'): Config {
  const sources = readSources(OPTIONS, argv, env);
  const { settings, given, words, help, version, configFile, warnings } = sources;
  const own = [...sources.settingsFor].map(([server, its]) => [toServerUrl(server), its] as const);
  // A server that has settings is one to report to.
  const described = sources.targetsOfFile ? own.map(([url]) => url) : [];
  const servers = withDescribed(settings.server.values.map(toServerUrl), described);
  const logFile = one(settings, 'logFile');
  return {
    command: help ? 'help' : version ? 'version' : toCommand(words, settings, servers, PROGRAMS[programName] ?? null),
    warnings,
    given,
    configFile,
    servers,
    serverSettings: Object.fromEntries(own.map(([url, its]) => [targetKey(url), toServerSettings(its, env)])),
    ...toServerSettings(settings, env),
    locals: settings.local.values,
    onceForAll: isOn(settings, 'onceForAll'),
    force: isOn(settings, 'force'),
    lazy: isOn(settings, 'lazy'),
    waitS: number(settings, 'waitS'),
    delayTimeS: number(settings, 'delayTimeS'),
    without: settings.without.values,
    including: settings.including.values,
    noSoftware: isOn(settings, 'noSoftware'),
    hide: settings.hide.values,
    scanHomes: isOn(settings, 'scanHomes'),
    additionalContent: settings.additionalContent.values,
    sectionsFolder: toSectionsFolder(one(settings, 'sectionsFolder')),
    stateFolder: one(settings, 'stateFolder') ?? defaultStateFolder(env),
    taskTimeoutMs: number(settings, 'taskTimeoutS') * 1000,
    taskMemoryMib: number(settings, 'taskMemoryMib'),
    files: words.slice(PROGRAMS[programName] === undefined ? 1 : 0),
    from: one(settings, 'from'),
    recursive: isOn(settings, 'recursive'),
    remove: isOn(settings, 'remove'),
    full: isOn(settings, 'full'),
    output: one(settings, 'output'),
    format: toFormat(settings),
    httpd: {
      on: !isOn(settings, 'noHttpd'),
      address: one(settings, 'httpdIp'),
      port: number(settings, 'httpdPort'),
      trusted: settings.httpdTrust.values,
    },
    log: {
      loggers: isGiven(settings, 'logger') ? settings.logger.values : [logFile === null ? 'stderr' : 'file'],
      file: logFile,
      fileMaxBytes: number(settings, 'logFileMaxMib') * 1024 * 1024,
      facility: one(settings, 'logFacility') ?? OPTIONS.logFacility.otherwise,
    },
    debug: isOn(settings, 'debug'),
    mode: one(settings, 'mode') as Config['mode'], // safe: one of the option's choices
    root: one(settings, 'root'),
    purge: isOn(settings, 'purge'),
  };
}

/** The configuration as it counts for one server. */
export function configFor(config: Config, url: string): Config {
  const key = targetKey(url);
  return Object.hasOwn(config.serverSettings, key) ? { ...config, ...config.serverSettings[key] } : config;
}

function withDescribed(listed: readonly string[], described: readonly string[]): string[] {
  const known = new Set(listed.map(targetKey));
  return [...listed, ...described.filter((url) => !known.has(targetKey(url)))];
}

function toServerSettings(settings: Settings, env: Environment): ServerSettings {
  return {
    tasks: settings.tasks.values,
    noTask: settings.noTask.values,
    tag: one(settings, 'tag'),
    dialect: toDialect(one(settings, 'dialect')),
    partialsBetweenFull: number(settings, 'partialsBetweenFull'),
    proxy: one(settings, 'proxy'),
    proxyEnvironment: proxyEnvironment(env),
    caFile: one(settings, 'caFile'),
    caFolder: one(settings, 'caFolder'),
    trust: toTrustStore(one(settings, 'trust')),
    fingerprints: settings.fingerprints.values,
    certificateFile: one(settings, 'certificateFile'),
    keyFile: one(settings, 'keyFile'),
    certificatePassword: one(settings, 'certificatePassword'),
    retries: number(settings, 'retries'),
    oauthClientId: one(settings, 'oauthClientId'),
    oauthClientSecret: one(settings, 'oauthClientSecret'),
    oauthUrl: one(settings, 'oauthUrl'),
    checkCertificates: !isOn(settings, 'noSslCheck') && one(settings, 'ssl') !== '0',
    timeoutMs: number(settings, 'timeoutS') * 1000,
    user: one(settings, 'user'),
    password: one(settings, 'password'),
    userAgent: one(settings, 'userAgent'),
  };
}

const one = (settings: Settings, name: OptionName) => settings[name].values.at(-1) ?? null;
const isOn = (settings: Settings, name: OptionName) => /^(1|true|yes|on)$/i.test(one(settings, name) ?? '');

/** The number that was given (checked when it was read), or that of the default. */
function number(settings: Settings, name: OptionName): number {
  const option: Option = OPTIONS[name];
  return Number(one(settings, name) ?? option.otherwise);
}

function toCommand(
  words: readonly string[],
  settings: Settings,
  servers: readonly string[],
  program: Command | null,
): Config['command'] {
  const [word, ...rest] = program === null ? words : [program, ...words];
  if (rest.length > 0 && word !== 'inject')
    throw new AppError('OPTION_INVALID', { reason: `"${rest[0]}" is not understood after "${word}"` });
  const hasTarget = servers.length > 0 || isGiven(settings, 'local');
  if (word !== undefined && !Object.hasOwn(COMMANDS, word))
    throw new AppError('OPTION_INVALID', { reason: `there is no command "${word}"` });
  if (word === 'inject' && (rest.length === 0 || servers.length === 0))
    throw new AppError('OPTION_INVALID', { reason: `"inject" needs ${rest.length === 0 ? 'files' : '--server'}` });
  const command = (word ?? impliedCommand(settings, servers)) as Command | 'help';
  if ((command === 'contact' || command === 'daemon') && !hasTarget)
    throw new AppError('OPTION_INVALID', { reason: '--server is missing' });
  return command;
}

/** Without a server there is nobody to ask whether an inventory is wanted: one is written at once. */
function impliedCommand(settings: Settings, servers: readonly string[]): Command | 'help' {
  if (isOn(settings, 'daemon')) return 'daemon';
  if (servers.length > 0) return 'contact';
  return isGiven(settings, 'local') ? 'inventory' : 'help';
}

function toFormat(settings: Settings): InventoryFormat | null {
  const asked = (['text', 'xml', 'ocs', 'json', 'html'] as const).filter((format) => isOn(settings, format));
  if (asked.length > 1)
    throw new AppError('OPTION_INVALID', { reason: `--${asked[0]} and --${asked[1]} exclude each other` });
  return asked[0] ?? null;
}

/** GLPI's names: "none" are only those of the program, "system-ssl-ca" those of the system. */
function toTrustStore(text: string | null): TrustStore {
  if (text === 'none' || text === 'bundled') return 'bundled';
  return text === 'system' || text === 'system-ssl-ca' ? 'system' : 'both';
}

/** As other programs understand it, under both spellings. */
function proxyEnvironment(env: Environment): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** A bare host name gets the path where OCS servers listen. */
export function toServerUrl(text: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}/ocsinventory`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    const hidden = text.replace(/\/\/[^/@]*@/, '//');
    throw new AppError('OPTION_INVALID', {
      reason: `--server must be a host name or an http or https URL, found "${hidden}"`,
    });
  }
  return url.href;
}

function defaultStateFolder(env: Environment): string {
  if (process.getuid?.() === 0) return '/var/lib/muster-agent';
  const base = env.XDG_STATE_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.local/state'), 'muster-agent');
}
