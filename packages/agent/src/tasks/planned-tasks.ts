import { AppError } from '@muster/protocol/errors';
import type { Config } from '../config.ts';

/** Tasks that this version has. */
const AVAILABLE = ['inventory'];

/** Tasks of other agents: their configurations may name them, which does no harm. */
const OF_OTHERS = [
  'collect',
  'deploy',
  'download',
  'esx',
  'ipdiscover',
  'netdiscovery',
  'netinventory',
  'remoteinventory',
  'snmp',
  'wakeonlan',
];

/** Stands for all tasks that are not named, at the end. */
const REST = '...';

/**
 * Tasks to do, in their order: those of `--tasks` without those of `--no-task`.
 *
 * @throws {AppError} `OPTION_INVALID`: a name is no task.
 * Source: glpi-fusion-server §1.6.
 */
export function plannedTasks({ tasks, noTask }: Pick<Config, 'tasks' | 'noTask'>): string[] {
  const excluded = noTask.map((name) => toTask(name, '--no-task'));
  const wanted = (tasks.length === 0 ? [REST] : tasks).flatMap((name) =>
    name === REST ? AVAILABLE : [toTask(name, '--tasks')],
  );
  return [...new Set(wanted)].filter((task) => AVAILABLE.includes(task) && !excluded.includes(task));
}

function toTask(name: string, flag: string): string {
  const task = name.toLowerCase();
  if (AVAILABLE.includes(task) || OF_OTHERS.includes(task)) return task;
  throw new AppError('OPTION_INVALID', {
    reason: `${flag} "${name}" is no task; this version has ${AVAILABLE.join(', ')}`,
  });
}
