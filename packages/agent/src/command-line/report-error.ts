import { AppError } from '@muster/protocol/errors';
import type { Log } from '../log.ts';

/** One line, its code, and what to do; what is none of ours is a bug, and gets its stack. */
export function reportError(error: unknown, log: Log): void {
  if (error instanceof AppError) log.error(`${error.message} (${error.code}). ${error.hint}`);
  else log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
