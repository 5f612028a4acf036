import { AppError } from '@muster/protocol/errors';
import { type Config, readConfig } from '../config.ts';
import { createControlDoor } from '../daemon/control-door.ts';
import { type ControlPort, openControlPort } from '../daemon/control-port.ts';
import { createDaemon, type Daemon } from '../daemon/daemon.ts';
import { acquireLock, lockHolder } from '../daemon/lock.ts';
import { runTaskProcess } from '../daemon/supervisor.ts';
import { keepWakeToken } from '../daemon/wake-token.ts';
import type { Log } from '../log.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { reportError } from './report-error.ts';

/** Stays until it is told to stop: SIGTERM. SIGUSR1 contacts all servers now, SIGHUP reads the configuration again. */
export async function daemon({ config, surroundings, log }: CommandContext): Promise<number> {
  const agent = createDaemon(config, log, surroundings.runTask ?? runTaskProcess);
  let port: ControlPort | null = null;
  // Before the lock, which tells others that signals may be sent: without these they would end the process.
  process.on('SIGUSR1', () => agent.wake(null));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => agent.stop());
  process.on('SIGHUP', () => {
    reload()
      .then(() => log.info('The configuration was read again'))
      .catch((error: unknown) => reportError(error, log));
  });
  const lock = acquireLock(config.stateFolder, 'daemon');
  if (lock === null) throw new AppError('DAEMON_RUNNING', { pid: lockHolder(config.stateFolder, 'daemon') ?? 0 });
  port = await open(config, agent, log);
  log.info(`Running as process ${process.pid}${port === null ? '' : `, port ${config.httpd.port}`}`);
  await agent.run();
  port?.close();
  lock.release();
  log.info('Stopped');
  return SUCCEEDED;

  async function reload(): Promise<void> {
    const changed = readConfig(surroundings.argv, surroundings.env, surroundings.programName);
    port?.close();
    port = null;
    agent.reconfigure(changed);
    port = await open(changed, agent, log);
  }
}

/** A port that somebody else has is no reason not to report. @throws {AppError} `OPTION_INVALID`, `STATE_UNWRITABLE`. */
async function open(config: Config, agent: Daemon, log: Log): Promise<ControlPort | null> {
  if (!config.httpd.on) return null;
  keepWakeToken(config.stateFolder);
  const { status, schedule, wake } = agent;
  const doorFor = createControlDoor({ config, status, schedule, wake });
  try {
    return await openControlPort(config.httpd, doorFor);
  } catch (error) {
    reportError(error, log);
    return null;
  }
}
