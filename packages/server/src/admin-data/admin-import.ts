import { AppError } from '@muster/protocol';
import type { AuditService, Doer } from '../audit/audit-service.ts';
import type { AdminDataRepository, AssetRef, MatchBy } from './admin-data-repository.ts';
import type { AdminDataService } from './admin-data-service.ts';
import type { Edit } from './admin-editing.ts';
import type { AdminField } from './admin-field.ts';
import { type DateOrder, parseCell, toShown } from './admin-value.ts';
import { type CsvFile, type CsvForm, type CsvLine, type Encoding, readCsv, type Separator } from './csv-file.ts';

/** Names of columns that find a machine, in any case. */
const USUAL_KEYS: Readonly<Record<string, MatchBy>> = {
  id: 'id',
  name: 'name',
  computer: 'name',
  hostname: 'name',
  serial: 'serial',
  'serial number': 'serial',
  ssn: 'serial',
  deviceid: 'deviceId',
  'device id': 'deviceId',
};

/** Lines that a look at a file shows. */
const SAMPLE = 5;
const SAMPLE_CHARACTERS = 200;

export type ImportOrder = CsvForm & {
  readonly content: Uint8Array;
  /** Which column finds the machine, and what it holds; not given: one with a usual name. */
  readonly match?: { readonly column: string; readonly by: MatchBy } | undefined;
  /** Header → field, or null to leave the column out; not given: columns that bear the name or label of a field. */
  readonly columns?: Readonly<Record<string, number | null>> | undefined;
  readonly dates: DateOrder;
  /** What an empty cell does. */
  readonly emptyCells: 'keep' | 'clear';
  /** `stop`: one bad line, and nothing is imported. `skip`: the good lines are. */
  readonly badLines: 'stop' | 'skip';
  readonly dryRun: boolean;
};

/** What is wrong with a line. `unknown`: no machine of that name; `value`: a cell that its field does not take. */
export const LINE_PROBLEMS = ['cells', 'keyMissing', 'unknown', 'ambiguous', 'twice', 'value'] as const;
export type LineProblem = (typeof LINE_PROBLEMS)[number];

/** One value that a line changes, as people read it. */
export type LineChange = { readonly fieldId: number; readonly before: string | null; readonly after: string | null };

export type LineReport = {
  readonly line: number;
  readonly status: 'updated' | 'unchanged' | 'failed';
  readonly assetId: number | null;
  readonly assetName: string | null;
  /** Null unless it failed, as is the reason. */
  readonly problem: LineProblem | null;
  readonly reason: string | null;
  /** What the cell that names the machine says. */
  readonly key: string;
  readonly changes: readonly LineChange[];
};

/** What a file is, before it is said which column is what. */
export type CsvLook = {
  readonly separator: Separator;
  readonly encoding: Encoding;
  readonly headers: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly lines: number;
  /** What would be taken if nothing were said; null: no column has a usual name. */
  readonly match: { readonly column: string; readonly by: MatchBy } | null;
  readonly columns: Readonly<Record<string, number | null>>;
};

export type ImportReport = {
  readonly separator: Separator;
  readonly encoding: Encoding;
  readonly headers: readonly string[];
  readonly match: { readonly column: string; readonly by: MatchBy };
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

/** A line that names one machine, and what it sets there. */
type Planned = { readonly line: number; readonly key: string; readonly asset: AssetRef; readonly edit: Edit };
type Failure = {
  readonly line: number;
  readonly key: string;
  readonly asset: AssetRef | null;
  readonly problem: LineProblem;
  readonly reason: string;
};

export type AdminImport = ReturnType<typeof createAdminImport>;

/** Values of many machines from a file. */
export function createAdminImport({ repository, data, audit, onSaved }: Needs) {
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
     * @throws {AppError} `CSV_UNREADABLE`, `CSV_COLUMNS_WRONG`.
     */
    async run(order: ImportOrder, doer: Doer): Promise<ImportReport> {
      const file = readCsv(order.content, order);
      const report = await repository
        .transaction(async (trx) => {
          const fields = await repository.fields(trx);
          const match = matchOf(file, order);
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
          const changed = await data.apply(trx, edits, { fields, assets, source: `${doer.actor}, import` });
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

function matchOf({ headers }: CsvFile, { match }: ImportOrder): { column: string; by: MatchBy } {
  if (match !== undefined) {
    if (headers.includes(match.column)) return match;
    throw wrong(`it has no column "${match.column.slice(0, 100)}"; it has ${quoted(headers)}`);
  }
  const usual = usualMatch(headers);
  if (usual === null) {
    throw wrong(`no column names the machine (name, serial, deviceId or id); it has ${quoted(headers)}`);
  }
  return usual;
}

function usualMatch(headers: readonly string[]): { column: string; by: MatchBy } | null {
  const column = headers.find((name) => USUAL_KEYS[name.toLowerCase()] !== undefined);
  const by = USUAL_KEYS[(column ?? '').toLowerCase()];
  return column === undefined || by === undefined ? null : { column, by };
}

function columnsOf(
  { headers }: CsvFile,
  fields: readonly AdminField[],
  key: string,
  given: ImportOrder['columns'],
): Record<string, number | null> {
  const entries =
    given === undefined
      ? headers.filter((name) => name !== key).map((name) => [name, fieldNamed(fields, name)?.id ?? null] as const)
      : Object.entries(given);
  for (const [name, id] of entries) {
    if (!headers.includes(name)) throw wrong(`it has no column "${name.slice(0, 100)}"; it has ${quoted(headers)}`);
    if (id !== null && !fields.some((field) => field.id === id)) throw wrong(`there is no field ${id}`);
  }
  const ids = entries.map(([, id]) => id).filter((id) => id !== null);
  if (ids.length === 0) throw wrong(`none of its columns is an administrative field; it has ${quoted(headers)}`);
  if (new Set(ids).size !== ids.length) throw wrong('two of its columns are the same field');
  return Object.fromEntries(entries);
}

function fieldNamed(fields: readonly AdminField[], header: string): AdminField | undefined {
  const wanted = header.toLowerCase();
  const named = (text: string | null) => text?.toLowerCase() === wanted;
  return fields.find(({ name }) => named(name)) ?? fields.find(({ label }) => named(label.en) || named(label.fr));
}

type Planning = {
  readonly keys: readonly string[];
  readonly found: ReadonlyMap<string, readonly number[]>;
  readonly assets: ReadonlyMap<number, AssetRef>;
  readonly fields: readonly AdminField[];
  readonly columns: Readonly<Record<string, number | null>>;
  readonly order: ImportOrder;
};

function planLines(file: CsvFile, { keys, found, assets, fields, columns, order }: Planning) {
  const planned: Planned[] = [];
  const failures: Failure[] = [];
  const lineOf = new Map<number, number>();
  const targets = file.headers.map((name) => fields.find(({ id }) => id === columns[name]));
  for (const [i, line] of file.lines.entries()) {
    const key = keys[i] ?? '';
    const ids = found.get(key.toLowerCase()) ?? [];
    const asset = assets.get(ids[0] ?? -1) ?? null;
    const fail = (problem: LineProblem, reason: string) =>
      failures.push({ line: line.line, key, asset: ids.length > 1 ? null : asset, problem, reason });
    const first = asset === null ? undefined : lineOf.get(asset.id);
    if (line.cells.length > file.headers.length)
      fail('cells', `it has ${line.cells.length} cells, the header ${file.headers.length}`);
    else if (key === '') fail('keyMissing', 'the cell that names the machine is empty');
    else if (asset === null) fail('unknown', `there is no machine "${key.slice(0, 100)}"`);
    else if (ids.length > 1) fail('ambiguous', `${ids.length} machines are "${key.slice(0, 100)}"`);
    else if (first !== undefined) fail('twice', `the machine is on line ${first} too`);
    else {
      lineOf.set(asset.id, line.line);
      try {
        planned.push({ line: line.line, key, asset, edit: editOf(line, targets, order) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        fail('value', `${String(error.details.field)}: ${String(error.details.reason)}`);
      }
    }
  }
  return { planned, failures };
}

/** @throws {AppError} `ADMIN_VALUE_INVALID`. */
function editOf(
  { cells }: CsvLine,
  targets: readonly (AdminField | undefined)[],
  { dates, emptyCells }: ImportOrder,
): Edit {
  const edit = new Map<number, string | null>();
  for (const [i, field] of targets.entries()) {
    if (field === undefined) continue;
    const value = parseCell(field, cells[i] ?? '', dates);
    if (value !== null || emptyCells === 'clear') edit.set(field.id, value);
  }
  return edit;
}

function reportLines(
  plan: { readonly planned: readonly Planned[]; readonly failures: readonly Failure[] },
  changed: ReadonlySet<number>,
  changesOfAsset: (assetId: number, edit: Edit) => LineChange[],
): LineReport[] {
  const good = plan.planned.map(({ line, key, asset, edit }) => ({
    line,
    status: changed.has(asset.id) ? ('updated' as const) : ('unchanged' as const),
    assetId: asset.id,
    assetName: asset.name,
    problem: null,
    reason: null,
    key: key.slice(0, 100),
    changes: changesOfAsset(asset.id, edit),
  }));
  const bad = plan.failures.map(({ line, key, asset, problem, reason }) => ({
    line,
    status: 'failed' as const,
    assetId: asset?.id ?? null,
    assetName: asset?.name ?? null,
    problem,
    reason,
    key: key.slice(0, 100),
    changes: [],
  }));
  return [...good, ...bad].sort((a, b) => a.line - b.line);
}

/** What an edit changes of the values there were. */
function changesOf(fields: readonly AdminField[], before: ReadonlyMap<number, ReadonlyMap<number, string>>) {
  const fieldOf = new Map(fields.map((field) => [field.id, field]));
  const shown = (field: AdminField, stored: string | null) =>
    stored === null ? null : toShown(field, stored).slice(0, SAMPLE_CHARACTERS);
  return (assetId: number, edit: Edit): LineChange[] =>
    [...edit].flatMap(([fieldId, after]) => {
      const field = fieldOf.get(fieldId);
      const was = before.get(assetId)?.get(fieldId) ?? null;
      if (field === undefined || was === after) return [];
      return [{ fieldId, before: shown(field, was), after: shown(field, after) }];
    });
}

const quoted = (names: readonly string[]) =>
  names
    .slice(0, 20)
    .map((name) => `"${name.slice(0, 50)}"`)
    .join(', ');

const wrong = (reason: string) => new AppError('CSV_COLUMNS_WRONG', { reason });
