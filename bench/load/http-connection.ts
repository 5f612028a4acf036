import { connect, type Socket } from 'node:net';

export type Reply = { readonly status: number; readonly body: Buffer };

/** A connection that is kept alive, and opened again where the server ended it. */
export type HttpConnection = {
  /** Sends a whole request and waits for its reply; one at a time. */
  exchange(request: Buffer): Promise<Reply>;
  close(): void;
};

const REPLY_MS = 120_000;

/** HTTP/1.1 as far as two servers of inventories speak it, and nothing more: the load must cost less than what it measures. */
export function openHttpConnection(url: URL): HttpConnection {
  const port = Number(url.port) || 80;
  let socket: Socket | null = null;
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;

  function end(error: Error): void {
    socket?.destroy();
    socket = null;
    received = Buffer.alloc(0);
    const { reject } = waiting ?? {};
    waiting = null;
    reject?.(error);
  }

  function open(): Socket {
    const opened = connect({ host: url.hostname, port, noDelay: true });
    opened.setTimeout(REPLY_MS);
    opened.on('timeout', () => opened === socket && end(new Error(`No reply within ${REPLY_MS} ms`)));
    opened.on('error', (error) => opened === socket && end(error));
    opened.on('close', () => opened === socket && end(new Error('The server ended the connection')));
    opened.on('data', (chunk: Buffer) => {
      if (opened !== socket) return;
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const reply = parseReply(received);
      if (reply === null) return;
      received = Buffer.alloc(0);
      if (reply.isLast) {
        socket = null;
        opened.destroy();
      }
      const { resolve } = waiting ?? {};
      waiting = null;
      resolve?.(reply);
    });
    return opened;
  }

  return {
    async exchange(request) {
      const isFresh = socket === null;
      try {
        return await send(request);
      } catch (error) {
        // A server may end a connection that has been idle just when something is sent on it; then it has read nothing.
        if (isFresh) throw error;
        return await send(request);
      }
    },
    close() {
      const opened = socket;
      socket = null;
      opened?.destroy();
    },
  };

  function send(request: Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      socket ??= open();
      socket.write(request);
    });
  }
}

/** The reply when all of it is there; `isLast`: the server ends the connection behind it. */
export function parseReply(bytes: Buffer): (Reply & { readonly isLast: boolean }) | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const isLast = /\r\nconnection: *close/i.test(head);
  const body = bytes.subarray(headEnd + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return body.length < Number(length) ? null : { status, isLast, body: body.subarray(0, Number(length)) };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, isLast, body: Buffer.alloc(0) };
  const chunks: Buffer[] = [];
  for (let offset = 0; ; ) {
    const lineEnd = body.indexOf('\r\n', offset);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(body.toString('latin1', offset, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (!(next <= body.length)) return null;
    if (size === 0) return { status, isLast, body: Buffer.concat(chunks) };
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    offset = next;
  }
}
