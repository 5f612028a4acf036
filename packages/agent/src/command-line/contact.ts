import { setTimeout as sleep } from 'node:timers/promises';
import { readClock } from '../daemon/clock.ts';
import { contactNow, ofTargets, targetsOf } from '../daemon/contact-run.ts';
import { isNearlyDue, reviewPlan } from '../daemon/schedule.ts';
import { readSchedule, writeSchedule } from '../daemon/schedule-file.ts';
import { runTaskProcess } from '../daemon/supervisor.ts';
import { takeWakeRequest } from '../daemon/wake-requests.ts';
import { type CommandContext, FAILED, SUCCEEDED } from './command.ts';

/**
 * Contacts each server, and does what it says: once, in a process of its own.
 *
 * @returns 1 when a server was not reached or refused; the others are still contacted.
 */
export async function contact(context: CommandContext): Promise<number> {
  const { config, log, surroundings } = context;
  const { runTask = runTaskProcess } = surroundings;
  if (config.without.length + config.including.length > 0) {
    // A name that is mistyped is said before anything begins; the sections are loaded for it alone.
    (await import('../tasks/inventory-settings.ts')).checkInventorySettings(config);
  }
  if (config.waitS > 0) {
    const seconds = Math.floor(Math.random() * config.waitS);
    log.info(`Waiting ${seconds} seconds`);
    await sleep(seconds * 1000);
  }
  let ok = true;
  let due = dueTargets(context);
  while (due.length > 0) {
    ok = (await contactNow(due, { config, log, runTask })).ok;
    // Asked for while the servers were already answering: they may have something new.
    due = takeWakeRequest(config.stateFolder, targetsOf(config));
  }
  return ok ? SUCCEEDED : FAILED;
}

function dueTargets({ config, log }: CommandContext): readonly string[] {
  const targets = targetsOf(config);
  const asked = takeWakeRequest(config.stateFolder, targets);
  if (!config.lazy || config.force) return targets;
  const schedule = readSchedule(config.stateFolder, log.warn);
  const now = readClock();
  const waiting = targets.flatMap((target) => {
    const plan = Object.hasOwn(schedule, target) ? schedule[target] : undefined;
    if (plan === undefined || asked.includes(target) || isNearlyDue(plan, now)) return [];
    // As the clocks are now: they may have been changed since it was planned.
    return [[target, reviewPlan(plan, now, Math.random)] as const];
  });
  for (const [target, { nextAtMs }] of waiting)
    log.info(`${target} is not due before ${new Date(nextAtMs).toISOString()}`);
  const due = targets.filter((target) => !waiting.some(([waits]) => waits === target));
  if (due.length === 0) {
    // Whoever asks by the age of the file whether there is anything to do need not ask again.
    writeSchedule(config.stateFolder, { ...ofTargets(schedule, config), ...Object.fromEntries(waiting) });
  }
  return config.onceForAll && due.length > 0 ? targets : due;
}
