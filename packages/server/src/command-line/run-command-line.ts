import { parseArgs } from 'node:util';
import { AppError } from '@muster/protocol';
import { flagOf } from '../config/option-names.ts';
import { optionsHelp } from '../config/options-help.ts';
import { options, readConfig } from '../config.ts';
import { diskFull } from '../db/disk-full.ts';
import { serverBrief } from '../server-info/server-brief.ts';
import { backupCommand } from './backup-command.ts';
import type { Command, CommandContext } from './command.ts';
import { importCommand } from './import-command.ts';
import { migrateFromOcsCommand } from './migrate-from-ocs-command.ts';
import { openapiCommand } from './openapi-command.ts';
import { serveCommand } from './serve-command.ts';
import { settingsCommand } from './settings-command.ts';
import { unbuiltCommands } from './unbuilt-commands.ts';
import { userCommand } from './user-command.ts';

const commands: readonly Command[] = [
  serveCommand,
  userCommand,
  settingsCommand,
  importCommand,
  migrateFromOcsCommand,
  backupCommand,
  openapiCommand,
  ...unbuiltCommands,
];

type Surroundings = Pick<CommandContext, 'terminal' | 'stop' | 'notify'> & {
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * Runs `muster-server` with these arguments.
 *
 * @returns The exit code: 0 done, 1 failed (and said why), 2 asked for wrongly.
 */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  const [name = '', ...rest] = args;
  if (args.includes('--help') || args.includes('-h') || name === 'help') {
    terminal.print(help());
    return 0;
  }
  if (name === '--version') {
    terminal.print(serverBrief.version);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const known = commands.map((candidate) => candidate.name).join(', ');
    terminal.printError(`Cannot run "${name}": expected one of ${known}. "--help" tells more.`);
    return 2;
  }
  try {
    const { words, flags } = parse(command, rest);
    const config = readConfig({ flags, environment: surroundings.environment });
    const own = Object.fromEntries((command.flags ?? []).map((flag) => [flag, textOf(flags[flag])]));
    const switches = new Set((command.switches ?? []).filter((name) => flags[name] === true));
    return await command.run({ ...surroundings, config, words, flags: own, switches });
  } catch (error) {
    const told = error instanceof AppError ? error : diskFull(error);
    if (told === null) throw error;
    terminal.printError(`${told.message} (${told.code})\n${told.hint}`);
    return told.code === 'OPTION_INVALID' ? 2 : 1;
  }
}

type Flags = Record<string, string | boolean | undefined>;

function parse(command: Command, args: string[]): { words: string[]; flags: Flags } {
  const ofProcess = Object.entries(options).map(([name, option]) => [
    flagOf(name).slice(2),
    { type: option.placeholder === null ? ('boolean' as const) : ('string' as const) },
  ]);
  const own = (command.flags ?? []).map((flag) => [flag, { type: 'string' as const }]);
  const switches = (command.switches ?? []).map((name) => [name, { type: 'boolean' as const }]);
  try {
    const all = Object.fromEntries([...ofProcess, ...own, ...switches]) as Record<
      string,
      { type: 'string' | 'boolean' }
    >;
    const { values, positionals } = parseArgs({
      args: negativesLast(args),
      options: all,
      allowPositionals: true,
      strict: true,
    });
    const named = Object.keys(options).map((name) => [name, values[flagOf(name).slice(2)]]);
    return { words: positionals, flags: { ...values, ...Object.fromEntries(named) } as Flags };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new AppError(
      'OPTION_INVALID',
      { reason: reason.charAt(0).toLowerCase() + reason.slice(1) },
      { cause: error },
    );
  }
}

/** Behind `--`, a word such as `-1` is a number, not a flag; nothing follows it in any command of ours. */
function negativesLast(args: readonly string[]): string[] {
  const isNegative = (word: string) => /^-\d+$/.test(word);
  return [...args.filter((word) => !isNegative(word)), '--', ...args.filter(isNegative)];
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function help(): string {
  const lines = commands.map(
    ({ usage, summary }) => `${usage.map((line) => `  ${line}`).join('\n')}\n      ${summary}`,
  );
  return [
    `muster-server ${serverBrief.version}: inventory server`,
    '',
    'Commands:',
    ...lines,
    '',
    'Options, of all commands; in brackets the environment variable, and server.json in the data folder may hold them:',
    optionsHelp(),
  ].join('\n');
}
