import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, inflateSync } from 'node:zlib';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The inflated body. */
  readonly text: string;
};

/** Answers a request; it may also do nothing, which is a server that hangs. */
export type Answer = (response: ServerResponse, request: Received) => void;

export type TestServer = {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers are used in their order; the last one again and again. */
  answer(...answers: Answer[]): void;
  close(): Promise<void>;
};

/** A server on the loopback that says what a test wants it to say. */
export async function startTestServer(onPort = 0): Promise<TestServer> {
  const received: Received[] = [];
  let answers: Answer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = body[0] === 0x78 ? inflateSync(body).toString('utf8') : body.toString('utf8');
      const entry = { path: request.url ?? '', headers: request.headers, text };
      received.push(entry);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(response, entry);
    });
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/ocsinventory`,
    received,
    answer: (...given) => {
      answers = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A compressed XML answer, as servers of OCS give it. */
export const xml =
  (content: string, status = 200): Answer =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/x-compressed' });
    response.end(deflateSync(`<?xml version="1.0" encoding="UTF-8"?>\n${content}`));
  };

/** Bytes as they are. */
export const raw =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
