import { AppError } from '@muster/protocol';
import { engines } from './engines/index.ts';

/** `DISK_FULL` for errors of a database or of a file that say so, else null. */
export function diskFull(error: unknown): AppError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const isFull =
      ('code' in cause && cause.code === 'ENOSPC') || engines.some((engine) => engine.isFull(cause as Error));
    if (isFull) return new AppError('DISK_FULL', { reason: cause.message.slice(0, 200) }, { cause: error });
  }
  return null;
}
