import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * How to start this program again: from its sources, from one bundled file, or as a single executable, with the flags it
 * was started with.
 */
export function selfCommand(
  args: readonly string[],
  flags: readonly string[] = [],
): { program: string; args: string[] } {
  const [, script] = process.argv;
  // A single executable names itself where others name their script.
  const own = script === undefined || script === process.execPath ? [] : [script];
  return { program: process.execPath, args: [...process.execArgv, ...flags, ...own, ...args] };
}

/** What other programs are told to start the agent: the launcher of a package where there is one. */
export function launcherCommand(): readonly string[] {
  const [, script = process.execPath] = process.argv;
  // bin/muster-agent beside lib/muster-agent/app/muster-agent, wherever that is unpacked.
  const launcher = resolve(script, '../../../../bin/muster-agent');
  if (existsSync(launcher)) return [launcher];
  const { program, args } = selfCommand([]);
  return [program, ...args];
}
