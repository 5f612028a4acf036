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
