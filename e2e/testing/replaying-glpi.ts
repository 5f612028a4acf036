import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { captures } from './paths.ts';

export type Asked = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Inflated. */
  readonly text: string;
};

export type ReplayingGlpi = {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Replies by the names of their captures, such as `06-contact-reply-ok`, in their order; the last one again and again. */
  reply(...names: string[]): void;
  close(): Promise<void>;
};

type Reply = { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer };

/** A GLPI server made of replies that a real one gave to GLPI agents, byte for byte. */
export async function startReplayingGlpi(): Promise<ReplayingGlpi> {
  const asked: Asked[] = [];
  let names: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const text = body[0] === 0x78 ? inflateSync(body).toString() : body.toString();
    asked.push({ method: request.method ?? '', headers: request.headers, text });
    const name = names.length > 1 ? names.shift() : names[0];
    const reply = await readReply(name ?? '');
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    url: `http://127.0.0.1:${port}/glpi/`,
    asked,
    reply: (...given) => {
      names = given;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Source: `.http` shows head and decoded body; `.bin` beside it has the body as it was on the wire. */
async function readReply(name: string): Promise<Reply> {
  const path = join(captures, 'glpi-agent', name);
  const shown = await readFile(`${path}.http`);
  const begin = shown.indexOf('\n\n') + 2;
  const [first = '', ...rest] = shown
    .subarray(0, begin)
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const headers = Object.fromEntries(
    rest.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = existsSync(`${path}.bin`) ? await readFile(`${path}.bin`) : shown.subarray(begin).toString().trim();
  return {
    status: Number(first.split(' ')[1]),
    headers: { ...headers, 'Content-Length': String(body.length) },
    body: Buffer.from(body),
  };
}
