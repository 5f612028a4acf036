import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '@muster/protocol';
import type { FastifyBaseLogger } from 'fastify';

/** What Node's HTTP parser reports of a connection. */
type ConnectionError = Error & { readonly code?: string };

const answered = new WeakSet<Socket>();

/**
 * Whether the connection was answered here while a route was still reading its body, which then breaks off: there is
 * nothing more to answer or to log.
 */
export function isAnswered(socket: Socket): boolean {
  return answered.has(socket);
}

/** Answers what never became a request: one that did not arrive in time, or is not HTTP. */
export function createClientErrorHandler(log: FastifyBaseLogger, requestTimeoutS: number) {
  return (error: ConnectionError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    answered.add(socket);
    const answer = toAppError(error, requestTimeoutS);
    const requestId = randomUUID();
    log.warn(
      { reqId: requestId, code: answer.code, cause: error.code, address: socket.remoteAddress },
      'Request refused',
    );
    const { code, message, hint, status } = answer;
    const body = JSON.stringify({ code, message, hint, requestId });
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
      () => socket.destroy(), // the rest of what it sends is not waited for
    );
  };
}

function toAppError(error: ConnectionError, seconds: number): AppError {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('BODY_TIMED_OUT', { seconds });
  const reason = error.code === 'HPE_HEADER_OVERFLOW' ? 'its headers are too long' : 'it is not well-formed HTTP';
  return new AppError('REQUEST_INVALID', { reason });
}
