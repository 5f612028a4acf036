import { fstatSync } from 'node:fs';
import type { LogConfig } from '../config.ts';
import { type Log, logTo, type Sink } from '../log.ts';
import { fileSink } from './file-sink.ts';
import { programSink } from './program-sink.ts';

type Opening = {
  readonly debug: boolean;
  /** Which part of the agent speaks, such as `core` or `inventory`. */
  readonly component: string;
  readonly err: (text: string) => void;
};

/** The log, where the configuration wants it. */
export function openLog(config: LogConfig, { debug, component, err }: Opening): Log {
  const sinks = config.loggers.map((logger) => toSink(logger, config, err));
  return logTo(sinks, debug, component);
}

function toSink(logger: string, config: LogConfig, err: (text: string) => void): Sink {
  const warn = (message: string) => err(`[core][WARN] ${message}\n`);
  switch (logger) {
    case 'file':
      return config.file === null
        ? (line) => err(`${line}\n`)
        : fileSink({ path: config.file, maxBytes: config.fileMaxBytes }, warn);
    case 'syslog':
      return programSink(
        (level) => ['logger', '-t', TAG, '-p', `${facilityOf(config.facility)}.${SEVERITIES[level]}`],
        warn,
      );
    case 'journald':
      if (isJournal()) return journalSink(err);
      return programSink((level) => ['systemd-cat', '-t', TAG, '-p', SEVERITIES[level]], warn);
    default:
      return isJournal() ? journalSink(err) : (line) => err(`${line}\n`);
  }
}

/** A service's standard error output is the journal: it takes the level from a prefix. */
const journalSink =
  (err: (text: string) => void): Sink =>
  (line, level) =>
    err(`<${NUMBERS[level]}>${line}\n`);

/** Whether the standard error output is the journal, and not what was put in its place since. Source: systemd.exec(5). */
function isJournal(): boolean {
  const stream = process.env.JOURNAL_STREAM;
  if (stream === undefined) return false;
  try {
    const { dev, ino } = fstatSync(STANDARD_ERROR);
    return stream === `${dev}:${ino}`;
  } catch {
    return false; // it is closed
  }
}

const STANDARD_ERROR = 2;

const TAG = 'muster-agent';
const SEVERITIES = { DEBUG: 'debug', INFO: 'info', WARN: 'warning', ERROR: 'err' } as const;
const NUMBERS = { DEBUG: 7, INFO: 6, WARN: 4, ERROR: 3 } as const;

/** `LOG_USER`, as other agents call it, or `user`. */
const facilityOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/^log_/, '')
    .replace(/[^a-z0-9]/g, '') || 'user';
