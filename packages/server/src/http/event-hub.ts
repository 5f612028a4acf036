/** Something that happened, for consoles that are open. */
export type HubEvent = {
  /** `asset`… */
  readonly type: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

type Listener = (event: HubEvent) => void;

export type EventHub = {
  publish(event: HubEvent): void;
  /** @returns Ends the subscription. */
  subscribe(listener: Listener): () => void;
};

/**
 * Tells what happens in this process to whoever listens in this process. Nothing is kept: who was not there asks the API.
 * With several server processes, a console hears of what its own process received.
 */
export function createEventHub(): EventHub {
  const listeners = new Set<Listener>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
