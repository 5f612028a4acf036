import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { SessionService } from '../access/session-service.ts';
import { withScope } from '../access/viewer.ts';
import { doerOf } from './doer-of.ts';
import type { EventHub, HubEvent } from './event-hub.ts';
import { identify, identityOf } from './route-guard.ts';

/** A sign of life, below the 30 to 60 seconds after which proxies give up on a silent connection. */
const HEARTBEAT_MS = 25_000;

/** Bytes waiting for one client; one that does not read is cut off, comes again, and asks the API for what it missed. */
const BUFFER_BYTES = 256 * 1024;

/** Open streams in one process. A new one ends the oldest, whose console comes again only if somebody looks at it. */
const STREAMS = 500;

type Needs = {
  readonly events: EventHub;
  readonly sessions: SessionService;
  /** Whether somebody whose scope is limited may hear of something, asked within that scope. */
  readonly mayHear: (event: HubEvent, actor: string) => Promise<boolean>;
  readonly heartbeatMs?: number;
};

/** `GET /events`: server-sent events. */
export const eventRoutes: FastifyPluginAsyncZod<Needs> = async (
  app,
  { events, sessions, mayHear, heartbeatMs = HEARTBEAT_MS },
) => {
  const streams = new Set<Readable>();
  // Before the server waits for its connections to end, which these never would.
  app.addHook('preClose', async () => {
    for (const stream of streams) end(stream);
  });

  app.get(
    '/events',
    {
      exposeHeadRoute: false, // it would wait for the end
      config: { permission: 'event.read' },
      schema: {
        operationId: 'eventStream',
        tags: ['events'],
        description:
          'What happens, as server-sent events: "asset" with { id, kind: "created" | "updated" | "deleted" }. Events missed while away are not repeated.',
        response: { 200: z.unknown().describe('A stream (text/event-stream) that does not end by itself.') },
      },
    },
    (request, reply) => {
      const stream = new Readable({ read: resume });
      const fail = (error: unknown) => {
        request.log.warn({ err: error }, 'Event stream ended: its owner could not be looked up');
        end(stream);
      };
      const { actor } = doerOf(request);
      let { scope } = identityOf(request);
      let told = Promise.resolve(); // one after the other, in the order in which things happened
      const unsubscribe = events.subscribeToAll((event) => {
        if (scope === 'everything') return write(stream, encode(event));
        const asked = told.then(() => withScope(scope, () => mayHear(event, actor)));
        told = asked.then((may) => (may ? write(stream, encode(event)) : undefined)).catch((error) => fail(error));
      });
      // Whoever signed out, or was removed, hears no more.
      const heartbeat = setInterval(() => {
        identify(request, sessions).then((identity) => {
          if (identity === null) return end(stream);
          scope = identity.scope;
          write(stream, ': still here\n\n');
        }, fail);
      }, heartbeatMs);
      stream.once('close', () => {
        clearInterval(heartbeat);
        unsubscribe();
        streams.delete(stream);
      });
      streams.add(stream);
      const [oldest] = streams;
      if (streams.size > STREAMS && oldest !== undefined) end(oldest);
      write(stream, 'retry: 3000\n\n'); // ms; also opens the stream at once
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no') // nginx would keep events back
        .send(stream);
    },
  );
};

function encode({ type, data }: HubEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function write(stream: Readable, chunk: string): void {
  if (stream.destroyed || stream.readableEnded) return;
  if (stream.readableLength > BUFFER_BYTES) stream.destroy();
  else stream.push(chunk);
}

function end(stream: Readable): void {
  if (!stream.destroyed) stream.push(null);
}

function resume(): void {
  // Events come when they come; there is nothing to fetch.
}
