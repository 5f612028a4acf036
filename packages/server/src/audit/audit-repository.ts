import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { currentScope } from '../access/viewer.ts';
import { inScope } from '../db/asset-scope.ts';
import type { Db, Executor } from '../db/database.ts';
import { contains, literal } from '../db/like.ts';
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
  /** `setting` finds `setting FREQUENCY` too. */
  readonly target?: string | undefined;
  readonly address?: string | undefined;
  /** Text that the target, or what it was before or after, contains. */
  readonly q?: string | undefined;
  /** From this moment on. */
  readonly from?: number | undefined;
  /** Before this moment. */
  readonly to?: number | undefined;
};

export type AuditPage = AuditQuery & { readonly limit: number; readonly offset: number };

/** Names that a list to choose from has at most. */
const NAMES = 500;

export type AuditRepository = ReturnType<typeof createAuditRepository>;

export function createAuditRepository({ kysely, engine }: Pick<Db, 'kysely' | 'engine'>) {
  return {
    async insert(event: Omit<StoredEvent, 'id'>, executor: Executor = kysely): Promise<void> {
      await executor.insertInto('audit_events').values(event).execute();
    },

    /** Newest first. */
    async list(query: AuditPage): Promise<{ items: StoredEvent[]; total: number }> {
      const matching = restrict(kysely.selectFrom('audit_events'), query, engine.caseless);
      const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
      const items = await matching.selectAll().orderBy('id', 'desc').limit(query.limit).offset(query.offset).execute();
      return { items, total: counted?.total ?? 0 };
    },

    /** The next events before one of them, newest first: what comes meanwhile shifts nothing. */
    async listBefore(query: AuditQuery, beforeId: number | null, limit: number): Promise<StoredEvent[]> {
      const matching = restrict(kysely.selectFrom('audit_events'), query, engine.caseless);
      const rest = beforeId === null ? matching : matching.where('id', '<', beforeId);
      return await rest.selectAll().orderBy('id', 'desc').limit(limit).execute();
    },

    /** What filters may choose from, by name. */
    async names(): Promise<{ actors: string[]; actions: string[] }> {
      const events = kysely.selectFrom('audit_events').where(seen()).distinct();
      const actors = events.select('actor').orderBy('actor').limit(NAMES);
      const actions = events.select('action').orderBy('action').limit(NAMES);
      return {
        actors: (await actors.execute()).map(({ actor }) => actor),
        actions: (await actions.execute()).map(({ action }) => action),
      };
    },
  };
}

type Events<O> = SelectQueryBuilder<Tables, 'audit_events', O>;

function restrict<O>(events: Events<O>, query: AuditQuery, caseless: 'like' | 'ilike'): Events<O> {
  const { actor, action, target, address, q, from, to } = query;
  let found = events.where(seen());
  if (actor !== undefined) found = found.where('actor', '=', actor);
  if (address !== undefined) found = found.where('address', '=', address);
  if (target !== undefined) {
    const below = `${literal(target)} %`;
    found = found.where((eb) => eb.or([eb('target', '=', target), sql<boolean>`target like ${below} escape '\\'`]));
  }
  if (q !== undefined && q !== '') {
    const has = (column: 'target' | 'before' | 'after') => contains({ caseless }, sql.ref(column), q);
    found = found.where((eb) => eb.or([has('target'), has('before'), has('after')]));
  }
  if (from !== undefined) found = found.where('at', '>=', from);
  if (to !== undefined) found = found.where('at', '<', to);
  if (action === undefined) return found;
  const below = `${literal(action)}.%`;
  return found.where((eb) => eb.or([eb('action', '=', action), sql<boolean>`action like ${below} escape '\\'`]));
}

/**
 * Which events who asks may see: of a limited scope those about one asset in it, whoever caused them.
 *
 * Events about no asset (settings, users, sign-ins, groups, rules, mass actions, imports, discovered devices) are for who sees
 * everything: they concern machines of all scopes, and what they keep of before and after names some. So are merges, which name another
 * record, and what was done to assets that are gone: nobody knows any more whose they were.
 */
function seen(): RawBuilder<boolean> {
  if (currentScope() === 'everything') return sql<boolean>`1 = 1`;
  const targets = sql`select 'asset ' || cast(a.id as text) from assets a where ${inScope()}`;
  return sql<boolean>`(target in (${targets}) and action not in ('asset.merge', 'asset.unmerge', 'asset.split'))`;
}
