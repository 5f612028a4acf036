import { AppError } from '@muster/protocol';
import type { AssetRef } from './admin-data-repository.ts';
import type { Edit } from './admin-editing.ts';
import type { AdminField } from './admin-field.ts';
import { type DateOrder, parseCell, toShown } from './admin-value.ts';
import type { CsvFile, CsvLine } from './csv-file.ts';

/** Of a value that a report tells. */
const SHOWN_CHARACTERS = 200;

/** How cells are read. */
type Reading = {
  readonly dates: DateOrder;
  /** What an empty cell does. */
  readonly emptyCells: 'keep' | 'clear';
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

/** A line that names one machine, and what it sets there. */
type Planned = { readonly line: number; readonly key: string; readonly asset: AssetRef; readonly edit: Edit };
type Failure = {
  readonly line: number;
  readonly key: string;
  readonly asset: AssetRef | null;
  readonly problem: LineProblem;
  readonly reason: string;
};

type Planning = {
  readonly keys: readonly string[];
  readonly found: ReadonlyMap<string, readonly number[]>;
  readonly assets: ReadonlyMap<number, AssetRef>;
  readonly fields: readonly AdminField[];
  readonly columns: Readonly<Record<string, number | null>>;
  readonly order: Reading;
};

/** What each line sets on which machine, and what is wrong with the others. */
export function planLines(file: CsvFile, { keys, found, assets, fields, columns, order }: Planning) {
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
  { dates, emptyCells }: Reading,
): Edit {
  const edit = new Map<number, string | null>();
  for (const [i, field] of targets.entries()) {
    if (field === undefined) continue;
    const value = parseCell(field, cells[i] ?? '', dates);
    if (value !== null || emptyCells === 'clear') edit.set(field.id, value);
  }
  return edit;
}

/** What became of each line, in their order. */
export function reportLines(
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
export function changesOf(fields: readonly AdminField[], before: ReadonlyMap<number, ReadonlyMap<number, string>>) {
  const fieldOf = new Map(fields.map((field) => [field.id, field]));
  const shown = (field: AdminField, stored: string | null) =>
    stored === null ? null : toShown(field, stored).slice(0, SHOWN_CHARACTERS);
  return (assetId: number, edit: Edit): LineChange[] =>
    [...edit].flatMap(([fieldId, after]) => {
      const field = fieldOf.get(fieldId);
      const was = before.get(assetId)?.get(fieldId) ?? null;
      if (field === undefined || was === after) return [];
      return [{ fieldId, before: shown(field, was), after: shown(field, after) }];
    });
}
