import type { Db, Executor } from '../db/database.ts';
import type { AgentFilesTable } from './agent-files-tables.ts';

export type StoredFile = Omit<AgentFilesTable, 'id'>;

/** The one row of the label. */
const LABEL = 1;

export type AgentFilesRepository = ReturnType<typeof createAgentFilesRepository>;

export function createAgentFilesRepository({ kysely }: Db) {
  const columns = ['name', 'sha256', 'size', 'uploaded_at', 'uploaded_by'] as const;
  return {
    transaction: <T>(work: (trx: Executor) => Promise<T>): Promise<T> => kysely.transaction().execute(work),

    list: (): Promise<StoredFile[]> => kysely.selectFrom('agent_files').select(columns).orderBy('name').execute(),

    find: (name: string, executor: Executor = kysely): Promise<StoredFile | undefined> =>
      executor.selectFrom('agent_files').select(columns).where('name', '=', name).executeTakeFirst(),

    async save(trx: Executor, file: StoredFile): Promise<void> {
      const { name, ...rest } = file;
      await trx
        .insertInto('agent_files')
        .values(file)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(rest))
        .execute();
    },

    async remove(trx: Executor, name: string): Promise<void> {
      await trx.deleteFrom('agent_files').where('name', '=', name).execute();
    },

    /** Whether any name stands for this content. */
    async isUsed(sha256: string): Promise<boolean> {
      const found = await kysely
        .selectFrom('agent_files')
        .select('id')
        .where('sha256', '=', sha256)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },

    async label(executor: Executor = kysely): Promise<string | null> {
      const row = await executor.selectFrom('agent_label').select('text').where('id', '=', LABEL).executeTakeFirst();
      return row?.text ?? null;
    },

    async setLabel(trx: Executor, text: string | null, now: number): Promise<void> {
      await trx.deleteFrom('agent_label').where('id', '=', LABEL).execute();
      if (text !== null) await trx.insertInto('agent_label').values({ id: LABEL, text, updated_at: now }).execute();
    },
  };
}
