import type { Config } from '../config.ts';

/** What a task process is told, as its first line. */
export type Job = {
  readonly config: Config;
  /** Keys of the targets to contact, in this order. */
  readonly targets: readonly string[];
  /** Port at which the agent may be woken; null when nobody listens there. */
  readonly httpdPort: number | null;
};

/** What a task process tells, a line each. */
export type TaskMessage =
  /** What it is doing, such as `running task Inventory`. */
  | { readonly type: 'status'; readonly text: string }
  /** How the contact with a target ended. `periodMs`: when to come back, as the target wished; null when it never did. */
  | {
      readonly type: 'target';
      readonly target: string;
      readonly ok: boolean;
      readonly periodMs: number | null;
      /** How long a busy server wants to be left alone. */
      readonly retryAfterMs?: number;
    };

/** The descriptor on which a task process and who started it talk: JSON, a message a line. */
export const TASK_CHANNEL = 3;

/** Exit status of a task that could not do its work and has said why. */
export const TASK_SAID_WHY = 3;

/** More than any job, and nothing that hurts. */
const LONGEST_LINE = 4 * 1024 * 1024;

/** Gives each line of a stream of texts. */
export function lineReader(onLine: (line: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) rest = '';
    for (const line of lines) onLine(line);
  };
}
