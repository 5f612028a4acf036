import { createReadStream } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { AppError } from '@muster/protocol/errors';
import { answerControl, type ControlAnswer, type ControlDoor, SERVER_NAME } from './control-answers.ts';
import { formatHead, HEAD_LIMIT_BYTES, parseRequest } from './http-message.ts';

const CONNECTION_LIMIT = 16;
const REQUEST_TIMEOUT_MS = 5000;
/** What remains of a request is read and thrown away for so long, so that the caller gets to see the answer. */
const LINGER_MS = 1000;

/** Where to listen: an address, or a socket that systemd opened before. */
export type Listening = { readonly port: number; readonly address: string | null } | { readonly fd: number };

export type ControlPort = {
  readonly server: Server;
  close(): void;
};

/**
 * Listens for wake-ups. One request a connection, few connections, short heads, little time.
 *
 * @param doorFor What a caller, by its address, may reach.
 * @throws {AppError} `CONTROL_PORT_UNUSABLE`.
 */
export function openControlPort(listening: Listening, doorFor: (address: string) => ControlDoor): Promise<ControlPort> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, doorFor(plainAddress(socket.remoteAddress ?? '')));
  });
  server.maxConnections = CONNECTION_LIMIT;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve, reject) => {
    server.on('error', (error) => {
      const address = 'fd' in listening ? 'the socket of systemd' : `${listening.address ?? 'port'} ${listening.port}`;
      reject(new AppError('CONTROL_PORT_UNUSABLE', { address, reason: error.message }, { cause: error }));
    });
    const ready = () => resolve({ server, close });
    if ('fd' in listening) server.listen({ fd: listening.fd }, ready);
    else
      server.listen(
        { port: listening.port, ...(listening.address === null ? {} : { host: listening.address }) },
        ready,
      );
  });
}

/** IPv4 callers of a socket for both families look like `::ffff:192.0.2.1`. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');

function serve(socket: Socket, door: ControlDoor): void {
  let head = '';
  let answered = false;
  const finish = (answer: ControlAnswer) => {
    if (answered) return;
    answered = true;
    socket.setTimeout(LINGER_MS, () => socket.destroy());
    send(socket, answer);
  };
  socket.setTimeout(REQUEST_TIMEOUT_MS);
  // A caller that sends a byte now and then must not stay either.
  const deadline = setTimeout(() => finish({ status: 408 }), REQUEST_TIMEOUT_MS);
  socket.on('close', () => clearTimeout(deadline));
  socket.on('timeout', () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    if (answered) return;
    head += chunk;
    const end = head.indexOf('\r\n\r\n');
    if (end === -1 && head.length <= HEAD_LIMIT_BYTES) return;
    clearTimeout(deadline);
    const request = end === -1 || end > HEAD_LIMIT_BYTES ? null : parseRequest(head.slice(0, end));
    if (request === null) return finish({ status: 400 });
    answerControl(request, door).then(finish, () =>
      finish({ status: 500, contentType: 'text/plain', body: 'Failed\n' }),
    );
  });
}

function send(socket: Socket, answer: ControlAnswer): void {
  socket.write(formatHead(answer, new Date(), SERVER_NAME), 'latin1');
  const { body } = answer;
  if (body === undefined || typeof body === 'string') {
    socket.end(body ?? '');
    return;
  }
  socket.setTimeout(60_000);
  const stream = createReadStream(body.file, { end: body.bytes - 1 });
  stream.on('error', () => socket.destroy());
  socket.on('close', () => stream.destroy());
  stream.pipe(socket);
}
