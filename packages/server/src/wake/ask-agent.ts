import { type ClientRequest, request } from 'node:http';

/** How long an agent has for its answer, all of it. It reads its port between two steps of its work. Milliseconds. */
const ANSWER_MS = 10_000;
/** How long a machine has to take the connection. */
const CONNECT_MS = 4_000;
/** Bytes of headers that are read; of the body none is. */
const HEADER_BYTES = 8_192;

/**
 * What came of it.
 *
 * - `asked`: the agent will report.
 * - `untrusted`: it does not take orders from this server.
 * - `refused`: nothing listens there.
 * - `unreachable`: no answer.
 * - `stranger`: something answers that is no agent.
 */
export type Asked = {
  readonly outcome: 'asked' | 'untrusted' | 'refused' | 'unreachable' | 'stranger';
  /** For tests and logs: a status, or the code of an error. Nobody who asks is told. */
  readonly detail: string;
};

type Limits = { readonly answerMs?: number; readonly connectMs?: number };

/**
 * Asks the agent at an address for an inventory: `GET /now` at its control port.
 *
 * Nothing is resolved and no redirect followed: the connection goes to this address and port, or nowhere. The answer's
 * body is not read.
 *
 * Source: agent-protocols §4.2. FusionInventory says `OK` even with 403: only the status counts.
 *
 * @param address An IP address, as `plainAddress` returns it.
 */
export function askAgent(address: string, port: number, limits: Limits = {}): Promise<Asked> {
  const { answerMs = ANSWER_MS, connectMs = CONNECT_MS } = limits;
  return new Promise((resolve) => {
    let asking: ClientRequest | undefined;
    const timers: NodeJS.Timeout[] = [];
    const end = (outcome: Asked['outcome'], detail: string) => {
      for (const timer of timers) clearTimeout(timer);
      asking?.destroy();
      resolve({ outcome, detail });
    };
    asking = request({
      host: address,
      port,
      path: '/now',
      method: 'GET',
      agent: false,
      maxHeaderSize: HEADER_BYTES,
      headers: { 'user-agent': 'Muster-Server', connection: 'close' },
    });
    asking.on('socket', (socket) => {
      const connecting = setTimeout(() => end('unreachable', 'no connection'), connectMs);
      timers.push(connecting);
      socket.once('connect', () => clearTimeout(connecting));
    });
    timers.push(setTimeout(() => end('unreachable', 'no answer'), answerMs));
    asking.on('response', ({ statusCode = 0 }) => {
      if (statusCode === 200) end('asked', '200');
      else if (statusCode === 403 || statusCode === 401) end('untrusted', String(statusCode));
      else end('stranger', String(statusCode));
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      const { code = '' } = error;
      if (code === 'ECONNREFUSED') end('refused', code);
      else if (code.startsWith('HPE_') || code === 'ECONNRESET') end('stranger', code);
      else end('unreachable', code);
    });
    asking.end();
  });
}
