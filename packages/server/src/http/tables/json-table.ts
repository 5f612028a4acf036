import type { Table } from './table.ts';

/** JSON: a list of objects, one a line, whose keys are the names of the columns. */
export async function* writeJson({ columns, rows }: Table): AsyncGenerator<string> {
  yield '[';
  let between = '\n';
  for await (const portion of rows) {
    const lines = portion.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null]))),
    );
    if (lines.length === 0) continue;
    yield between + lines.join(',\n');
    between = ',\n';
  }
  yield '\n]\n';
}
