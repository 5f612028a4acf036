import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@muster/protocol';
import type { FastifyBaseLogger } from 'fastify';
import pino from 'pino';
import type { Config } from '../config.ts';

/** A log file is put aside when it is larger, and this many are kept beside it: 100 MiB in all. */
const FILE_BYTES = 20 * 1024 * 1024;
const FILES_KEPT = 4;
const CHECK_MS = 10_000;

/** The log of the process: one JSON object a line, see `--log-to`. */
export function openLog({ logTo, logFile, logLevel }: Config): { log: FastifyBaseLogger; closeLog(): void } {
  if (logTo === 'stderr') {
    return { log: createLogger(logLevel, pino.destination({ fd: 2, sync: true })), closeLog: () => undefined };
  }
  // Synchronous: the last line before a crash is the one that matters.
  const destination = openFile(logFile);
  const timer = setInterval(() => {
    if (isFull(logFile)) {
      putAside(logFile);
      destination.reopen();
    }
  }, CHECK_MS).unref();
  return {
    log: createLogger(logLevel, destination),
    closeLog() {
      clearInterval(timer);
      destination.end();
    },
  };
}

function createLogger(level: string, destination: pino.DestinationStream): FastifyBaseLogger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

function openFile(logFile: string) {
  try {
    mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
    if (isFull(logFile)) putAside(logFile);
    return pino.destination({ dest: logFile, sync: true, mode: 0o600 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'; // safe: node:fs throws these
    throw new AppError(
      'OPTION_INVALID',
      { reason: `the log "${logFile}" cannot be written (${code})` },
      { cause: error },
    );
  }
}

function isFull(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= FILE_BYTES;
}

/** `server.log` becomes `server.log.1`, that `server.log.2`, and so on; the last is overwritten. */
function putAside(path: string): void {
  const names = [path, ...Array.from({ length: FILES_KEPT }, (_, i) => `${path}.${i + 1}`)];
  for (let i = FILES_KEPT; i > 0; i -= 1) {
    const [from, to] = [names[i - 1], names[i]];
    if (from !== undefined && to !== undefined && statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
  }
}
