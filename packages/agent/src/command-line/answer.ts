import { AppError } from '@muster/protocol/errors';
import { createControlDoor } from '../daemon/control-door.ts';
import { openControlPort } from '../daemon/control-port.ts';
import { lockHolder } from '../daemon/lock.ts';
import { readSchedule } from '../daemon/schedule-file.ts';
import { requestWake } from '../daemon/wake-requests.ts';
import { keepWakeToken } from '../daemon/wake-token.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { reportError } from './report-error.ts';
import { startContactUnit } from './wake.ts';

/** The first descriptor that systemd hands over. */
const FIRST_SOCKET = 3;

/** Nobody came for so long: the next caller starts it again. Longer would only keep memory, shorter start it more often. */
const IDLE_MS = 10_000;

/** Answers in the place of a daemon: who wakes the agent makes systemd start a contact. */
export async function answer({ config, surroundings, log }: CommandContext): Promise<number> {
  if (surroundings.env.LISTEN_FDS !== '1')
    throw new AppError('OPTION_INVALID', { reason: '"answer" is started by systemd, with one socket' });
  const folder = config.stateFolder;
  keepWakeToken(folder);
  const doorFor = createControlDoor({
    config,
    status: () => (lockHolder(folder, 'run') === null ? 'waiting' : 'running task Contact'),
    schedule: () => readSchedule(folder, log.warn),
    wake: (targets) => {
      requestWake(folder, targets);
      try {
        startContactUnit();
      } catch (error) {
        // The timer finds the wish within minutes.
        reportError(error, log);
      }
    },
  });
  const port = await openControlPort({ fd: FIRST_SOCKET }, doorFor);
  return new Promise((resolve) => {
    const end = () => {
      port.close();
      resolve(SUCCEEDED);
    };
    let idle = setTimeout(end, IDLE_MS);
    port.server.on('connection', () => {
      clearTimeout(idle);
      idle = setTimeout(end, IDLE_MS);
    });
  });
}
