import { AppError, decodeText, readXml } from '@muster/protocol';
import { isJson } from '../targets/dialect.ts';
import { awaitAnswer } from '../targets/pending.ts';
import { saidBy } from '../targets/target.ts';
import { expectSuccess, type HttpClient, type HttpReply, withoutCredentials } from '../transport/http-client.ts';
import type { InventoryFile } from './inventory-file.ts';

/**
 * Sends one inventory, and sees to it that it was accepted: a web server that answers 200 to everything has not.
 *
 * @throws {AppError} As `HttpClient.request`; `SERVER_REFUSED`, `INVENTORY_REFUSED`, `SERVER_ANSWER_UNREADABLE`.
 */
export async function sendFile(client: HttpClient, url: string, file: InventoryFile): Promise<void> {
  const isXml = file.format === 'xml';
  const contentType = isXml ? 'application/x-compress' : 'application/x-compress-zlib';
  const headers: Record<string, string> = file.agentId === null ? {} : { 'GLPI-Agent-ID': file.agentId };
  const first = await client.request({ url, bytes: file.bytes, contentType, headers });
  const ask = (more: Readonly<Record<string, string>>) =>
    client.request({ url, contentType, headers: { ...headers, ...more } });
  const reply = isXml ? first : await awaitAnswer(first, ask);
  const said = saidBy(reply);
  if (isRefusal(reply) && said !== null) {
    throw new AppError('INVENTORY_REFUSED', { url: withoutCredentials(url), reason: `it says "${said}"` });
  }
  expectSuccess(url, reply);
  if (isRefusal(reply)) {
    throw new AppError('SERVER_ANSWER_UNREADABLE', {
      url: withoutCredentials(url),
      reason: 'it is not that of an inventory server',
    });
  }
}

function isRefusal({ status, body }: HttpReply): boolean {
  if (status > 299) return true;
  try {
    if (!isJson(body)) {
      const { name, children } = readXml(decodeText(body));
      return name !== 'REPLY' || children.some((child) => child.name === 'ERROR');
    }
    const answer = JSON.parse(Buffer.from(body).toString('utf8')) as Readonly<Record<string, unknown>>;
    return answer.status !== 'ok' && answer.RESPONSE === undefined;
  } catch {
    return true;
  }
}
