import type { Config } from '../config.ts';
import type { Log } from '../log.ts';

export type Ask = (question: string) => Promise<string>;

const LABEL_LIMIT = 200;

/**
 * Asks the person who installs for the TAG, with the words that the server's administrators chose.
 *
 * A server that has no label does not want anybody to be asked. Source: ocs-windows-agent §5, ocs-server §4.3.
 *
 * @returns Null: nobody was asked, or there was no answer.
 */
export async function askTag(config: Config, ask: Ask, log: Log): Promise<string | null> {
  for (const server of config.servers) {
    const label = await fetchLabel(server, config, log);
    if (label !== null) return (await ask(`${label}: `)).trim() || null;
  }
  return null;
}

async function fetchLabel(server: string, config: Config, log: Log): Promise<string | null> {
  const { createTarget } = await import('../targets/create-target.ts');
  const { client } = createTarget(config, server, log);
  try {
    const reply = await client.request({ url: new URL('/deploy/label', server).href });
    if (reply.status !== 200) return null;
    const text = Buffer.from(reply.body).toString('utf8');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a server must not command the terminal.
    const label = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
    return label === '' ? 'Label of this machine (TAG)' : label.slice(0, LABEL_LIMIT);
  } catch (error) {
    log.warn(`The label of the server could not be fetched: ${(error as Error).message}`);
    return null;
  } finally {
    client.close();
  }
}
