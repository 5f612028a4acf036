import type { Config } from '../config.ts';
import type { RunTask } from '../daemon/supervisor.ts';
import type { Host } from '../host/host.ts';
import type { Log } from '../log.ts';

/** The process around the program. */
export type Surroundings = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The name it was started by, such as `muster-inventory`. Default: `muster-agent`. */
  readonly programName?: string;
  readonly out: (text: string | Uint8Array) => void;
  readonly err: (text: string) => void;
  /** Whether a person reads what goes to `out`. */
  readonly isTerminal?: () => Promise<boolean>;
  /** The process is the agent's own, not one in which its commands are tried. */
  readonly keepsCompiled?: boolean;
  /** Default: the machine this process runs on. */
  readonly host?: Host;
  /** Whether a person is there to be asked. */
  readonly canAsk?: () => Promise<boolean>;
  readonly ask?: (question: string) => Promise<string>;
  /** Default: in a process of its own. */
  readonly runTask?: RunTask;
};

export type CommandContext = {
  readonly config: Config;
  readonly surroundings: Surroundings;
  readonly log: Log;
};

/** A command of the program. @returns The exit status. */
export type CommandFunction = (context: CommandContext) => Promise<number>;

export const SUCCEEDED = 0;
export const FAILED = 1;
export const MISUSED = 2;
