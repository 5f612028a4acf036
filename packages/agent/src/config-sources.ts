import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from '@muster/protocol/errors';
import { type FileValue, type FileValues, readConfigFile } from './config-file.ts';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Option = {
  /** `--flag` on the command line, `flag = …` in the configuration file. */
  readonly flag: string;
  /** `many`: may be given several times, or with commas. `number`: a whole one, within `range`. */
  readonly type: 'text' | 'many' | 'switch' | 'number';
  readonly range?: readonly [number, number];
  readonly choices?: readonly string[];
  /** Placeholder in the help. */
  readonly value?: string;
  /** What happens when it is not given, in words. Of a number, the number first. */
  readonly otherwise?: string;
  readonly meaning: string;
  /** The same under the names that other agents have for it. */
  readonly aliases?: readonly string[];
  /** One letter. */
  readonly short?: string;
  /** It is about one run, and has no place in the configuration file. */
  readonly once?: true;
  /** It may be another one for each server. */
  readonly perServer?: true;
};

/** Options by the name they have in the program. */
export type OptionTable = Readonly<Record<string, Option>>;

export type Setting = { readonly values: readonly string[] };

/** What the sources together say about each option; no values where none says anything. */
export type SettingsOf<T extends OptionTable> = { readonly [N in keyof T]: Setting };

export function isGiven<N extends string>(settings: Readonly<Record<N, Setting>>, name: N): boolean {
  return settings[name].values.length > 0;
}

type Value = { readonly text: string; readonly where: string };
type Source = Readonly<Partial<Record<string, readonly Value[]>>>;

export const DEFAULT_CONFIG_FILE = '/etc/muster-agent/agent.cfg';

/** They are replaced together: who says `--local` on the command line does not mean the server of the file. */
const TARGETS: readonly string[] = ['server', 'local'];

/**
 * Reads the command line, the environment and the configuration file.
 *
 * @throws {AppError} `OPTION_INVALID`.
 */
export function readSources<T extends OptionTable>(table: T, argv: readonly string[], env: Environment) {
  const options = Object.entries(table);
  const { flags, words, help, version } = readArguments(options, argv);
  const environment = readEnvironment(options, env);
  const asked = flags.configFile?.at(-1)?.text ?? environment.configFile?.at(-1)?.text ?? null;
  const file =
    asked === 'none'
      ? { values: new Map(), warnings: [] }
      : readConfigFile(asked ?? DEFAULT_CONFIG_FILE, asked !== null && !help && !version);
  const { all, servers } = splitByServer(file.values);
  const fileSource = fromFile(options, all);
  const settings = merge<T>(options, [flags, environment, fileSource]);
  const settingsFor = new Map<string, SettingsOf<T>>();
  for (const [server, values] of servers) {
    const own = fromFile(options, values, server);
    settingsFor.set(server, merge<T>(options, [flags, environment, own, fileSource]));
  }
  // What was said here and now, by flag: what "install" keeps.
  const given = Object.fromEntries(
    options.flatMap(([name, option]) => {
      const values = flags[name] ?? environment[name];
      return option.once || values === undefined
        ? []
        : [[option.flag, values.flatMap((value) => toTexts(value, option))]];
    }),
  );
  return {
    settings,
    settingsFor,
    /** Whether it is the file that says which targets there are. */
    targetsOfFile: TARGETS.every((name) => flags[name] === undefined && environment[name] === undefined),
    given,
    words,
    help,
    version,
    configFile: asked === 'none' ? null : (asked ?? DEFAULT_CONFIG_FILE),
    warnings: file.warnings,
  };
}

type Options = readonly (readonly [string, Option])[];

/** The first source that says something about an option is the one that counts. */
function merge<T extends OptionTable>(options: Options, sources: readonly Source[]): SettingsOf<T> {
  const targetSource = sources.find((source) => TARGETS.some((name) => source[name] !== undefined));
  return Object.fromEntries(
    options.map(([name, option]) => {
      const source = TARGETS.includes(name) ? targetSource : sources.find((each) => each[name] !== undefined);
      const values = (source?.[name] ?? []).flatMap((value) => toTexts(value, option));
      return [name, { values }];
    }),
  ) as unknown as SettingsOf<T>; // safe: one entry for each name of the table
}

/** Checked here, where it is known who said it. */
function toTexts({ text, where }: Value, { type, range, choices }: Option): string[] {
  const texts = type === 'many' ? text.split(',').map((part) => part.trim()) : [text.trim()];
  for (const each of texts) {
    if (type === 'switch' && !/^(0|1|true|false|yes|no|on|off)$/i.test(each)) refuse(where, 'must be 1 or 0', each);
    if (range !== undefined && !isWithin(each, range))
      refuse(where, `must be a whole number from ${range[0]} to ${range[1]}`, each);
    if (choices !== undefined && !choices.includes(each)) refuse(where, `must be one of ${choices.join(', ')}`, each);
  }
  return texts.filter((each) => each !== '');
}

const isWithin = (text: string, [from, to]: readonly [number, number]) =>
  /^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to;

function refuse(where: string, wish: string, found: string): never {
  throw new AppError('OPTION_INVALID', { reason: `${where} ${wish}, found "${found}"` });
}

type ParseOptions = NonNullable<ParseArgsConfig['options']>;

function readArguments(options: Options, argv: readonly string[]) {
  const known: ParseOptions = Object.fromEntries(
    options.flatMap(([, { flag, type, aliases = [], short }]) => {
      const how =
        type === 'switch' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: true as const };
      return [
        [flag, short === undefined ? how : { ...how, short }],
        ...aliases.map((alias): [string, typeof how] => [alias, how]),
      ];
    }),
  );
  const parsed = parse(argv, known);
  const values = parsed.values as Record<string, string | boolean | string[] | undefined>;
  const flags = Object.fromEntries(
    options.flatMap(([name, { flag, aliases = [] }]) => {
      const found = [flag, ...aliases].flatMap((each) =>
        [values[each] ?? []].flat().map((value) => ({ text: String(value), where: `--${each}` })),
      );
      return found.length > 0 ? [[name, found]] : [];
    }),
  );
  return { flags, words: parsed.positionals, help: values.help === true, version: values.version === true };
}

function parse(argv: readonly string[], known: ParseOptions) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...known, help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
    });
  } catch (error) {
    throw new AppError('OPTION_INVALID', { reason: (error as Error).message.split('. ', 1)[0] ?? '' });
  }
}

/** After the flag, which is what people know: `--no-ssl-check` → `MUSTER_AGENT_NO_SSL_CHECK`. */
export function environmentName({ flag }: Option): string {
  return `MUSTER_AGENT_${flag.replaceAll('-', '_').toUpperCase()}`;
}

function readEnvironment(options: Options, env: Environment): Source {
  return Object.fromEntries(
    options.flatMap(([name, option]) => {
      const where = environmentName(option);
      const value = env[where];
      if (value === undefined || value === '') return [];
      const texts = option.type === 'many' ? value.split(/[\s,]+/).filter(Boolean) : [value];
      return [[name, texts.map((text) => ({ text, where }))]];
    }),
  );
}

/** What counts for all servers, and what for single ones, by their addresses as they were written. */
function splitByServer(values: FileValues): { all: FileValues; servers: ReadonlyMap<string, FileValues> } {
  const all = new Map<string, readonly FileValue[]>();
  const servers = new Map<string, Map<string, readonly FileValue[]>>();
  for (const [key, found] of values) {
    const [name = '', server] = key.split('\n').reverse();
    if (server === undefined) all.set(name, found);
    else servers.set(server, (servers.get(server) ?? new Map()).set(name, found));
  }
  return { all, servers };
}

function fromFile(options: Options, values: FileValues, server?: string): Source {
  const source: Record<string, Value[]> = {};
  for (const [key, found] of values) {
    const [name, option] = options.find(([, { flag, aliases }]) => flag === key || aliases?.includes(key)) ?? [];
    const where = found[0]?.where ?? '';
    if (name === undefined || option === undefined)
      throw new AppError('OPTION_INVALID', { reason: `${where}: there is no option "${key}"` });
    if (option.once) throw new AppError('OPTION_INVALID', { reason: `${where}: "${key}" belongs on the command line` });
    if (server !== undefined && option.perServer !== true)
      throw new AppError('OPTION_INVALID', {
        reason: `${where}: "${key}" counts for all servers, and stands above [${server}]`,
      });
    const given = found.map((value) => ({ text: value.text, where: `"${key}" in ${value.where}` }));
    // `tag =` says nothing: a template with empty values is a good start.
    const told = [...(source[name] ?? []), ...given.filter(({ text }) => text !== '')];
    if (told.length > 0) source[name] = told;
  }
  return source;
}
