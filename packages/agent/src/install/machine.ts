import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@muster/protocol/errors';
import { CRON_FILE } from './cron.ts';
import { type InstalledFile, UNIT_FOLDER, UNITS, type UnitName, wantsLink } from './units.ts';

export type Mode = 'managed' | 'daemon' | 'half-managed' | 'none';

/** The machine that the agent is installed on, or a folder that will become one. */
export type Machine = {
  /** Whether systemd runs here, and may be told to do something. */
  readonly hasSystemd: boolean;
  /** Whether units can be of use: systemd is there, though it may not run now. */
  readonly hasUnits: boolean;
  readonly hasCron: boolean;
  pathOf(path: string): string;
  /** The mode that an earlier installation set up; null: none did. */
  installedMode(): Mode | null;
  write(files: readonly InstalledFile[]): void;
  enable(units: readonly UnitName[]): void;
  /** Removes what any mode has set up. */
  clear(): void;
  /** @returns Whether it succeeded; always, where systemd does not run. */
  systemctl(...args: readonly string[]): boolean;
};

/** @param root Null: this machine. */
export function createMachine(root: string | null): Machine {
  const pathOf = (path: string) => (root === null ? path : join(root, path));
  const exists = (path: string) => existsSync(pathOf(path));
  const hasSystemd = root === null && existsSync('/run/systemd/system');
  const hasCron = exists('/etc/cron.d');
  const systemctl = (...args: readonly string[]) =>
    !hasSystemd ||
    spawnSync('systemctl', args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 120_000 }).status === 0;
  return {
    hasSystemd,
    hasUnits: hasSystemd || exists('/usr/lib/systemd/systemd') || exists('/lib/systemd/systemd'),
    hasCron,
    pathOf,
    systemctl,
    installedMode() {
      if (exists(`${UNIT_FOLDER}/muster-agent.service`)) return 'daemon';
      if (exists(CRON_FILE)) return 'half-managed';
      if (!exists(`${UNIT_FOLDER}/muster-agent-contact.timer`)) return null;
      // Without cron, a timer that no socket stands beside is what "half-managed" means.
      return hasCron || exists(`${UNIT_FOLDER}/muster-agent-wake.socket`) ? 'managed' : 'half-managed';
    },
    write: (files) =>
      asInstallation(() => {
        for (const { path, text } of files) writeFile(pathOf(path), text);
      }),
    enable: (units) =>
      asInstallation(() => {
        for (const name of units) {
          const link = wantsLink(name);
          if (link === null) continue;
          mkdirSync(dirname(pathOf(link)), { recursive: true });
          rmSync(pathOf(link), { force: true });
          symlinkSync(`${UNIT_FOLDER}/${name}`, pathOf(link));
        }
      }),
    clear: () =>
      asInstallation(() => {
        const units = UNITS.filter((name) => exists(`${UNIT_FOLDER}/${name}`));
        if (units.length > 0) systemctl('stop', ...units);
        for (const name of UNITS) {
          for (const path of [`${UNIT_FOLDER}/${name}`, wantsLink(name)])
            if (path !== null) rmSync(pathOf(path), { force: true });
        }
        rmSync(pathOf(CRON_FILE), { force: true });
        if (units.length > 0) systemctl('daemon-reload');
      }),
  };
}

function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(path, text);
  chmodSync(path, 0o644);
}

/** @throws {AppError} `INSTALL_FAILED`. */
export function asInstallation<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('INSTALL_FAILED', { reason: (error as Error).message }, { cause: error });
  }
}
