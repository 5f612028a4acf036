import { recordHost } from '../host/capture-host.ts';
import { createLocalHost } from '../host/local-host.ts';
import { takeInventory } from '../tasks/take-inventory.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { writeOutput } from './write-output.ts';

/** Writes what the collectors read on this machine, so that a problem can be replayed elsewhere. */
export async function capture({ config, surroundings, log }: CommandContext): Promise<number> {
  const recorder = recordHost(surroundings.host ?? createLocalHost(log.warn, config));
  await takeInventory({ host: recorder.host, config, log });
  log.warn(
    'A capture holds serial numbers, addresses, user names and command lines: look through it before you pass it on',
  );
  await writeOutput(`${JSON.stringify(recorder.capture(), null, 1)}\n`, config.output, surroundings.out);
  return SUCCEEDED;
}
