import { table } from '../command-line/table.ts';

/** Why something was not taken over. */
export type Skip = {
  /** What it is about, such as `machine 12 (pc-12)` or `setting FREQUENCY`. */
  readonly what: string;
  readonly reason: string;
};

/** One line of the comparison. */
export type CountLine = {
  /** Their table, or what of it is counted. */
  readonly what: string;
  readonly theirs: number;
  readonly ours: number;
  /** What ours lacks and why that is right: rows without values, machines that report here already. */
  readonly explained: readonly { readonly reason: string; readonly count: number }[];
};

export type MigrationReport = {
  readonly source: string;
  readonly schemaVersion: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly dryRun: boolean;
  readonly machines: {
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    /** They report to this server already: inventory and history here were left alone. */
    readonly reportHere: number;
    readonly failed: number;
  };
  readonly counts: readonly CountLine[];
  /** What could not be taken over although there is a place for it. */
  readonly skipped: readonly Skip[];
  /** What a person should know or do. */
  readonly notes: readonly string[];
  /** Tables with rows that were kept as they are, in table `ocs_kept`: there is no room for them in this version. */
  readonly kept: readonly { readonly table: string; readonly rows: number }[];
  /** Tables with rows that stay behind. */
  readonly left: readonly { readonly table: string; readonly rows: number }[];
  readonly isWhole: boolean;
};

export const difference = ({ theirs, ours, explained }: CountLine) =>
  theirs - ours - explained.reduce((sum, { count }) => sum + count, 0);

/** Most lines of one list; the rest is in the JSON file. */
const LINES = 200;

/** The report for people. */
export function reportText(report: MigrationReport): string {
  const { machines } = report;
  const rows = report.counts
    .filter(({ theirs, ours }) => theirs + ours > 0)
    .map((line) => [
      line.what,
      String(line.theirs),
      String(line.ours),
      difference(line) === 0 ? '' : String(-difference(line)),
      line.explained.map(({ reason, count }) => `${count} ${reason}`).join('; '),
    ]);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          '',
          title,
          ...lines.slice(0, LINES).map((line) => `  ${line}`),
          ...(lines.length > LINES ? [`  … ${lines.length - LINES} more`] : []),
        ];
  const done = report.dryRun ? 'could be taken over' : 'created';
  return [
    `Migration from the OCS database "${report.source}" (schema ${report.schemaVersion ?? 'unknown'}), ${report.startedAt} to ${report.endedAt}`,
    report.dryRun ? 'Dry run: nothing was stored.' : '',
    `Machines: ${machines.created} ${done}, ${machines.updated} updated, ${machines.unchanged} unchanged since the last run, ${machines.reportHere} report here already, ${machines.failed} failed`,
    '',
    table(['TABLE', 'OCS', 'HERE', 'DIFFERENCE', 'EXPLAINED'], rows),
    ...list(
      'Not taken over:',
      report.skipped.map(({ what, reason }) => `${what}: ${reason}`),
    ),
    ...list('To know:', report.notes),
    ...list(
      'Kept as they are in table ocs_kept, because this version has no room for them:',
      report.kept.map(({ table: name, rows: n }) => `${name}: ${n}`),
    ),
    ...list(
      'Left behind:',
      report.left.map(({ table: name, rows: n }) => `${name}: ${n}`),
    ),
    '',
    report.isWhole
      ? 'Everything that has a place here was taken over, and the counts agree.'
      : 'Not everything was taken over: see above.',
  ]
    .map((text) => text.replace(/[^\n\P{C}]/gu, '\ufffd'))
    .join('\n');
}
