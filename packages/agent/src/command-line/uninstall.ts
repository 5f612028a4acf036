import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@muster/protocol/errors';
import { readConfig } from '../config.ts';
import { asInstallation, createMachine } from '../install/machine.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';

const CONFIG_FOLDER = '/etc/muster-agent';

/** Removes what starts the agent; with `--purge` its configuration and state too. */
export async function uninstall({ config, log }: CommandContext): Promise<number> {
  if (config.root === null && process.getuid?.() !== 0)
    throw new AppError('INSTALL_FAILED', { reason: 'you are not root' });
  const machine = createMachine(config.root);
  machine.clear();
  log.info('Nothing starts the agent any more');
  if (!config.purge) return SUCCEEDED;
  const configFile = config.root === null ? config.configFile : machine.pathOf(`${CONFIG_FOLDER}/agent.cfg`);
  const installed =
    configFile !== null && existsSync(configFile) ? readConfig(['--conf-file', configFile], {}) : config;
  const folder = configFile === null ? null : dirname(configFile);
  asInstallation(() => {
    for (const path of [
      machine.pathOf(installed.stateFolder),
      installed.log.file === null ? null : machine.pathOf(installed.log.file),
    ])
      if (path !== null) rmSync(path, { recursive: true, force: true });
    // A configuration that somebody put elsewhere stands among other things.
    if (folder?.endsWith(CONFIG_FOLDER)) rmSync(folder, { recursive: true, force: true });
    else if (configFile !== null) rmSync(configFile, { force: true });
  });
  log.info('Configuration and state were removed');
  return SUCCEEDED;
}
