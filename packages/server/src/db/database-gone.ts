import { AppError } from '@muster/protocol';
import { engines } from './engines/index.ts';

/** `DATABASE_UNREACHABLE` for errors of a database that went away while the server runs, else null. */
export function databaseGone(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (engines.some((engine) => engine.isGone(cause as Error))) {
      // Its address is for the log, where the cause goes: not everybody who asks is signed in.
      return new AppError('DATABASE_UNREACHABLE', { reason: 'it does not answer' }, { cause: error });
    }
  }
  return null;
}
