import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { Executor } from '../db/database.ts';
import type { TellProgress } from '../http/answer-with-progress.ts';
import type { AdminDataRepository } from './admin-data-repository.ts';
import type { AdminDataService } from './admin-data-service.ts';
import type { Changed, Edit } from './admin-editing.ts';
import type { DateOrder } from './admin-value.ts';
import { type CsvForm, type Encoding, readCsv, type Separator } from './csv-file.ts';
import { columnsOf, fieldNamed, type KeyColumn, matchOf, usualMatch } from './import-columns.ts';
import { changesOf, type LineReport, planLines, reportLines } from './import-plan.ts';

/** Machines whose values are written at once. */
const PORTION = 500;

/** Lines that a look at a file shows. */
const SAMPLE = 5;
const SAMPLE_CHARACTERS = 200;

export type ImportOrder = CsvForm & {
  readonly content: Uint8Array;
  /** Which column finds the machine, and what it holds; not given: one with a usual name. */
  readonly match?: KeyColumn | undefined;
  /** Header → field, or null to leave the column out; not given: columns that bear the name or label of a field. */
  readonly columns?: Readonly<Record<string, number | null>> | undefined;
  readonly dates: DateOrder;
  /** What an empty cell does. */
  readonly emptyCells: 'keep' | 'clear';
  /** `stop`: one bad line, and nothing is imported. `skip`: the good lines are. */
  readonly badLines: 'stop' | 'skip';
  readonly dryRun: boolean;
};

/** What a file is, before it is said which column is what. */
export type CsvLook = {
  readonly separator: Separator;
  readonly encoding: Encoding;
  readonly headers: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly lines: number;
  /** What would be taken if nothing were said; null: no column has a usual name. */
  readonly match: KeyColumn | null;
  readonly columns: Readonly<Record<string, number | null>>;
};

export type ImportReport = {
  readonly separator: Separator;
  readonly encoding: Encoding;
  readonly headers: readonly string[];
  readonly match: KeyColumn;
  readonly columns: Readonly<Record<string, number | null>>;
  /** Whether anything was stored. */
  readonly applied: boolean;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly lines: readonly LineReport[];
};

type Needs = {
  readonly repository: AdminDataRepository;
  readonly data: Pick<AdminDataService, 'apply'>;
  readonly audit: Pick<AuditService, 'record'>;
  readonly onSaved: (assetIds: readonly number[]) => void;
};

export type AdminImport = ReturnType<typeof createAdminImport>;

/** Values of many machines from a file. */
export function createAdminImport({ repository, data, audit, onSaved }: Needs) {
  async function applyInPortions(
    trx: Executor,
    edits: ReadonlyMap<number, Edit>,
    about: Parameters<typeof data.apply>[2],
    tell: TellProgress,
  ): Promise<Changed[]> {
    const all = [...edits];
    const changed: Changed[] = [];
    for (let done = 0; done < all.length; ) {
      const some = all.slice(done, done + PORTION);
      changed.push(...(await data.apply(trx, new Map(some), about)));
      done += some.length;
      await tell({ done, total: all.length });
    }
    return changed;
  }

  return {
    /** Looks at a file, to say which column is what. @throws {AppError} `CSV_UNREADABLE`. */
    async look(content: Uint8Array, form: CsvForm): Promise<CsvLook> {
      const file = readCsv(content, form);
      const fields = await repository.fields();
      const match = usualMatch(file.headers);
      const columns = file.headers
        .filter((name) => name !== '' && name !== match?.column)
        .map((name) => [name, fieldNamed(fields, name)?.id ?? null] as const);
      const { separator, encoding, headers } = file;
      const sample = file.lines
        .slice(0, SAMPLE)
        .map(({ cells }) => cells.map((cell) => cell.slice(0, SAMPLE_CHARACTERS)));
      return {
        separator,
        encoding,
        headers,
        sample,
        lines: file.lines.length,
        match,
        columns: Object.fromEntries(columns),
      };
    },

    /**
     * Imports a file, in one transaction; as a dry run it tells what it would do.
     *
     * @param tell How many machines are written, of how many.
     * @throws {AppError} `CSV_UNREADABLE`, `CSV_COLUMNS_WRONG`.
     */
    async run(order: ImportOrder, doer: Doer, tell: TellProgress): Promise<ImportReport> {
      const file = readCsv(order.content, order);
      const report = await repository
        .transaction(async (trx) => {
          const fields = await repository.fields(trx);
          const match = matchOf(file, order.match);
          const columns = columnsOf(file, fields, match.column, order.columns);
          const keyIndex = file.headers.indexOf(match.column);
          const keys = file.lines.map(({ cells }) => (cells[keyIndex] ?? '').trim());
          const found = await repository.findByKey(trx, match.by, [...new Set(keys.filter((key) => key !== ''))]);
          const assets = await repository.lockAssets(trx, [...new Set([...found.values()].flat())]);
          const plan = planLines(file, { keys, found, assets, fields, columns, order });
          const stopped = plan.failures.length > 0 && order.badLines === 'stop';
          const edits = new Map(plan.planned.map(({ asset, edit }) => [asset.id, edit]));
          const before = await repository.values(trx, [...edits.keys()]);
          // A dry run does the work too, and takes it back: what it tells is what would be.
          const about = { fields, assets, source: `${doer.actor}, import` };
          const changed = await applyInPortions(trx, edits, about, tell);
          const changedIds = new Set(changed.map(({ assetId }) => assetId));
          const summary = { updated: changedIds.size, unchanged: edits.size - changedIds.size };
          const applied = !order.dryRun && !stopped;
          const result: ImportReport = {
            separator: file.separator,
            encoding: file.encoding,
            headers: file.headers,
            match,
            columns,
            applied,
            ...summary,
            failed: plan.failures.length,
            lines: reportLines(plan, changedIds, changesOf(fields, before)),
          };
          if (!applied) throw new TakeBack(result);
          const after = { ...summary, failed: plan.failures.length, columns: Object.keys(columns) };
          await audit.record({ ...doer, action: 'adminData.import', target: `${file.lines.length} lines`, after }, trx);
          return { result, changedIds };
        })
        .catch((error: unknown) => {
          if (error instanceof TakeBack) return { result: error.report, changedIds: new Set<number>() };
          throw error;
        });
      onSaved([...report.changedIds]);
      return report.result;
    },
  };
}

/** Ends a transaction whose work shall not stay. */
class TakeBack extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('Taken back');
    this.report = report;
  }
}
