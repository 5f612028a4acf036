import { createLocalHost } from '../host/local-host.ts';
import { openLog } from '../log/open-log.ts';
import { writeInventory } from '../output/write-inventory.ts';
import { toChecksum } from '../section-hashes.ts';
import { toInventory } from '../tasks/inventory.ts';
import { takeInventory } from '../tasks/take-inventory.ts';
import { type CommandContext, SUCCEEDED } from './command.ts';
import { deviceIdOf } from './device-id-of.ts';

/** Writes what this machine is, to each place that was named: once collected, for all. */
export async function inventory({ config, surroundings }: CommandContext): Promise<number> {
  const log = openLog(config.log, { debug: config.debug, component: 'inventory', err: surroundings.err });
  const host = surroundings.host ?? createLocalHost(log.warn, config);
  const rows = await takeInventory({ host, config, log });
  const found = toInventory(rows, {
    deviceId: await deviceIdOf({ stateFolder: config.stateFolder, host, log, mustKeep: false }),
    tag: config.tag,
    checksum: toChecksum({}, {}), // compared with nothing: everything is new
  });
  const places = config.output === null ? config.locals : [config.output, ...config.locals];
  // A person reads; a program goes on with it.
  const format = config.format ?? (places.length === 0 && (await surroundings.isTerminal?.()) === true ? 'text' : null);
  for (const place of places.length > 0 ? places : ['-'])
    await writeInventory(found, { place, format, out: surroundings.out });
  return SUCCEEDED;
}
