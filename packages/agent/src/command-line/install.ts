import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@muster/protocol/errors';
import { type Config, readConfig } from '../config.ts';
import { readClock } from '../daemon/clock.ts';
import { targetsOf } from '../daemon/contact-run.ts';
import { decide } from '../daemon/decide.ts';
import { readSchedule, writeSchedule } from '../daemon/schedule-file.ts';
import { launcherCommand } from '../daemon/self.ts';
import { askTag } from '../install/ask-tag.ts';
import { cronFile } from '../install/cron.ts';
import { editConfig } from '../install/edit-config.ts';
import { asInstallation, createMachine, type Machine, type Mode } from '../install/machine.ts';
import { daemonUnits, managedUnits, type UnitSettings } from '../install/units.ts';
import type { Log } from '../log.ts';
import { writeWhole } from '../write-whole.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';

const CONFIG_FILE = '/etc/muster-agent/agent.cfg';

/**
 * Keeps what the command line says in the configuration, and sets up how the agent is started.
 *
 * Done again, it changes what is said, and nothing else.
 */
export async function install(context: CommandContext): Promise<number> {
  const { config: said, log } = context;
  if (said.root === null && process.getuid?.() !== 0)
    throw new AppError('INSTALL_FAILED', { reason: 'you are not root' });
  const machine = createMachine(said.root);
  // Relative to the folder of --root, where the programs will find it.
  const configFile = said.root === null ? (said.configFile ?? CONFIG_FILE) : CONFIG_FILE;
  const path = machine.pathOf(configFile);
  const answers = await askMissing(context, path);
  asInstallation(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
    // Only its owner reads it: it may hold a password.
    writeWhole(path, editConfig(text, { ...said.given, ...answers }, path));
  });
  const config = readConfig(['--conf-file', path], {});
  const mode = setUp(machine, said.mode ?? machine.installedMode(), config, configFile, log);
  start(machine, mode, config, log);
  log.info(`Installed, mode ${mode}, configuration ${configFile}`);
  if (targetsOf(config).length === 0)
    log.warn('There is no server yet: give one by "muster-agent install --server URL"');
  return SUCCEEDED;
}

/** What only a person can know, when there is one. */
async function askMissing({ config: said, surroundings, log }: CommandContext, path: string) {
  const { ask, canAsk } = surroundings;
  if (ask === undefined || (await canAsk?.()) !== true || said.root !== null) return {};
  const known = existsSync(path) ? readConfig(['--conf-file', path], {}) : null;
  const server =
    said.servers.length > 0 || (known?.servers.length ?? 0) > 0 ? '' : (await ask('Server (URL): ')).trim();
  const config = server === '' ? said : readConfig(['--server', server, '--conf-file', 'none'], {});
  const answers = server === '' ? {} : { server: [server] };
  if ((said.tag ?? known?.tag ?? null) !== null) return answers;
  const servers = config.servers.length > 0 ? config.servers : (known?.servers ?? []);
  const tag = await askTag({ ...(known ?? config), servers }, ask, log);
  return tag === null ? answers : { ...answers, tag: [tag] };
}

/** Writes what starts the agent. @returns The mode that fits the machine. */
function setUp(machine: Machine, asked: Mode | null, config: Config, configFile: string, log: Log): Mode {
  const mode = fittingMode(machine, asked, log);
  const settings: UnitSettings = {
    command: launcherCommand(),
    configFile,
    stateFolder: config.stateFolder,
    listen: config.httpd.on ? listenStream(config) : null,
  };
  machine.clear();
  switch (mode) {
    case 'managed':
      machine.write(managedUnits(settings));
      machine.enable([
        'muster-agent-contact.timer',
        ...(config.httpd.on ? (['muster-agent-wake.socket'] as const) : []),
      ]);
      break;
    case 'daemon':
      machine.write(daemonUnits(settings));
      machine.enable(['muster-agent.service']);
      break;
    case 'half-managed':
      if (machine.hasCron) machine.write([cronFile(settings.command, configFile, Math.random)]);
      else {
        machine.write(managedUnits({ ...settings, listen: null }));
        machine.enable(['muster-agent-contact.timer']);
      }
      break;
    case 'none':
      break;
  }
  return mode;
}

function fittingMode(machine: Machine, asked: Mode | null, log: Log): Mode {
  const possible: Mode[] = [
    ...(machine.hasUnits ? (['managed', 'daemon'] as const) : []),
    ...(machine.hasCron || machine.hasUnits ? (['half-managed'] as const) : []),
    'none',
  ];
  if (asked !== null && possible.includes(asked)) return asked;
  const [best = 'none'] = possible;
  if (asked !== null) {
    const missing = asked === 'half-managed' ? 'cron or systemd' : 'systemd';
    log.warn(`Mode ${asked} needs ${missing}, which is not on this machine: it is set up as ${best}`);
  } else if (best === 'none') log.warn('There is neither systemd nor cron: nothing starts the agent by itself');
  return best;
}

function listenStream({ httpd: { address, port } }: Config): string {
  if (address === null) return String(port);
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Starts what was set up, where systemd runs and there is a server to contact. */
function start(machine: Machine, mode: Mode, config: Config, log: Log): void {
  const targets = targetsOf(config);
  if (targets.length === 0 || mode === 'none') return;
  if (mode !== 'daemon') {
    const folder = machine.pathOf(config.stateFolder);
    const rules = { firstDelayMs: config.delayTimeS * 1000, together: config.onceForAll };
    // As a daemon would begin: a fleet that is installed at once must not come at once.
    writeSchedule(folder, decide(targets, readSchedule(folder, log.warn), readClock(), Math.random, rules).schedule);
  }
  if (!machine.hasSystemd) return;
  const units = {
    managed: ['muster-agent-contact.timer', ...(config.httpd.on ? ['muster-agent-wake.socket'] : [])],
    daemon: ['muster-agent.service'],
    'half-managed': machine.hasCron ? [] : ['muster-agent-contact.timer'],
  }[mode];
  const done = machine.systemctl('daemon-reload') && (units.length === 0 || machine.systemctl('restart', ...units));
  if (!done) log.warn(`systemd could not start ${units.join(', ')}: see "systemctl status"`);
}
