import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { readClock } from '../daemon/clock.ts';
import { lockHolder } from '../daemon/lock.ts';
import { remainingMs } from '../daemon/schedule.ts';
import { readSchedule } from '../daemon/schedule-file.ts';
import { type Finding, note, ok, problem, warning } from './finding.ts';

/** State and log of one agent need a few hundred KiB. */
const FREE_BYTES = 20 * 1024 * 1024;

/** What of this machine may keep an agent from reporting. */
export async function checkMachine(config: Config, isRoot: boolean): Promise<Finding[]> {
  return [
    checkServers(config),
    isRoot
      ? ok('Runs as root')
      : note('Does not run as root', 'Serial numbers and much else are for root only; the state is that of this user.'),
    checkYear(),
    ...(await checkFolder(config.stateFolder)),
    checkLock(config.stateFolder),
    ...checkSchedule(config.stateFolder),
  ];
}

function checkServers({ servers, configFile }: Config): Finding {
  if (servers.length > 0)
    return ok(`${servers.length === 1 ? 'One server is' : `${servers.length} servers are`} configured`);
  return problem(
    'No server is configured',
    `Write "server = https://…" into ${configFile ?? 'a configuration file'}, or give --server.`,
  );
}

/** Batteries of clocks die; then certificates are not valid yet. */
function checkYear(): Finding {
  const now = new Date();
  if (now.getFullYear() >= 2026) return ok(`The clock of this machine says ${now.toISOString()}`);
  return problem(`The clock of this machine says ${now.toISOString()}`, 'Set it, and let a time service keep it.');
}

async function checkFolder(folder: string): Promise<Finding[]> {
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'x'.repeat(4096), { mode: 0o600 });
    await rm(probe);
  } catch (error) {
    await rm(probe, { force: true }).catch(() => undefined);
    return [problem(`The state folder cannot be written: ${(error as Error).message}`, adviceFor(error, folder))];
  }
  const findings = [ok(`The state folder "${folder}" can be written`)];
  const { bavail, bsize, ffree, files } = await statfs(folder);
  if (bavail * bsize < FREE_BYTES)
    findings.push(warning(`Only ${Math.round((bavail * bsize) / 1024)} KiB are free there`, 'Make room on that disk.'));
  if (files > 0 && ffree < 100)
    findings.push(warning(`Only ${ffree} more files fit there`, 'The disk has no inodes left: remove small files.'));
  const { mode } = await stat(folder);
  if ((mode & 0o077) !== 0)
    findings.push(
      note('Others may look into the state folder', `Administrative data is in it: chmod 700 "${folder}".`),
    );
  return findings;
}

function adviceFor(error: unknown, folder: string): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'The disk is full: make room on it.';
  if (code === 'EROFS') return 'The disk is mounted read-only: look at the messages of the kernel.';
  return `Run the agent as a user who may write to "${folder}", or choose another folder with --vardir.`;
}

function checkLock(folder: string): Finding {
  try {
    const holder = lockHolder(folder, 'run');
    if (holder !== null) return note(`A contact is going on now, by process ${holder}`);
    const daemon = lockHolder(folder, 'daemon');
    return ok(daemon === null ? 'No other agent is at work' : `The daemon runs, as process ${daemon}`);
  } catch (error) {
    return problem((error as Error).message);
  }
}

function checkSchedule(folder: string): Finding[] {
  const now = readClock();
  return Object.entries(readSchedule(folder, () => undefined)).map(([target, plan]) => {
    const minutes = Math.round(remainingMs(plan, now) / 60_000);
    const when =
      minutes <= 0
        ? 'is due'
        : `comes in ${minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`}`;
    const failed = plan.failures > 0 ? `; ${plan.failures} contacts failed since the last good one` : '';
    return (plan.failures > 0 ? warning : ok)(`The next contact with ${target} ${when}${failed}`);
  });
}
