import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real outputs of many systems, with what they must give; kept outside the repository. */
const root = resolve(import.meta.dirname, '../../../..');
export const corpusFolder = resolve(root, process.env.MUSTER_CORPUS ?? '../shared/corpus', 'collectors');

export const hasCorpus = existsSync(corpusFolder);
if (!hasCorpus) console.warn(`No corpus at ${corpusFolder}: its tests are skipped (see MUSTER_CORPUS)`);

export type CorpusCase = {
  readonly name: string;
  readonly inputs: readonly Buffer[];
  readonly inputNames: readonly string[];
  readonly expected: unknown;
};

type Entry = { readonly inputs?: readonly string[]; readonly expected: unknown };

/** Cases of one parser of a topic; none where there is no corpus. */
export function corpusCases(topic: string, parser: string): CorpusCase[] {
  if (!hasCorpus) return [];
  const folder = join(corpusFolder, topic);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<
    string,
    Record<string, Entry>
  >;
  return Object.entries(expected[parser] ?? {}).map(([name, { inputs = [], expected: wanted }]) => ({
    name,
    inputNames: inputs,
    inputs: inputs.map((input) => readFileSync(join(folder, input))),
    expected: wanted,
  }));
}
