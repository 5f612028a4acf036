/** Something that happened, for consoles that are open. */
export type HubEvent = {
  /** `asset`… */
  readonly type: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

type Listener = (event: HubEvent) => void;

export type EventHub = {
  /** What happened in this process. */
  publish(event: HubEvent): void;
  /** What another process tells: `event-relay.ts`. */
  publishElsewhere(event: HubEvent): void;
  /** Hears of this process alone, where something has to be done once. @returns Ends the subscription. */
  subscribe(listener: Listener): () => void;
  /** Hears of all processes. @returns Ends the subscription. */
  subscribeToAll(listener: Listener): () => void;
};

/** Tells what happens to whoever listens in this process. Nothing is kept: who was not there asks the API. */
export function createEventHub(): EventHub {
  const here = new Set<Listener>();
  const everywhere = new Set<Listener>();
  const tell = (listeners: ReadonlySet<Listener>, event: HubEvent) => {
    for (const listener of listeners) listener(event);
  };
  const add = (listeners: Set<Listener>, listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    publish(event) {
      tell(here, event);
      tell(everywhere, event);
    },
    publishElsewhere: (event) => tell(everywhere, event),
    subscribe: (listener) => add(here, listener),
    subscribeToAll: (listener) => add(everywhere, listener),
  };
}
