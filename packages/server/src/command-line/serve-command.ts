import type { AddressInfo } from 'node:net';
import { AppError } from '@muster/protocol';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { createApp } from '../app.ts';
import { checkListen } from '../config/listening.ts';
import { type Config, makeDataDir } from '../config.ts';
import { type Db, openDatabase } from '../db/database.ts';
import { serverBrief } from '../server-info/server-brief.ts';
import { warningsOf } from '../server-info/server-warnings.ts';
import type { Command, Terminal } from './command.ts';
import { openLog } from './open-log.ts';

/** Time for requests under way to finish when the server is asked to stop. Milliseconds. */
const GRACE_MS = 10_000;

/** `muster-server serve`. */
export const serveCommand: Command = {
  name: 'serve',
  usage: ['serve [options]'],
  summary: 'Runs the server until it is stopped (SIGINT or SIGTERM).',
  async run({ config, words, terminal, stop, notify }) {
    if (words.length > 0) {
      terminal.printError('Use: muster-server serve [options]');
      return 2;
    }
    checkListen(config);
    makeDataDir(config);
    const { log, closeLog } = openLog(config);
    const db = await openDatabase(config.databaseLocation);
    try {
      await serve({ config, db, log, terminal, stop, notify });
    } finally {
      await db.close();
      closeLog();
    }
    return 0;
  },
};

type Running = {
  readonly config: Config;
  readonly db: Db;
  readonly log: FastifyBaseLogger;
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
  readonly notify: (message: Readonly<Record<string, unknown>>) => void;
};

async function serve({ config, db, log, terminal, stop, notify }: Running): Promise<void> {
  const app = await createApp({ config, db, log });
  await listen(app, config);
  const url = localUrl(app, config);
  terminal.print(greeting(url, config, db));
  const setupSecret = await app.services.users.createSetupLink();
  if (setupSecret !== null) terminal.print(invitation(`${url}/setup#${setupSecret}`));
  for (const { message, hint } of warningsOf(config)) terminal.printError(`Warning: ${message}. ${hint}`);
  log.info({ version: serverBrief.version, url, database: db.engine.name }, 'Server started');
  notify({ type: 'ready', url, data: config.dataDir, certificate: config.tlsCert || null });

  await whenAborted(stop);
  await close(app);
  log.info('Server stopped');
  terminal.print('Stopped');
}

async function listen(app: FastifyInstance, { listen: host, port, maxConnections }: Config): Promise<void> {
  try {
    await app.listen({ host, port, backlog: maxConnections }); // agents that all wake at once
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'; // safe: node:net throws these
    throw new AppError('LISTEN_FAILED', { address: host, port, reason }, { cause: error });
  }
}

/** Stops accepting, lets requests under way finish, and cuts those that do not. */
async function close(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  await app.close();
  clearTimeout(cut);
}

/** Where a browser on this machine finds the console. */
function localUrl(app: FastifyInstance, config: Config): string {
  const { port } = app.server.address() as AddressInfo; // safe: it listens on TCP
  const isAny = config.listen === '0.0.0.0' || config.listen === '::';
  const host = isAny ? '127.0.0.1' : config.listen;
  return `${config.tlsCert === '' ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function greeting(url: string, config: Config, db: Db): string {
  const log = config.logTo === 'file' ? config.logFile : 'standard error';
  return [
    `Muster ${serverBrief.version} is running`,
    `  Console  ${url}/`,
    `  Agents   ${url}/ocsinventory`,
    `  Data     ${config.dataDir} (${db.engine.name === 'sqlite' ? 'SQLite' : 'PostgreSQL'})`,
    `  Log      ${log}`,
  ].join('\n');
}

function invitation(link: string): string {
  return `There is no administrator yet. Open this link to make the first one; it works once:\n  ${link}`;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
