import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Which assets somebody may see: all, or those of some TAGs. In this version everybody sees everything; roles that see less come with
 * the management of users.
 *
 * What asks it already: lists, searches, exports, single assets and all that hangs on them, changes, members of groups, figures of the
 * dashboard, one software title, duplicates, suspicions, answers of registries, targets of mass actions. What does not yet, and has to
 * before anybody sees less: numbers that are counted in the background (lists of software), names of titles, networks and devices,
 * blacklists' effects, lists of merges and deletions, the audit trail, routes that take a list of numbers (archive, delete,
 * members of groups, administrative values, comparisons of records), and the interfaces of OCS Inventory.
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
