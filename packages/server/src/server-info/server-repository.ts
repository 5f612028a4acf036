import { AppError } from '@muster/protocol';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

export type ServerRepository = ReturnType<typeof createServerRepository>;

export function createServerRepository({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>) {
  return {
    databaseName: engine.name,
    /** @throws {AppError} `DATABASE_UNREACHABLE`. */
    async ping(): Promise<void> {
      try {
        await sql`select 1`.execute(kysely);
      } catch (error) {
        throw new AppError('DATABASE_UNREACHABLE', { reason: 'it does not answer' }, { cause: error });
      }
    },
  };
}
