import { AppError } from '@muster/protocol/errors';
import { keepCompiled } from '../compiled-code.ts';
import { type Command, type Config, readConfig } from '../config.ts';
import { openLog } from '../log/open-log.ts';
import { createLog } from '../log.ts';
import { VERSION } from '../version.ts';
import { type CommandFunction, FAILED, MISUSED, SUCCEEDED, type Surroundings } from './command.ts';
import { reportError } from './report-error.ts';

/** Where each command is. Nothing is loaded that the command does not use: a daemon stays small by what it never imports. */
const commands: Readonly<Record<Command, () => Promise<CommandFunction>>> = {
  contact: async () => (await import('./contact.ts')).contact,
  daemon: async () => (await import('./daemon.ts')).daemon,
  wake: async () => (await import('./wake.ts')).wake,
  inventory: async () => (await import('./inventory.ts')).inventory,
  install: async () => (await import('./install.ts')).install,
  uninstall: async () => (await import('./uninstall.ts')).uninstall,
  answer: async () => (await import('./answer.ts')).answer,
  inject: async () => (await import('./inject.ts')).inject,
  adopt: async () => (await import('./adopt.ts')).adopt,
  doctor: async () => (await import('./doctor.ts')).doctor,
  capture: async () => (await import('./capture.ts')).capture,
};

/**
 * The program, but for the process around it.
 *
 * @returns The exit status, as `--help` describes it.
 */
export async function runCli(surroundings: Surroundings): Promise<number> {
  const log = createLog(surroundings.err, surroundings.argv.includes('--debug'));
  try {
    const [first, task] = surroundings.argv;
    // The agent itself starts this, to do one task; its configuration comes with the task.
    if (first === '--task')
      return await (await import('../tasks/task-process.ts')).runTask(task ?? '', surroundings.err);
    const config = readConfig(await argumentsOf(surroundings), surroundings.env, surroundings.programName);
    return await runCommand(config, surroundings);
  } catch (error) {
    reportError(error, log);
    return error instanceof AppError && error.code === 'OPTION_INVALID' ? MISUSED : FAILED;
  }
}

/** Programs of other agents have ways of their own, which those named after them understand. */
async function argumentsOf({ argv, programName }: Surroundings): Promise<readonly string[]> {
  if (programName !== 'muster-injector') return argv;
  return (await import('../inject/injector-arguments.ts')).injectorArguments(argv);
}

async function runCommand(config: Config, surroundings: Surroundings): Promise<number> {
  if (config.command === 'help') {
    const { helpText } = await import('../config-help.ts');
    surroundings.out(helpText());
    return SUCCEEDED;
  }
  if (config.command === 'version') {
    surroundings.out(`muster-agent ${VERSION}\n`);
    return SUCCEEDED;
  }
  const log = openLog(config.log, { debug: config.debug, component: 'core', err: surroundings.err });
  for (const warning of config.warnings) log.warn(warning);
  if (config.command === 'inventory' && surroundings.keepsCompiled === true) keepCompiled(config.stateFolder);
  const run = await commands[config.command]();
  return run({ config, surroundings, log });
}
