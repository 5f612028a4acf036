import type { Command } from './command.ts';

function unbuilt(name: string, summary: string): Command {
  return {
    name,
    usage: [name],
    summary: `${summary} Not built yet.`,
    async run({ terminal }) {
      terminal.printError(`Cannot run "${name}": it is not built yet in this version`);
      return 2;
    },
  };
}

/** Commands that are planned; their names are taken. */
export const unbuiltCommands: readonly Command[] = [
  unbuilt('restore', 'Restores a backup.'),
  unbuilt('doctor', 'Looks for what is wrong with this installation.'),
];
