import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@muster/protocol';
import { configFor } from '../config.ts';
import { type InventoryFile, toInventoryFile } from '../inject/inventory-file.ts';
import { type Journal, openJournal } from '../inject/journal.ts';
import { sendFile } from '../inject/send-file.ts';
import { createHttpClient, type HttpClient, withoutCredentials } from '../transport/http-client.ts';
import { VERSION } from '../version.ts';
import { type CommandContext, FAILED, SUCCEEDED } from './command.ts';
import { reportError } from './report-error.ts';

/** What inventories are called; a file that is named itself may be called anything. */
const FILE_NAMES = /\.(ocs|xml|json|gz)$/i;
const STANDARD_INPUT = '-';

type Server = {
  readonly url: string;
  readonly client: HttpClient;
  readonly journal: Journal;
  /** It was not there: the rest waits for the next run. */
  gone: boolean;
};
type Counts = { injected: number; failed: number; known: number };

/**
 * Sends inventories of files to every server. What a server has accepted once is not sent to it again, so that an
 * injection which was interrupted goes on where it stopped.
 *
 * @returns 1 when a file could not be read, or was not accepted by every server.
 */
export async function inject(context: CommandContext): Promise<number> {
  const { config, surroundings, log } = context;
  const servers = await Promise.all(
    config.servers.map(async (url): Promise<Server> => {
      const its = configFor(config, url);
      const userAgent = its.userAgent ?? `Muster-Injector_v${VERSION}`;
      const client = createHttpClient({ ...its, userAgent, warn: log.warn });
      return { url, client, journal: await openJournal(config.stateFolder, withoutCredentials(url)), gone: false };
    }),
  );
  const counts: Counts = { injected: 0, failed: 0, known: 0 };
  for (const name of config.files) {
    try {
      for await (const path of listFiles(name, config.recursive)) await injectFile(path, servers, context, counts);
    } catch (error) {
      counts.failed++;
      reportError(error, log);
    }
  }
  for (const { client } of servers) client.close();
  const known = counts.known === 0 ? '' : `, accepted before ${counts.known}`;
  surroundings.out(`injected ${counts.injected}, failed ${counts.failed}${known}\n`);
  return counts.failed === 0 ? SUCCEEDED : FAILED;
}

async function injectFile(path: string, servers: readonly Server[], context: CommandContext, counts: Counts) {
  const { config, log } = context;
  let file: InventoryFile;
  try {
    file = await readInventoryFile(path);
  } catch (error) {
    counts.failed++;
    reportError(error, log);
    return;
  }
  let accepted = 0;
  for (const server of servers) {
    if (await injectInto(server, file, context, counts)) accepted++;
  }
  if (config.remove && accepted === servers.length && path !== STANDARD_INPUT) await rm(path);
}

/** @returns Whether the server has it now. */
async function injectInto(server: Server, file: InventoryFile, { config, log }: CommandContext, counts: Counts) {
  const { url, client, journal } = server;
  if (!config.force && journal.has(file.hash)) {
    counts.known++;
    return true;
  }
  if (server.gone) {
    counts.failed++;
    return false;
  }
  try {
    await sendFile(client, url, file);
    await journal.add(file.hash, file.name);
    log.debug(`"${file.name}" was accepted by ${withoutCredentials(url)}`);
    counts.injected++;
    return true;
  } catch (error) {
    counts.failed++;
    log.error(`"${file.name}" was not injected`);
    reportError(error, log);
    server.gone = error instanceof AppError && GONE.has(error.code);
    if (server.gone) log.error(`Nothing more is sent to ${withoutCredentials(url)}; run it again to go on`);
    return false;
  }
}

/** After these, and all repetitions, the next file would end in the same. */
const GONE = new Set(['SERVER_UNREACHABLE', 'CERTIFICATE_REFUSED', 'PROXY_FAILED', 'LOGIN_REFUSED', 'TOKEN_REFUSED']);

/** Files of a folder in the order of their names. @throws {AppError} `INVENTORY_FILE_WRONG`. */
async function* listFiles(path: string, recursive: boolean): AsyncGenerator<string> {
  if (path === STANDARD_INPUT || !(await isFolder(path))) {
    yield path;
    return;
  }
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile() && FILE_NAMES.test(entry.name)) yield join(path, entry.name);
    // Links to folders are not followed: they may lead back.
    else if (entry.isDirectory() && recursive) yield* listFiles(join(path, entry.name), recursive);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new AppError('INVENTORY_FILE_WRONG', { name: path, reason: (error as Error).message }, { cause: error });
  }
}

async function readInventoryFile(path: string): Promise<InventoryFile> {
  if (path === STANDARD_INPUT) return toInventoryFile(path, await readStandardInput());
  try {
    return await toInventoryFile(path, await readFile(path));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('INVENTORY_FILE_WRONG', { name: path, reason: (error as Error).message }, { cause: error });
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
