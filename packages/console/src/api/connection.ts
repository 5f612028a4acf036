/** Whether the server was heard last: `lost` from the moment the stream of events breaks until it is back. */
export type Connection = 'open' | 'lost';

let state: Connection = 'open';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export const connection = (): Connection => state;

/** @returns A function that stops listening. */
export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
