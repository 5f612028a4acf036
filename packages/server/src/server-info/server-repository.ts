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

    /** What the database is, and how much it holds. */
    async facts() {
      const { version, bytes } = await engine.readFacts(kysely);
      const last = await kysely.selectFrom('migrations').select('name').orderBy('name', 'desc').executeTakeFirst();
      const counted = await kysely
        .selectFrom('assets')
        .select((eb) => eb.fn.countAll<number>().as('assets'))
        .where('merged_into', 'is', null)
        .executeTakeFirst();
      return { engine: engine.name, version, bytes, migration: last?.name ?? '', assets: counted?.assets ?? 0 };
    },

    /** Assets that wait for their groups to be looked at. It only counts: what the queue holds is the room's own. */
    async groupQueue(): Promise<number> {
      const counted = await kysely
        .selectFrom('group_queue')
        .select((eb) => eb.fn.countAll<number>().as('waiting'))
        .executeTakeFirst();
      return counted?.waiting ?? 0;
    },

    /** The last copy that this program made. */
    async lastBackup() {
      const last = await kysely.selectFrom('backups').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
      return last === undefined
        ? null
        : { at: last.at, file: last.file, bytes: last.bytes, durationMs: last.duration_ms };
    },
  };
}
