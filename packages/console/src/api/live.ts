import type { QueryClient } from '@tanstack/react-query';
import { setConnection } from './connection.ts';

/** A machine that reported. `created`: seen for the first time. */
export type Arrival = { readonly id: number; readonly kind: 'created' | 'updated' };
type Listener = (arrivals: readonly Arrival[]) => void;

/** Between two rounds of questions to the server, however many machines report meanwhile. */
const ROUND_MS = 2_000;

/** Until a refused stream is asked for again. */
const REOPEN_MS = 5_000;

const listeners = new Set<Listener>();

/** @returns A function that stops listening. */
export function onArrivals(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function parseArrival(text: string): Arrival | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { id, kind } = value as { id?: unknown; kind?: unknown };
    if (typeof id !== 'number') return null;
    return { id, kind: kind === 'created' ? 'created' : 'updated' };
  } catch {
    return null;
  }
}

/**
 * Asks again for what is on screen when a machine reports. The browser reconnects by itself.
 *
 * @returns A function that ends it.
 */
export function followArrivals(queries: QueryClient): () => void {
  let source: EventSource;
  let waiting = new Map<number, Arrival>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let lastRoundMs = 0;
  let wasOpen = false;

  const round = () => {
    timer = undefined;
    lastRoundMs = Date.now();
    const arrivals = [...waiting.values()];
    waiting = new Map();
    void queries.invalidateQueries({ queryKey: ['assets'] });
    for (const { id } of arrivals) void queries.invalidateQueries({ queryKey: ['asset', id] });
    for (const listener of listeners) listener(arrivals);
  };

  const open = () => {
    source = new EventSource('/api/v1/events');
    source.addEventListener('asset', (event) => {
      const arrival = parseArrival(String(event.data));
      if (arrival === null) return;
      // A machine that was created and then updated within one round is still new to the reader.
      if (waiting.get(arrival.id)?.kind !== 'created') waiting.set(arrival.id, arrival);
      timer ??= setTimeout(round, Math.max(100, lastRoundMs + ROUND_MS - Date.now()));
    });
    // The server tells of the steps of an action a few times a second at most.
    source.addEventListener('massAction', () => {
      // It may have changed who is a member of a group.
      for (const name of ['massActions', 'group', 'groups']) void queries.invalidateQueries({ queryKey: [name] });
    });
    source.addEventListener('open', () => {
      setConnection('open');
      // What happened while the connection was lost is not told again.
      if (wasOpen) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      wasOpen = true;
    });
    source.addEventListener('error', () => {
      setConnection('lost');
      // The browser comes back by itself after a lost connection, but not after an answer that is no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      void queries.invalidateQueries({ queryKey: ['session'] });
      reopening = setTimeout(open, REOPEN_MS);
    });
  };

  open();
  return () => {
    source.close();
    setConnection('open');
    clearTimeout(timer);
    clearTimeout(reopening);
  };
}
