import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Which assets somebody may see: all, or those of some TAGs. In this version everybody sees everything; roles and perimeters, when they
 * come, have to answer `ScopeOf` (session-service.ts) and nothing else.
 *
 * Everything that people and programs ask of assets ends at it, by `db/asset-scope.ts`:
 *
 * - An asset outside of it is as one that does not exist, also where it is named: `visibleIds` takes such numbers out first, so that the
 *   answer is that for numbers of nothing. A mass action has the targets that its starter saw, and then needs no scope.
 * - What is counted is counted within it: lists of software from what was counted of each machine, see `tally-service.ts`. Days of software,
 *   which are kept of the whole fleet alone, are not told.
 * - What tells of two assets (merges, suspicions, weighed records) is seen by who sees both. One that was merged away is a part of the other.
 * - What is left of assets that are gone (deletions, targets, events) is for who sees everything: nobody knows their TAG any more. So are
 *   events of the audit trail about no single asset.
 * - Networks are those of a TAG in it, or with a machine in it; devices those seen on them, but for the cards of other machines.
 *
 * Not held to it is what concerns all assets at once: definitions and their names (groups, fields, rules, settings, stored searches), whose
 * permissions say who may; what agents send and what is imported, which goes to its machine; and jobs, which run for everybody.
 *
 * `viewer.test.ts` and `viewer-changes.test.ts` ask every route, and fail for a new one until they know how to ask it.
 */
export type Scope = 'everything' | { readonly tags: readonly string[] };

const scopes = new AsyncLocalStorage<Scope>();

/** The scope of whoever is being answered; outside of a request, such as in background work and for agents, everything. */
export function currentScope(): Scope {
  return scopes.getStore() ?? 'everything';
}

/** Does something for somebody: whatever it reads of assets, however late, ends at their scope. */
export function withScope<T>(scope: Scope, work: () => T): T {
  return scopes.run(scope, work);
}
