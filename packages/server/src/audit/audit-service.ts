import type { Executor } from '../db/database.ts';
import type { JsonValue } from '../fleet/asset-mover.ts';
import type { AuditPage, AuditQuery, AuditRepository, StoredEvent } from './audit-repository.ts';

/** Characters of JSON kept of what something was before, and after. */
const KEPT_LENGTH = 20_000;

/** Events read at once for an export. */
const EXPORT_PAGE = 500;

/** Who does something, and from where. */
export type Doer = {
  /** A user's name, `token:NAME`, or one of the names that no user may have. */
  readonly actor: string;
  /** Address of the client; null for what begins on the server itself. */
  readonly address: string | null;
};

/** Actors that are no users; nobody is allowed to take their names. */
export const COMMAND_LINE: Doer = { actor: 'command line', address: null };
export const SYSTEM: Doer = { actor: 'system', address: null };
/** Somebody who has not proved who they are. */
export const nobodyAt = (address: string): Doer => ({ actor: 'nobody', address });
export const RESERVED_ACTORS: ReadonlySet<string> = new Set([COMMAND_LINE.actor, SYSTEM.actor, 'nobody']);

export type AuditEvent = Doer & {
  /** `subject.verb`: `setting.set`, `session.begin`. */
  readonly action: string;
  /** What it was done to, `kind id`: `setting FREQUENCY`, `asset 12`, `user Ada`. Empty: nothing in particular. */
  readonly target: string;
  /** What it was; never a secret. */
  readonly before?: JsonValue;
  readonly after?: JsonValue;
};

/** An event as it was recorded. */
export type AuditRecord = Required<AuditEvent> & {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

type Needs = { readonly repository: AuditRepository; readonly clock: () => number };

export type AuditService = ReturnType<typeof createAuditService>;

/** The audit trail: who changed what, when and from where. */
export function createAuditService({ repository, clock }: Needs) {
  return {
    /** @param executor The transaction under way: then the event stands if the change does. */
    async record({ actor, action, target, before, after, address }: AuditEvent, executor?: Executor): Promise<void> {
      const stored = { before: toStored(before), after: toStored(after) };
      await repository.insert({ at: clock(), actor, action, target, address, ...stored }, executor);
    },

    /** Newest first. */
    async list(query: AuditPage): Promise<{ items: AuditRecord[]; total: number }> {
      const { items, total } = await repository.list(query);
      return { items: items.map(toRecord), total };
    },

    /** Those that match, newest first, read a page at a time: memory stays flat however many there are. */
    async *all(query: AuditQuery): AsyncGenerator<AuditRecord, void, undefined> {
      for (let beforeId: number | null = null; ; ) {
        const events: StoredEvent[] = await repository.listBefore(query, beforeId, EXPORT_PAGE);
        yield* events.map(toRecord);
        const last = events.at(-1);
        if (last === undefined || events.length < EXPORT_PAGE) return;
        beforeId = last.id;
      }
    },

    /** Actors and actions there are, by name. */
    names: () => repository.names(),
  };
}

function toStored(value: JsonValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value);
  return text.length <= KEPT_LENGTH ? text : JSON.stringify({ tooLong: text.length });
}

function toRecord(event: StoredEvent): AuditRecord {
  return { ...event, before: fromStored(event.before), after: fromStored(event.after) };
}

const fromStored = (text: string | null) => (text === null ? null : (JSON.parse(text) as JsonValue));
