import { inflateSync } from 'node:zlib';
import { openHttpConnection } from './http-connection.ts';

export type Played = {
  readonly requests: number;
  /** Answered as a success. That says nothing of what was stored. */
  readonly ok: number;
  readonly failed: number;
  /** What else was answered, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the load itself cost of the machine that both share. */
  readonly loadCpuMsEach: number;
};

type Options = {
  readonly url: string;
  readonly clients: number;
  /** Bodies of requests; played again from the first when there are fewer than `requests`. */
  readonly bodies: readonly Buffer[];
  readonly requests?: number;
};

const SUCCESSES = new Set(['SEND', 'STOP', 'OTHER', 'NO_ACCOUNT_UPDATE', 'ACCOUNT_UPDATE']);

/** Posts bodies as OCS agents do, each client on a connection that it keeps, the next as soon as the last is answered. */
export async function play({ url, clients, bodies, requests = bodies.length }: Options): Promise<Played> {
  const address = new URL(url);
  const messages = bodies.map((body) => requestOf(address, body));
  const latenciesMs: number[] = [];
  const errors: Record<string, number> = {};
  const replies = new Map<string, string>();
  let next = 0;

  async function client(): Promise<void> {
    const connection = openHttpConnection(address);
    while (next < requests) {
      const message = messages[next % messages.length] as Buffer; // within the list
      next += 1;
      const begin = performance.now();
      const answer = await connection.exchange(message).then(
        ({ status, body }) => (status === 200 ? answerOf(body, replies) : `HTTP ${status}`),
        (error: Error) => error.message,
      );
      if (SUCCESSES.has(answer)) latenciesMs.push(performance.now() - begin);
      else errors[answer] = (errors[answer] ?? 0) + 1;
    }
    connection.close();
  }

  const cpu = process.cpuUsage();
  const begin = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latenciesMs.sort((a, b) => a - b);
  const quantile = (part: number) => latenciesMs[Math.ceil(part * latenciesMs.length) - 1] ?? Number.NaN;
  return {
    requests,
    ok: latenciesMs.length,
    failed: requests - latenciesMs.length,
    errors,
    seconds,
    perSecond: latenciesMs.length / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    loadCpuMsEach: (user + system) / 1000 / requests,
  };
}

function requestOf(url: URL, body: Buffer): Buffer {
  const head = [
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    'User-Agent: OCS-NG_unified_unix_agent_v2.10.0',
    'Pragma: no-cache',
    'Content-Type: application/x-compress',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** The word in RESPONSE. Replies are few and alike: each is inflated once. */
function answerOf(body: Buffer, known: Map<string, string>): string {
  const key = body.toString('latin1');
  const seen = known.get(key);
  if (seen !== undefined) return seen;
  let answer: string;
  try {
    const text = inflateSync(body).toString();
    answer = /<RESPONSE>([^<]*)<\/RESPONSE>/.exec(text)?.[1] ?? 'no RESPONSE';
  } catch {
    answer = 'a reply that is not compressed';
  }
  if (known.size < 1_000) known.set(key, answer);
  return answer;
}
