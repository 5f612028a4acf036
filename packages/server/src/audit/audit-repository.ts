import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db, Executor } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

export type StoredEvent = {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly address: string | null;
};

/** What to look for; a field that is not given matches everything. Times are ms since 1970. */
export type AuditQuery = {
  readonly actor?: string | undefined;
  /** `setting` finds `setting.set` too. */
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  /** From this moment on. */
  readonly from?: number | undefined;
  /** Before this moment. */
  readonly to?: number | undefined;
  readonly limit: number;
  readonly offset: number;
};

export type AuditRepository = ReturnType<typeof createAuditRepository>;

export function createAuditRepository({ kysely }: Pick<Db, 'kysely'>) {
  return {
    async insert(event: Omit<StoredEvent, 'id'>, executor: Executor = kysely): Promise<void> {
      await executor.insertInto('audit_events').values(event).execute();
    },

    /** Newest first. */
    async list(query: AuditQuery): Promise<{ items: StoredEvent[]; total: number }> {
      const matching = restrict(kysely.selectFrom('audit_events'), query);
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      const items = await matching.selectAll().orderBy('id', 'desc').limit(query.limit).offset(query.offset).execute();
      return { items, total: counted?.total ?? 0 };
    },
  };
}

type Events<O> = SelectQueryBuilder<Tables, 'audit_events', O>;

function restrict<O>(events: Events<O>, { actor, action, target, from, to }: AuditQuery): Events<O> {
  let found = events;
  if (actor !== undefined) found = found.where('actor', '=', actor);
  if (target !== undefined) found = found.where('target', '=', target);
  if (from !== undefined) found = found.where('at', '>=', from);
  if (to !== undefined) found = found.where('at', '<', to);
  if (action === undefined) return found;
  const below = `${action.replace(/[\\%_]/g, '\\$&')}.%`;
  return found.where((eb) => eb.or([eb('action', '=', action), sql<boolean>`action like ${below} escape '\\'`]));
}
