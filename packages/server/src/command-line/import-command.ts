import { COMMAND_LINE } from '../audit/audit-service.ts';
import { type FoundFile, findFiles, readFileDocuments } from '../import/find-files.ts';
import { type ImportLimits, importLimits } from '../import/import-limits.ts';
import type { ImportOutcome } from '../import/import-service.ts';
import type { Command, Terminal } from './command.ts';
import { table } from './table.ts';
import { withDatabase } from './with-database.ts';

type Counts = { imported: number; created: number; failed: number };
type Imported = Exclude<ImportOutcome, { readonly error: unknown }>;

/** Without a terminal that can redraw a line, one is printed each so many files. */
const LINE_EACH = 500;

/** `muster-server import FILE|DIR…`. Works beside a running server. */
export const importCommand: Command = {
  name: 'import',
  usage: ['import FILE|DIR… [--dry-run]'],
  summary:
    'Imports inventories of machines without a network: .ocs files, XML and JSON, packed by gzip or zlib or in zip archives, alone or all below a folder. Says which failed and why. --dry-run stores nothing.',
  switches: ['dry-run'],
  async run({ config, words, switches, terminal, stop }) {
    if (words.length === 0) {
      terminal.printError(`Use: muster-server ${importCommand.usage[0]}`);
      return 2;
    }
    const dryRun = switches.has('dry-run');
    const limits = importLimits(config);
    const files = await findFiles(words);
    const counts: Counts = { imported: 0, created: 0, failed: 0 };
    const read: Imported[] = [];
    await withDatabase(config, async ({ imports, audit }) => {
      const documents = readAll(files, limits, stop, (done) => showProgress(terminal, done, files.length, counts));
      for await (const outcome of imports.importAll(documents, { dryRun })) {
        if ('error' in outcome) {
          counts.failed += 1;
          terminal.showProgress?.('');
          terminal.printError(`${printable(outcome.name)}: ${outcome.error.message} (${outcome.error.code})`);
        } else {
          counts.imported += 1;
          if (outcome.created) counts.created += 1;
          if (dryRun) read.push(outcome);
        }
      }
      terminal.showProgress?.('');
      if (dryRun && read.length > 0) terminal.print(listing(read));
      terminal.print(conclusion(counts, dryRun));
      // Last, for there may be no room for it either: what was imported is told all the same.
      if (!dryRun) await audit.record({ ...COMMAND_LINE, action: 'asset.import', target: '', after: { ...counts } });
    });
    if (stop.aborted) terminal.printError('Stopped before the end: what was imported stays');
    return counts.failed > 0 || stop.aborted ? 1 : 0;
  },
};

async function* readAll(
  files: readonly FoundFile[],
  limits: ImportLimits,
  stop: AbortSignal,
  onFile: (done: number) => void,
) {
  for (const [i, file] of files.entries()) {
    if (stop.aborted) return;
    onFile(i);
    if ('error' in file) {
      yield { name: file.path, error: file.error };
      continue;
    }
    for await (const document of readFileDocuments(file.path, limits)) {
      yield document;
      if (stop.aborted) return;
    }
  }
}

const BAR_WIDTH = 30;

function showProgress(terminal: Terminal, done: number, total: number, { imported, failed }: Counts): void {
  if (terminal.showProgress !== undefined) {
    const filled = Math.round((done / total) * BAR_WIDTH);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    terminal.showProgress(`[${bar}] ${done} of ${total} files, ${imported} imported, ${failed} failed`);
  } else if (done > 0 && done % LINE_EACH === 0) {
    terminal.printError(`${done} of ${total} files, ${imported} imported, ${failed} failed`);
  }
}

/** By the dates that the inventories give themselves. */
function listing(read: readonly Imported[]): string {
  const sorted = read.toSorted((a, b) => ((a.madeAt ?? '') < (b.madeAt ?? '') ? -1 : 1));
  const rows = sorted.map(({ madeAt, deviceId, name }) => [madeAt ?? '-', deviceId, name].map(printable));
  return table(['MADE', 'DEVICE', 'FILE'], rows);
}

function conclusion({ imported, created, failed }: Counts, dryRun: boolean): string {
  if (dryRun) return `Could import ${imported}, failed ${failed}. Nothing was stored.`;
  return `Imported ${imported}, failed ${failed}${created > 0 ? ` (new machines: ${created})` : ''}`;
}

/** Names of files and what stands in them must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '\ufffd');
}
