import { decodeContactReply } from '@muster/protocol';
import type { HttpReply } from '../transport/http-client.ts';
import { isJson } from './dialect.ts';

/** What is asked again has its limits: so often, and not longer than this at a time. Source: agent-protocols §3.2. */
const POLLS = 12;
const LONGEST_POLL_MS = 120_000;

/** Asks for an answer that was not ready: a GET under the id that the server gave the message. */
type Ask = (headers: Readonly<Record<string, string>>) => Promise<HttpReply>;

/** The answer itself, after "pending" as often as the server says it. */
export async function awaitAnswer(first: HttpReply, ask: Ask): Promise<HttpReply> {
  let reply = first;
  for (let poll = 0; poll < POLLS; poll++) {
    const waitMs = pendingMs(reply);
    if (waitMs === null) break;
    const requestId = reply.headers['glpi-request-id'];
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    reply = await ask(typeof requestId === 'string' ? { 'GLPI-Request-ID': requestId } : {});
  }
  return reply;
}

/** How long to wait for the answer; null when this is one, or when it will not come in time. */
function pendingMs({ status, body }: HttpReply): number | null {
  if (status > 299 || !isJson(body)) return null;
  try {
    const reply = decodeContactReply(Buffer.from(body).toString('utf8'));
    const ms = reply.expiration * 3_600_000;
    return reply.status === 'pending' && ms <= LONGEST_POLL_MS ? Math.max(ms, 100) : null;
  } catch {
    return null; // whoever reads it says what is wrong
  }
}
