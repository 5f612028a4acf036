import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { captures } from './paths.ts';

export type CapturedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was on the wire. */
  readonly body: Buffer;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it was on the wire. */
  readonly body: Buffer;
  /** Inflated where it came compressed. */
  readonly text: string;
};

/**
 * Reads a captured request, such as `glpi-agent/05-contact-request`.
 *
 * `.http` shows head and decoded body; `.bin` beside it has the body as it was on the wire, where that was compressed.
 */
export async function readCapturedRequest(name: string): Promise<CapturedRequest> {
  const shown = await readFile(join(captures, `${name}.http`));
  const begin = shown.indexOf('\n\n') + 2;
  const [first = '', ...rest] = shown
    .subarray(0, begin)
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [method = '', path = ''] = first.split(' ');
  const headers = Object.fromEntries(
    rest.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const wire = join(captures, `${name}.bin`);
  const length = Number(headers['Content-Length'] ?? 0);
  const body = existsSync(wire) ? await readFile(wire) : shown.subarray(begin, begin + length);
  return { method, path, headers, body };
}

/** Headers of one hop of a connection; a replay has its own. */
const HOP_HEADERS = ['te', 'keep-alive', 'connection', 'host', 'content-length'];

/** Sends bytes as an agent does. Nothing is followed, retried or decoded on the way. */
export function sendRequest(
  url: string,
  { method = 'POST', headers = {}, body = Buffer.alloc(0) }: Partial<Omit<CapturedRequest, 'path'>>,
): Promise<Answer> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name.toLowerCase()));
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      agent: false, // a connection of its own: after a refusal the server may close it
      headers: { ...Object.fromEntries(kept), 'content-length': body.length },
      timeout: 300_000,
    });
    outgoing.once('timeout', () => outgoing.destroy(new Error(`No answer from ${url} within five minutes`)));
    outgoing.once('error', reject);
    outgoing.once('response', async (incoming) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        const answer = Buffer.concat(chunks);
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: answer, text: textOf(answer) });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.end(body);
  });
}

function textOf(body: Buffer): string {
  if (body[0] === 0x78) return inflateSync(body).toString();
  if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body).toString();
  return body.toString();
}
