import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, inflateSync } from 'node:zlib';

/** One request of an agent and the answer it got. Texts are inflated where they travelled compressed. */
export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly requestHeaders: IncomingMessage['headers'];
  readonly sent: string;
  readonly status: number;
  readonly replyHeaders: IncomingMessage['headers'];
  readonly reply: string;
};

export type RecordingProxy = {
  /** Stands in for the server's own address. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Forgets what was recorded. */
  clear(): void;
  close(): Promise<void>;
};

/** Stands between an agent and a server and keeps what they say, so that a test can compare what was sent with what was stored. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming);
    const forwarded = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: incoming.headers,
    });
    forwarded.once('error', (error) => outgoing.writeHead(502).end(error.message));
    forwarded.once('response', async (answer) => {
      const reply = await readAll(answer);
      exchanges.push({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        requestHeaders: incoming.headers,
        sent: inflated(body),
        status: answer.statusCode ?? 0,
        replyHeaders: answer.headers,
        reply: inflated(reply),
      });
      const { 'transfer-encoding': _, ...headers } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': reply.length }).end(reply);
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    clear: () => {
      exchanges.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function inflated(body: Buffer): string {
  if (body[0] === 0x78) return inflateSync(body).toString();
  if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body).toString();
  return body.toString();
}
