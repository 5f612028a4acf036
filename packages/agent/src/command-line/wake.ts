import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AppError } from '@muster/protocol/errors';
import { lockHolder } from '../daemon/lock.ts';
import { requestWake } from '../daemon/wake-requests.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';

/** Makes the agent of this machine contact its servers now: the daemon, or what systemd starts in its place. */
export async function wake({ config, log }: CommandContext): Promise<number> {
  const pid = lockHolder(config.stateFolder, 'daemon');
  if (pid !== null) {
    process.kill(pid, 'SIGUSR1');
    log.info(`The daemon (process ${pid}) was told`);
    return SUCCEEDED;
  }
  requestWake(config.stateFolder, null);
  startContactUnit();
  log.info('systemd was told to start a contact');
  return SUCCEEDED;
}

/** The service of a machine where nothing stays in memory. @throws {AppError} `AGENT_NOT_RUNNING`. */
export function startContactUnit(): void {
  // systemd makes this folder when it is what runs the machine.
  if (existsSync('/run/systemd/system')) {
    const { status } = spawnSync('systemctl', ['start', '--no-block', 'muster-agent-contact.service'], {
      stdio: 'ignore',
      timeout: 10_000,
    });
    if (status === 0) return;
  }
  throw new AppError('AGENT_NOT_RUNNING');
}
