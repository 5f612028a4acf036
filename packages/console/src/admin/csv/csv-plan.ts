import type { CsvLook, CsvOrder, CsvReport } from '../../api/queries/admin.ts';

/** What is said of a file before it is imported. */
export type CsvPlan = {
  readonly separator: CsvLook['separator'];
  readonly encoding: CsvLook['encoding'];
  /** Null: not said yet. */
  readonly keyColumn: string | null;
  readonly keyBy: NonNullable<CsvLook['match']>['by'];
  /** Header → field; null: left out. */
  readonly columns: Readonly<Record<string, number | null>>;
  readonly dates: NonNullable<CsvOrder['dates']>;
  readonly emptyCells: NonNullable<CsvOrder['emptyCells']>;
  readonly badLines: NonNullable<CsvOrder['badLines']>;
};

/** What the server guessed. */
export function planOf({ separator, encoding, match, columns }: CsvLook): CsvPlan {
  return {
    separator,
    encoding,
    keyColumn: match?.column ?? null,
    keyBy: match?.by ?? 'name',
    columns,
    dates: 'YYYY-MM-DD',
    emptyCells: 'keep',
    badLines: 'skip',
  };
}

export type PlanProblem = 'key' | 'columns' | 'twice' | null;

/** What is missing before a preview can be made. */
export function problemOf({ keyColumn, columns }: CsvPlan): PlanProblem {
  if (keyColumn === null) return 'key';
  const ids = usedColumns(keyColumn, columns).map(([, id]) => id);
  if (ids.length === 0) return 'columns';
  return new Set(ids).size === ids.length ? null : 'twice';
}

const usedColumns = (keyColumn: string | null, columns: CsvPlan['columns']) =>
  Object.entries(columns).filter((entry): entry is [string, number] => entry[1] !== null && entry[0] !== keyColumn);

export function toOrder(plan: CsvPlan, content: string): CsvOrder {
  const { separator, encoding, keyColumn, keyBy, columns, dates, emptyCells, badLines } = plan;
  return {
    content,
    separator,
    encoding,
    dates,
    emptyCells,
    badLines,
    dryRun: true,
    columns: Object.fromEntries(usedColumns(keyColumn, columns)),
    ...(keyColumn === null ? {} : { match: { column: keyColumn, by: keyBy } }),
  };
}

export type LineKind = 'updated' | 'unchanged' | 'unknown' | 'invalid';
export type CsvLine = CsvReport['lines'][number];

/** How a line is counted: machines that are not known are told apart from cells that are wrong. */
export function kindOf({ status, problem }: Pick<CsvLine, 'status' | 'problem'>): LineKind {
  if (status !== 'failed') return status;
  return problem === 'unknown' ? 'unknown' : 'invalid';
}

/** One cell; spreadsheets would run a text that begins like a formula, so it gets an apostrophe. */
const cell = (value: string | number) => {
  const text = String(value);
  const harmless = /^\s*[=+\-@\t\r|]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
};

/** A file that says line by line what became of each, for who keeps the list. */
export function resultFile(report: CsvReport): string {
  const rows = report.lines.map(({ line, key, status, assetId, assetName, reason }) =>
    [line, key, status, assetId ?? '', assetName ?? '', reason ?? ''].map(cell).join(','),
  );
  return `\uFEFF${['line,key,status,assetId,assetName,reason', ...rows].join('\r\n')}\r\n`;
}
