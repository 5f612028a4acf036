import { collectors } from '../collectors/index.ts';
import { recordHost } from '../host/capture-host.ts';
import { createLocalHost } from '../host/local-host.ts';
import { checkSectionNames, collectSections } from '../tasks/inventory.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { writeOutput } from './write-output.ts';

/** Writes what the collectors read on this machine, so that a problem can be replayed elsewhere. */
export async function capture({ config, surroundings, log }: CommandContext): Promise<number> {
  checkSectionNames(config.without);
  const recorder = recordHost(surroundings.host ?? createLocalHost(log.warn));
  await collectSections({ host: recorder.host, collectors, without: config.without, log });
  log.warn(
    'A capture holds serial numbers, addresses, user names and command lines: look through it before you pass it on',
  );
  await writeOutput(`${JSON.stringify(recorder.capture(), null, 1)}\n`, config.output, surroundings.out);
  return SUCCEEDED;
}
