import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { ask, client } from './client.ts';
import { preferencesQuery } from './queries/preferences.ts';
import { sessionQuery } from './queries/session.ts';

type Values = Readonly<Record<string, unknown>>;

/** While somebody drags or clicks on, nothing is sent. */
const WAIT_MS = 400;
const AGAIN_MS = 15_000;
const CACHE_KEY = 'muster.preferences';

/** What was set here and the server does not have yet; `undefined`: to be forgotten. */
const waiting = new Map<string, unknown>();
/** Whose that is. */
let owner: string | undefined;
/** Where the server's answer is kept. */
let known: QueryClient | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
let settings = 0;

/**
 * What this browser remembers of the user, so that the first picture is the right one; the server's answer takes its place.
 * Nothing where somebody else was signed in last.
 */
export function rememberedPreferences(userName: string | undefined): Values | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(CACHE_KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { user, items } = kept as { user?: unknown; items?: unknown };
    return user === userName && typeof items === 'object' && items !== null ? (items as Values) : undefined; // safe: an object
  } catch {
    return undefined;
  }
}

/** @param userName Whose they are. */
export function rememberPreferences(userName: string, items: Values): void {
  try {
    localStorage.setItem(CACHE_KEY, JSON.stringify({ user: userName, items }));
  } catch {
    // Storage may be full or forbidden: the first picture is then everybody's.
  }
}

/** What the server said, and over it what was set since. */
export function withWaiting(items: Values): Values {
  if (waiting.size === 0) return items;
  const all = Object.entries({ ...items, ...Object.fromEntries(waiting) });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Sets a preference at once here, and soon on the server. `undefined` forgets it. */
export function setPreference(queries: QueryClient, name: string, value: unknown): void {
  const user = queries.getQueryData(sessionQuery.queryKey)?.user.name;
  if (user === undefined) return;
  keepPreferencesOf(user);
  waiting.set(name, value);
  known = queries;
  rememberPreferences(
    user,
    withWaiting(queries.getQueryData(preferencesQuery.queryKey) ?? rememberedPreferences(user) ?? {}),
  );
  settings += 1;
  for (const tell of listeners) tell();
  schedule(WAIT_MS);
}

/** What somebody else set and could not be sent is nobody's any more. */
export function keepPreferencesOf(userName: string): void {
  if (owner !== userName) waiting.clear();
  owner = userName;
}

/** Called whenever something was set here. @returns A function that stops listening. */
export function onPreferenceSet(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** How often something was set here: what `useSyncExternalStore` compares. */
export const preferencesSet = () => settings;

function schedule(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendPreferences(), ms);
}

/**
 * Sends what waits. What cannot reach the server waits on; what the server refuses does not.
 *
 * @param options.leaving The page is being left: the browser sends on without it, small texts only.
 */
export async function sendPreferences({ leaving = false } = {}): Promise<void> {
  clearTimeout(timer);
  for (const [name, value] of [...waiting]) {
    try {
      await ask(sendOne(name, value, leaving));
    } catch (error) {
      const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 401;
      if (!isRefused) {
        schedule(AGAIN_MS);
        return;
      }
    }
    if (!Object.is(waiting.get(name), value)) continue; // set again meanwhile: it has a timer of its own
    known?.setQueryData(preferencesQuery.queryKey, (items) => (items === undefined ? items : withWaiting(items)));
    waiting.delete(name);
  }
}

const sendOne = (name: string, value: unknown, keepalive: boolean) =>
  value === undefined
    ? client.DELETE('/api/v1/preferences/{name}', { params: { path: { name } }, keepalive })
    : client.PUT('/api/v1/preferences/{name}', { params: { path: { name } }, body: { value }, keepalive });

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    if (waiting.size > 0) void sendPreferences({ leaving: true });
  });
}
