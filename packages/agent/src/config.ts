import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError, sections } from '@muster/protocol';

export const COMMANDS = {
  report: 'Ask each server whether it wants an inventory, and send it one. Done when --server is given.',
  inventory: 'Print an inventory of this machine, and send nothing.',
  capture: 'Write what the collectors read on this machine to a file, so that a problem can be replayed elsewhere.',
} as const;
export type Command = keyof typeof COMMANDS;

type Option = {
  readonly flag: string;
  /** `many`: may be given several times; in the environment separated by white space or commas. */
  readonly type: 'text' | 'many' | 'switch' | 'seconds';
  /** Placeholder in the help. */
  readonly value?: string;
  /** What happens when it is not given, in words. */
  readonly otherwise?: string;
  readonly meaning: string;
};

/** Every option: the flag, and the same with `MUSTER_AGENT_` in front, in capitals, in the environment. The flag wins. */
export const OPTIONS = {
  server: {
    flag: 'server',
    type: 'many',
    value: 'URL',
    meaning: 'Server to report to; may be given several times. A bare host name means http://host/ocsinventory.',
  },
  force: {
    flag: 'force',
    type: 'switch',
    meaning: 'Send the inventory without asking the server whether it wants one.',
  },
  tag: {
    flag: 'tag',
    type: 'text',
    value: 'TAG',
    meaning: 'Label of this machine, sent as long as the server has given it none.',
  },
  without: {
    flag: 'without',
    type: 'many',
    value: 'SECTION',
    meaning: 'Section to leave out, such as processes; may be given several times.',
  },
  stateFolder: {
    flag: 'vardir',
    type: 'text',
    value: 'DIR',
    otherwise: '/var/lib/muster-agent, or ~/.local/state/muster-agent for an ordinary user',
    meaning: 'Folder for what the agent must remember. It writes nowhere else.',
  },
  caFile: {
    flag: 'ca',
    type: 'text',
    value: 'FILE',
    otherwise: 'the authorities Node trusts',
    meaning: 'Certificates (PEM) of the authorities to trust for https.',
  },
  noSslCheck: {
    flag: 'no-ssl-check',
    type: 'switch',
    meaning: 'Accept any certificate. Whoever is between agent and server can then read and change everything.',
  },
  timeoutS: {
    flag: 'timeout',
    type: 'seconds',
    value: 'SECONDS',
    otherwise: '180',
    meaning: 'How long a server may take for one answer.',
  },
  user: { flag: 'user', type: 'text', value: 'NAME', meaning: 'User name for servers that ask for one (HTTP Basic).' },
  password: {
    flag: 'password',
    type: 'text',
    value: 'TEXT',
    meaning: 'Its password. Other users of this machine can see command lines: prefer the environment.',
  },
  userAgent: {
    flag: 'user-agent',
    type: 'text',
    value: 'TEXT',
    otherwise: 'Muster-Agent_v and the version',
    meaning: 'How to present itself. An OCS Inventory server answers only names it knows, unless told otherwise.',
  },
  output: {
    flag: 'output',
    type: 'text',
    value: 'FILE',
    otherwise: 'the standard output',
    meaning: 'Where "inventory" and "capture" write.',
  },
  xml: { flag: 'xml', type: 'switch', meaning: 'Print the inventory as OCS XML.' },
  json: { flag: 'json', type: 'switch', meaning: 'Print the inventory as GLPI JSON.' },
  debug: { flag: 'debug', type: 'switch', meaning: 'Say more: every collector with its rows and its time.' },
} as const satisfies Record<string, Option>;

type OptionName = keyof typeof OPTIONS;

export type Config = {
  readonly command: Command | 'help' | 'version';
  /** Complete URLs. */
  readonly servers: readonly string[];
  readonly force: boolean;
  readonly tag: string | null;
  readonly without: readonly string[];
  readonly stateFolder: string;
  readonly caFile: string | null;
  readonly checkCertificates: boolean;
  readonly timeoutMs: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly userAgent: string | null;
  readonly output: string | null;
  readonly format: 'summary' | 'xml' | 'json';
  readonly debug: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Given = { readonly [N in OptionName]: readonly string[] };

/**
 * Reads the command line, then the environment for what it does not say.
 *
 * @throws {AppError} `OPTION_INVALID`.
 */
export function readConfig(argv: readonly string[], env: Environment): Config {
  const { given, words, help, version } = readArguments(argv);
  const settings = completeFromEnvironment(given, env);
  const servers = settings.server.map(toServerUrl);
  return {
    command: help ? 'help' : version ? 'version' : toCommand(words, servers),
    servers,
    force: isOn(settings, 'force'),
    tag: one(settings, 'tag'),
    without: settings.without.map(toSectionName),
    stateFolder: one(settings, 'stateFolder') ?? defaultStateFolder(env),
    caFile: one(settings, 'caFile'),
    checkCertificates: !isOn(settings, 'noSslCheck'),
    timeoutMs: toSeconds(one(settings, 'timeoutS') ?? OPTIONS.timeoutS.otherwise) * 1000,
    user: one(settings, 'user'),
    password: one(settings, 'password'),
    userAgent: one(settings, 'userAgent'),
    output: one(settings, 'output'),
    format: toFormat(isOn(settings, 'xml'), isOn(settings, 'json')),
    debug: isOn(settings, 'debug'),
  };
}

/** The text of `--help`. */
export function helpText(): string {
  const commands = Object.entries(COMMANDS).map(([name, meaning]) => entry(name, meaning));
  const options = Object.entries<Option>(OPTIONS).map(([name, option]) => {
    const value = option.value === undefined ? '' : ` ${option.value}`;
    const otherwise = option.otherwise === undefined ? '' : ` Default: ${option.otherwise}.`;
    return entry(`--${option.flag}${value}`, `${option.meaning}${otherwise} [${environmentName(name)}]`);
  });
  return [
    'Takes the inventory of this machine and reports it.',
    '',
    'Usage: muster-agent [COMMAND] [OPTION…]',
    '',
    'Commands:',
    ...commands,
    '',
    'Options, with their names in the environment:',
    ...options,
    entry('--version', 'Print the version.'),
    entry('--help', 'Print this text.'),
    '',
    'Exit status: 0 all servers answered · 1 a server did not, or refused · 2 the options are wrong.',
    '',
  ].join('\n');
}

function entry(left: string, right: string): string {
  const lines = wrap(right, 76);
  return [`  ${left}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** After the flag, which is what people know: `--no-ssl-check` → `MUSTER_AGENT_NO_SSL_CHECK`. */
function environmentName(name: string): string {
  const { flag } = OPTIONS[name as OptionName]; // safe: only called with the table's own names
  return `MUSTER_AGENT_${flag.replaceAll('-', '_').toUpperCase()}`;
}

type ParseOptions = NonNullable<ParseArgsConfig['options']>;

function readArguments(argv: readonly string[]) {
  const options: ParseOptions = Object.fromEntries(
    Object.values<Option>(OPTIONS).map(({ flag, type }) => [
      flag,
      type === 'switch' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true },
    ]),
  );
  const parsed = parse(argv, options);
  const given = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { flag }]) => [
      name,
      toTexts((parsed.values as Record<string, unknown>)[flag]),
    ]),
  ) as Given; // safe: made from the table's own names
  return {
    given,
    words: parsed.positionals,
    help: parsed.values.help === true,
    version: parsed.values.version === true,
  };
}

function parse(argv: readonly string[], options: ParseOptions) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
    });
  } catch (error) {
    throw new AppError('OPTION_INVALID', { reason: (error as Error).message.split('. ', 1)[0] ?? '' });
  }
}

function toTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return value === undefined ? [] : [String(value)];
}

function completeFromEnvironment(given: Given, env: Environment): Given {
  return Object.fromEntries(
    Object.entries<Option>(OPTIONS).map(([name, { type }]) => {
      const flagged = given[name as OptionName];
      const value = env[environmentName(name)];
      if (flagged.length > 0 || value === undefined || value === '') return [name, flagged];
      return [name, type === 'many' ? value.split(/[\s,]+/).filter(Boolean) : [value]];
    }),
  ) as Given; // safe: made from the table's own names
}

const one = (settings: Given, name: OptionName) => settings[name].at(-1) ?? null;
const isOn = (settings: Given, name: OptionName) => /^(1|true|yes|on)$/i.test(one(settings, name) ?? '');

function toCommand(words: readonly string[], servers: readonly string[]): Config['command'] {
  const [word, ...rest] = words;
  if (rest.length > 0)
    throw new AppError('OPTION_INVALID', { reason: `"${rest[0]}" is not understood after "${word}"` });
  if (word === undefined) return servers.length > 0 ? 'report' : 'help';
  if (!Object.hasOwn(COMMANDS, word)) throw new AppError('OPTION_INVALID', { reason: `there is no command "${word}"` });
  if (word === 'report' && servers.length === 0)
    throw new AppError('OPTION_INVALID', { reason: '--server is missing' });
  return word as Command;
}

function toSectionName(name: string): string {
  if (Object.hasOwn(sections, name)) return name;
  const known = Object.keys(sections).join(', ');
  throw new AppError('OPTION_INVALID', { reason: `--without "${name}" is no section; known are ${known}` });
}

function toFormat(xml: boolean, json: boolean): Config['format'] {
  if (xml && json) throw new AppError('OPTION_INVALID', { reason: '--xml and --json exclude each other' });
  return xml ? 'xml' : json ? 'json' : 'summary';
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new AppError('OPTION_INVALID', { reason: `--timeout must be 1 to 3600 seconds, found "${text}"` });
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
