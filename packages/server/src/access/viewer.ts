import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Which assets somebody may see: all, or those of some TAGs. In this version everybody sees everything; roles that see less come with
 * the management of users.
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
