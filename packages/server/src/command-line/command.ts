import type { Config } from '../config.ts';

/** Where a command talks to a person. */
export type Terminal = {
  /** What was asked for: one or more lines. */
  print(text: string): void;
  /** What went wrong, and everything that is not the answer itself. */
  printError(text: string): void;
  /** A password: typed without being shown, or the first line of the standard input when that is no keyboard. */
  readSecret(prompt: string): Promise<string>;
  /** Redraws the last line of a terminal; the empty text clears it. Absent where nobody watches. */
  showProgress?(line: string): void;
};

export type CommandContext = {
  readonly config: Config;
  /** Words after the command: `add` in `user add`. */
  readonly words: readonly string[];
  /** The command's own flags. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  /** Those of the command's own switches that were given. */
  readonly switches: ReadonlySet<string>;
  readonly terminal: Terminal;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
  /** Tells the program that started this one, if it listens. */
  readonly notify: (message: Readonly<Record<string, unknown>>) => void;
};

export type Command = {
  readonly name: string;
  /** One line each, after the program's name. */
  readonly usage: readonly string[];
  readonly summary: string;
  /** Flags of its own, each with a value. */
  readonly flags?: readonly string[];
  /** Flags of its own without a value. */
  readonly switches?: readonly string[];
  /** @returns The exit code: 0 done, 1 failed, 2 asked for wrongly. */
  run(context: CommandContext): Promise<number>;
};
