import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, LIMITS } from '@muster/protocol';
import { addresses, choice, integer, type Option, text, toggle, Wish, webAddress } from './config/option-kinds.ts';
import { flagOf, variableOf } from './config/option-names.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Every option of the process. The name makes the flag (`--max-body-bytes`) and the variable (`MUSTER_MAX_BODY_BYTES`). */
export const options = {
  port: integer({
    placeholder: 'PORT',
    default: 8080,
    min: 0,
    max: 65_535,
    description: 'Port to listen on. 0 takes any free one.',
  }),
  listen: text({
    placeholder: 'ADDRESS',
    default: '127.0.0.1',
    description:
      'Address to listen on. Beyond the loopback (127.0.0.1, ::1) it needs --tls-cert and --tls-key, or --allow-http.',
  }),
  data: text({
    placeholder: 'DIR',
    default: './data',
    description: 'Folder for everything that the server writes. It is made if need be, for its owner alone.',
  }),
  database: text({
    placeholder: 'LOCATION',
    default: '',
    description:
      'postgres://USER@HOST/NAME, or the file of an SQLite database. Default: muster.db in the data folder. A password belongs in MUSTER_DATABASE or PGPASSWORD, where other users of the machine do not see it.',
  }),
  ocsPassword: text({
    placeholder: 'PASSWORD',
    default: '',
    description:
      'Password for the database that migrate-from-ocs reads. Give it in the environment: other users of the machine see flags.',
  }),
  tlsCert: text({
    placeholder: 'FILE',
    default: '',
    description: 'Certificate, PEM, with its chain. Needs --tls-key.',
  }),
  tlsKey: text({ placeholder: 'FILE', default: '', description: 'Private key of the certificate, PEM.' }),
  allowHttp: toggle(
    'Listen beyond the loopback without TLS. Passwords and inventories then travel in clear text unless another program in front does TLS; the console shows a warning.',
  ),
  behindProxy: addresses({
    placeholder: 'ADDRESSES',
    description:
      'Addresses of the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Default: none.',
  }),
  publicUrl: webAddress({
    placeholder: 'URL',
    default: '',
    description:
      'Address under which agents reach this server, for the commands that the console shows. Default: the address in use.',
  }),
  logTo: choice({
    of: ['file', 'stderr'],
    default: 'file',
    description: 'Where the log goes, one JSON object a line: to log/server.log in the data folder, or to stderr.',
  }),
  logLevel: choice({
    of: LOG_LEVELS,
    default: 'info',
    description: 'Least severe level that is logged. From debug on, requests that succeeded are logged too.',
  }),
  maxBodyBytes: integer({
    placeholder: 'BYTES',
    default: LIMITS.bodyBytes,
    min: 1024,
    max: 2 ** 31 - 1,
    description: 'Largest message of an agent, as sent (compressed).',
  }),
  maxInflatedBytes: integer({
    placeholder: 'BYTES',
    default: LIMITS.inflatedBytes,
    min: 1024,
    max: 2 ** 31 - 1,
    description: 'Largest message of an agent, inflated.',
  }),
  maxConnections: integer({
    placeholder: 'COUNT',
    default: 4096,
    min: 1,
    max: 1_000_000,
    description: 'Connections at once; those above are closed at once, and agents come again later.',
  }),
  requestTimeoutSeconds: integer({
    placeholder: 'SECONDS',
    default: 120,
    min: 1,
    max: 3600,
    description: 'Time for one request to arrive as a whole; a client that hangs half-way is then cut off.',
  }),
} as const;

type Options = { readonly [K in keyof typeof options]: (typeof options)[K]['default'] };
type Name = keyof Options;

/** The settings of the process itself, read once. What people set at run time is in `settings/`. */
export type Config = Options & {
  /** Absolute. */
  readonly dataDir: string;
  /** What `openDatabase` takes. */
  readonly databaseLocation: string;
  /** Absolute; where the log goes when it goes to a file. */
  readonly logFile: string;
};

/** The file in the data folder that may hold options, by the names of the table above. */
export const CONFIG_FILE = 'server.json';

type Sources = {
  /** Values of flags, by option name. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * Reads the options: a flag beats the environment, which beats `server.json` in the data folder, which beats the default.
 *
 * @throws {AppError} `OPTION_INVALID` names the option, where it was given, what was found and what is wanted.
 */
export function readConfig({ flags, environment }: Sources): Config {
  const given = { flags, environment, file: {} };
  const dataDir = resolve(pick('data', given));
  const all = { ...given, file: readConfigFile(join(dataDir, CONFIG_FILE)) };
  const names = Object.keys(options) as Name[]; // safe: the table's own keys
  const values = Object.fromEntries(names.map((name) => [name, pick(name, all)])) as Options; // safe: pick() parses
  return complete(values, dataDir);
}

/** A configuration of defaults but for what is given; for tests and for commands that open no data folder. */
export function configOf(values: Partial<Options>): Config {
  const defaults = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
  const all = { ...defaults, ...values } as Options; // safe: the defaults are complete
  return complete(all, resolve(all.data));
}

function complete(values: Options, dataDir: string): Config {
  if ((values.tlsCert === '') !== (values.tlsKey === '')) {
    throw new AppError('OPTION_INVALID', { reason: '"--tls-cert" and "--tls-key" must be given together' });
  }
  return {
    ...values,
    dataDir,
    databaseLocation: values.database || join(dataDir, 'muster.db'),
    logFile: join(dataDir, 'log', 'server.log'),
  };
}

function pick<N extends Name>(name: N, sources: Sources & { readonly file: object }): Options[N] {
  const option = options[name] as unknown as Option<Options[N]>; // safe: Options is computed from the table
  const places = [
    { where: flagOf(name), value: sources.flags[name] },
    // An empty variable is one that was not set: `MUSTER_PORT= npm start`.
    { where: variableOf(name), value: sources.environment[variableOf(name)] || undefined },
    { where: CONFIG_FILE, value: (sources.file as Record<string, unknown>)[name] },
  ];
  const place = places.find(({ value }) => value !== undefined);
  if (place === undefined) return option.default;
  try {
    return option.parse(place.value);
  } catch (error) {
    if (!(error instanceof Wish)) throw error;
    const found = name === 'database' ? 'another value' : JSON.stringify(place.value); // may hold a password
    throw new AppError('OPTION_INVALID', {
      reason: `"${flagOf(name)}" must be ${error.message}, found ${found} in ${place.where}`,
    });
  }
}

function readConfigFile(path: string): object {
  const content = readIfThere(path);
  if (content === null) return {};
  const values = parseJson(content, path);
  if (values === null || typeof values !== 'object' || Array.isArray(values)) {
    throw new AppError('OPTION_INVALID', { reason: `"${path}" must hold a JSON object` });
  }
  const unknown = Object.keys(values).find((key) => !(key in options) || key === 'data');
  if (unknown !== undefined) {
    throw new AppError('OPTION_INVALID', { reason: `"${path}" has "${unknown}", which is no option` });
  }
  return values;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // safe: node:fs throws these
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new AppError('OPTION_INVALID', { reason: `"${path}" must be readable, found ${code}` }, { cause: error });
  }
}

function parseJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new AppError('OPTION_INVALID', { reason: `"${path}" must be JSON` }, { cause: error });
  }
}

/**
 * Makes the data folder, for its owner alone.
 *
 * @throws {AppError} `OPTION_INVALID` when it cannot be made.
 */
export function makeDataDir({ dataDir }: Config): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // safe: node:fs throws these
    const reason = `"--data" must be a folder that can be written, found "${dataDir}" (${code})`;
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
}
