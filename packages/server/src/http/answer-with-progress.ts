import { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { logError, toAppError } from './error-handler.ts';

/** How far a piece of work is. */
export type Progress = { readonly done: number; readonly total: number };

/** Waits until what was told is on its way: a database without a connection of its own would keep the process to itself. */
export type TellProgress = (progress: Progress) => Promise<void>;

const LINES = 'application/x-ndjson';

/**
 * Answers with what a longer piece of work brings. Who accepts `application/x-ndjson` is told how far it is, a line of JSON each:
 * `{"done":500,"total":4000}`, and last `{"result":…}`, or `{"error":…}` for what fails after the first. What fails before it is
 * answered as anywhere.
 */
export async function answerWithProgress(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tell: TellProgress) => Promise<unknown>,
): Promise<unknown> {
  if (!(request.headers.accept ?? '').includes(LINES)) return await work(async () => undefined);
  const stream = new PassThrough();
  stream.on('error', () => undefined); // who asked has gone; the work is done all the same
  const line = (value: object) => stream.write(`${JSON.stringify(value)}\n`);
  const begun = Promise.withResolvers<void>();
  const all = work(async (progress) => {
    line(progress);
    begun.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  });
  const isWhole = await Promise.race([all.then(() => true), begun.promise.then(() => false)]);
  if (isWhole) {
    line({ result: await all });
    stream.end();
  } else {
    void all
      .then((result) => line({ result }))
      .catch((thrown: unknown) => {
        const error = toAppError(thrown, request);
        logError(error, request);
        const { code, message, hint, status } = error;
        line({ error: { code, message, hint, status, requestId: request.id } });
      })
      .finally(() => stream.end());
  }
  return reply.type(LINES).header('cache-control', 'no-store').send(stream);
}
