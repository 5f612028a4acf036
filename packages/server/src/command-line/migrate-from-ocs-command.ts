import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@muster/protocol';
import type { Config } from '../config.ts';
import { type MigrationReport, reportText } from '../migration/migration-report.ts';
import { createMigrationService } from '../migration/migration-service.ts';
import { readOcsAddress } from '../migration/ocs-address.ts';
import { type OcsAddress, openOcsDatabase } from '../migration/ocs-database.ts';
import type { MachineEvent } from '../migration/take-machines.ts';
import type { Command, Terminal } from './command.ts';
import { withDatabase } from './with-database.ts';

/** Without a terminal that can redraw a line, one is printed each so many machines. */
const LINE_EACH = 500;

/** `muster-server migrate-from-ocs mysql://…`. Works beside a running server. */
export const migrateFromOcsCommand: Command = {
  name: 'migrate-from-ocs',
  usage: [
    'migrate-from-ocs mysql://USER@HOST[:PORT]/DATABASE [--dry-run] [--ocs-tls] [--ocs-ca FILE] [--ocs-socket PATH]',
  ],
  summary:
    'Takes over the database of an OCS Inventory server, which is only read: machines, administrative data, groups, settings, users without passwords. May be run again: it goes on where it was, and takes over what changed. The password belongs in MUSTER_OCS_PASSWORD. --dry-run stores nothing.',
  flags: ['ocs-ca', 'ocs-socket'],
  switches: ['dry-run', 'ocs-tls'],
  async run({ config, words, flags, switches, terminal, stop }) {
    const [address = '', ...more] = words;
    if (address === '' || more.length > 0) {
      terminal.printError(`Use: muster-server ${migrateFromOcsCommand.usage[0]}`);
      return 2;
    }
    const dryRun = switches.has('dry-run');
    const given: OcsAddress = {
      ...readOcsAddress(address, config.ocsPassword),
      socket: flags['ocs-socket'] ?? null,
      tls: tlsOf(flags['ocs-ca'], switches.has('ocs-tls')),
    };
    if (isClearText(given))
      terminal.printError('Without --ocs-tls the database travels over the network in clear text');
    const database = await openOcsDatabase(given);
    try {
      const report = await withDatabase(config, (services) =>
        createMigrationService(services).migrate(database, { dryRun, stop, onMachine: progressOf(terminal) }),
      );
      terminal.showProgress?.('');
      terminal.print(reportText(report));
      terminal.printError(`The whole report: ${writeReport(config, report)}`);
      return report.isWhole ? 0 : 1;
    } finally {
      terminal.showProgress?.('');
      await database.close();
    }
  },
};

const isClearText = ({ host, socket, tls }: OcsAddress) =>
  tls === null && socket === null && host !== 'localhost' && host !== '::1' && !host.startsWith('127.');

function tlsOf(file: string | undefined, wanted: boolean): OcsAddress['tls'] {
  if (file === undefined) return wanted ? { ca: null } : null;
  try {
    return { ca: readFileSync(file, 'utf8') };
  } catch (cause) {
    throw new AppError('OPTION_INVALID', { reason: 'the file of --ocs-ca cannot be read' }, { cause });
  }
}

function progressOf(terminal: Terminal): (event: MachineEvent, total: number) => void {
  let done = 0;
  return ({ outcome }, total) => {
    done += 1;
    if (terminal.showProgress !== undefined) terminal.showProgress(`${done} of about ${total} machines`);
    else if (done % LINE_EACH === 0) terminal.printError(`${done} of about ${total} machines; last one ${outcome}`);
  };
}

/** @returns Where it is. */
function writeReport(config: Config, report: MigrationReport): string {
  const folder = join(config.dataDir, 'migration');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${report.source.replace(/[^\w.-]/g, '_')}-${report.startedAt.replace(/[:.]/g, '-')}`;
  writeFileSync(join(folder, `${name}.txt`), `${reportText(report)}\n`, { mode: 0o600 });
  const path = join(folder, `${name}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  return path;
}
