import { randomUUID } from 'node:crypto';
import type { Signals } from '../db/signals.ts';
import type { EventHub, HubEvent } from './event-hub.ts';

/** How long events are gathered: hundreds of inventories a second are then a few signals. Milliseconds. */
const GATHER_MS = 250;

type Needs = {
  readonly events: EventHub;
  readonly signals: Signals | null;
  readonly onError: (error: unknown) => void;
};

type Message = { readonly from: string; readonly events: readonly HubEvent[] };

/** Tells other processes of the same database what happens in this one, and this one what happens in others. */
export function createEventRelay({ events, signals, onError }: Needs) {
  const from = randomUUID();
  /** By what they say: an asset that reports twice in a moment is told once. */
  const waiting = new Map<string, HubEvent>();
  let gathering: NodeJS.Timeout | undefined;
  let stopListening: (() => Promise<void>) | undefined;
  let unsubscribe: (() => void) | undefined;

  async function flush(): Promise<void> {
    clearTimeout(gathering);
    gathering = undefined;
    if (signals === null || waiting.size === 0) return;
    const texts = [...waiting.keys()];
    waiting.clear();
    try {
      for (const text of messages(from, texts, signals.mostBytes)) await signals.send(text);
    } catch (error) {
      onError(error); // consoles of other processes see it when they ask
    }
  }

  function hear(text: string): void {
    const message = readMessage(text);
    if (message === null || message.from === from) return;
    for (const event of message.events) events.publishElsewhere(event);
  }

  return {
    /** @param listening Whether somebody may listen in this process. */
    start({ listening }: { readonly listening: boolean }): void {
      if (signals === null) return;
      unsubscribe = events.subscribe((event) => {
        waiting.set(JSON.stringify(event), event);
        if (gathering !== undefined) return;
        gathering = setTimeout(() => void flush(), GATHER_MS);
        gathering.unref();
      });
      if (listening) stopListening = signals.listen(hear);
    },

    /** Tells what is still to be told. */
    async stop(): Promise<void> {
      unsubscribe?.();
      await flush();
      await stopListening?.();
    },
  };
}

/** Events that are given as JSON, in as few messages as they fit into. One that is longer than a message is not told. */
function* messages(from: string, texts: readonly string[], mostBytes: number): Generator<string> {
  const head = `{"from":"${from}","events":[`;
  let body = '';
  for (const text of texts) {
    const longer = body === '' ? text : `${body},${text}`;
    if (Buffer.byteLength(`${head}${longer}]}`) <= mostBytes) {
      body = longer;
      continue;
    }
    if (body !== '') yield `${head}${body}]}`;
    body = Buffer.byteLength(`${head}${text}]}`) <= mostBytes ? text : '';
  }
  if (body !== '') yield `${head}${body}]}`;
}

/** Null for what no process of ours said: anybody who may use the database can send. */
function readMessage(text: string): Message | null {
  try {
    const message = JSON.parse(text) as Partial<Message> | null;
    if (typeof message?.from !== 'string' || !Array.isArray(message.events)) return null;
    return { from: message.from, events: message.events.filter(isEvent) };
  } catch {
    return null;
  }
}

function isEvent(value: unknown): value is HubEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { type, data } = value as Partial<HubEvent>; // safe: only looked at
  return typeof type === 'string' && /^[a-z]{1,40}$/i.test(type) && typeof data === 'object' && data !== null;
}
