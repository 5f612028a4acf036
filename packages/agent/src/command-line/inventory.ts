import { encodeJsonInventory, encodeXmlInventory } from '@muster/protocol';
import { createLocalHost } from '../host/local-host.ts';
import { toChecksum } from '../section-hashes.ts';
import { summarize, toInventory } from '../tasks/inventory.ts';
import { takeInventory } from '../tasks/take-inventory.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { deviceIdOf } from './device-id-of.ts';
import { writeOutput } from './write-output.ts';

/** Prints what this machine is. */
export async function inventory(context: CommandContext): Promise<number> {
  await writeOutput(await inventoryText(context), context.config.output, context.surroundings.out);
  return SUCCEEDED;
}

async function inventoryText({ config, surroundings, log }: CommandContext): Promise<string> {
  const host = surroundings.host ?? createLocalHost(log.warn, config);
  const rows = await takeInventory({ host, config, log });
  if (config.format === null || config.format === 'text') return summarize(rows);
  const found = toInventory(rows, {
    deviceId: await deviceIdOf({ stateFolder: config.stateFolder, host, log, mustKeep: false }),
    tag: config.tag,
    checksum: toChecksum({}, {}), // compared with nothing: everything is new
  });
  return config.format === 'json' ? `${encodeJsonInventory(found)}\n` : encodeXmlInventory(found, 'ocs');
}
