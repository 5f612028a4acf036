import { AppError } from '@muster/protocol';
import { engines } from '../db/engines/index.ts';
import { backUpSqlite } from '../db/sqlite-backup.ts';
import type { Command } from './command.ts';

/** `muster-server backup FILE`. The schema is left as it is: a copy is made before a new version changes it. */
export const backupCommand: Command = {
  name: 'backup',
  usage: ['backup FILE'],
  summary: 'Copies the SQLite database into a new file, also while the server runs, and checks the copy.',
  async run({ config, words, terminal }) {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) {
      terminal.printError('Use: muster-server backup FILE');
      return 2;
    }
    const engine = engines.find((candidate) => candidate.accepts(config.databaseLocation));
    if (engine?.name !== 'sqlite') throw new AppError('BACKUP_NOT_OURS');
    const made = await backUpSqlite(config.databaseLocation, file);
    terminal.print(`Copied the database to ${made.file} (${made.bytes} bytes)`);
    if (!made.isNoted)
      terminal.printError('The server does not know of this backup: its database was busy, or is older');
    return 0;
  },
};
