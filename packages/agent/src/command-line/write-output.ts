import { writeFile } from 'node:fs/promises';
import { AppError } from '@muster/protocol/errors';

/** Writes to the file of `--output`, or where the program's output goes. @throws {AppError} `OPTION_INVALID`. */
export async function writeOutput(text: string, path: string | null, out: (text: string) => void): Promise<void> {
  if (path === null) return out(text);
  try {
    // Inventories name users and addresses: not for everybody on the machine.
    await writeFile(path, text, { mode: 0o600 });
  } catch (error) {
    const reason = `cannot write --output "${path}": ${(error as Error).message}`;
    throw new AppError('OPTION_INVALID', { reason }, { cause: error });
  }
}
