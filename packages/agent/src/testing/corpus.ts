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
  /** What stands in the document itself, where there is no file. */
  readonly input: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  /** The order of lists means nothing. */
  readonly unordered: boolean;
  readonly expected: unknown;
};

type Entry = {
  readonly inputs?: readonly string[];
  readonly input?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly unordered?: boolean;
  readonly expected: unknown;
};
type Document = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

const documents = new Map<string, Document>();

function readDocument(topic: string): Document {
  const known = documents.get(topic);
  if (known !== undefined) return known;
  const read = JSON.parse(readFileSync(join(corpusFolder, topic, 'expected.json'), 'utf8')) as Document;
  documents.set(topic, read);
  return read;
}

/** Parsers a topic has cases of; none where there is no corpus. */
export function corpusParsers(topic: string): string[] {
  return hasCorpus ? Object.keys(readDocument(topic)) : [];
}

/** Cases of one parser of a topic; none where there is no corpus. */
export function corpusCases(topic: string, parser: string): CorpusCase[] {
  if (!hasCorpus) return [];
  const cases = Object.entries(readDocument(topic)[parser] ?? {});
  return cases.map(([name, { inputs = [], input, params = {}, unordered = false, expected }]) => ({
    name,
    inputNames: inputs,
    inputs: inputs.map((file) => readFileSync(join(corpusFolder, topic, file))),
    input,
    params,
    unordered,
    expected,
  }));
}
