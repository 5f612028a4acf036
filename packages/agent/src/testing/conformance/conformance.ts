import { AppError, type Cell, type Section } from '@muster/protocol';
import { decodeOutput } from '../../host/decode-output.ts';
import { type CorpusCase, corpusCases, corpusParsers } from '../corpus.ts';
import { type Disagreement, findDisagreement } from './compare.ts';

/** What ours gives, and what the corpus wants of it: the same fields on both sides. */
export type Compared = { readonly got: unknown; readonly wanted: unknown };

export type Check = (given: CorpusCase) => Compared | Promise<Compared>;

/** Where we mean to give something else than the corpus says. */
export type Difference = {
  readonly parser: string;
  /** Of these cases; absent: of all. */
  readonly cases?: readonly string[];
  /** These fields only, wherever they stand; the rest is compared. Absent: the whole case. */
  readonly fields?: readonly string[];
  readonly reason: string;
};

/** One topic of the corpus: how each of its parsers is checked, or why nothing of ours reads such an output. */
export type Topic = {
  readonly topic: string;
  readonly checks: Readonly<Record<string, Check>>;
  /** By parser, or by parser and case. */
  readonly notRead?: Readonly<Record<string, string>>;
  readonly differences?: readonly Difference[];
};

export type CaseResult = {
  readonly parser: string;
  readonly name: string;
  /** `differs`: it passes but for an intended difference. */
  readonly result: 'passed' | 'differs' | 'failed' | 'skipped';
  /** Why it differs, failed or was skipped. */
  readonly reason: string | null;
};

export async function runTopic(topic: Topic): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const parser of corpusParsers(topic.topic)) {
    for (const given of corpusCases(topic.topic, parser)) {
      const unread = topic.notRead?.[parser] ?? topic.notRead?.[`${parser} ${given.name}`];
      const check = unread === undefined ? topic.checks[parser] : undefined;
      const outcome =
        check === undefined
          ? ({ result: 'skipped', reason: unread ?? 'nothing checks it yet' } as const)
          : await runCase(check, given, differencesOf(topic, parser, given.name));
      results.push({ parser, name: given.name, ...outcome });
    }
  }
  return results;
}

const differencesOf = (topic: Topic, parser: string, name: string) =>
  (topic.differences ?? []).filter((d) => d.parser === parser && (d.cases === undefined || d.cases.includes(name)));

async function runCase(
  check: Check,
  given: CorpusCase,
  differences: readonly Difference[],
): Promise<Pick<CaseResult, 'result' | 'reason'>> {
  let compared: Compared;
  try {
    compared = await check(given);
  } catch (error) {
    return { result: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  const plain = findDisagreement(compared.got, compared.wanted, given.unordered);
  if (plain === null) return { result: 'passed', reason: null };
  if (differences.length === 0) return { result: 'failed', reason: describe(plain) };
  const left = differences.some(({ fields }) => fields === undefined)
    ? null
    : findDisagreement(
        withoutFields(compared.got, differences),
        withoutFields(compared.wanted, differences),
        given.unordered,
      );
  return left === null
    ? { result: 'differs', reason: differences.map(({ reason }) => reason).join(' ') }
    : { result: 'failed', reason: describe(left) };
}

const describe = ({ path, got, wanted }: Disagreement) =>
  `at ${path || 'the top'}: got ${show(got)}, wanted ${show(wanted)}`;
const show = (value: unknown) => JSON.stringify(value)?.slice(0, 500) ?? 'nothing';

function withoutFields(value: unknown, differences: readonly Difference[]): unknown {
  const names = new Set(differences.flatMap(({ fields }) => fields ?? []));
  const strip = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strip);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .filter(([key]) => !names.has(key))
        .map(([key, child]) => [key, strip(child)]),
    );
  };
  return strip(value);
}

/** Everything is compared as it is. */
export const whole =
  (read: (given: CorpusCase) => unknown): Check =>
  async (given) => ({ got: await read(given), wanted: given.expected });

/** Only these fields of each row, of what the corpus has: the rest no section of ours has a place for. */
export const only =
  (fields: readonly string[], read: (given: CorpusCase) => unknown): Check =>
  async (given) => ({ got: await read(given), wanted: pick(given.expected, fields) });

export function pick(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.includes(key)));
}

type Fields = Record<string, Cell>;

/**
 * A row in the names of the wire, as the corpus has them.
 *
 * @param names Only these; a pair where the corpus has another name: `{ serial: 'SERIALNUMBER' }`.
 */
export function toFields(
  section: Section,
  row: { readonly [column: string]: Cell | undefined },
  names: readonly string[],
  renamed: Readonly<Record<string, string>> = {},
): Fields {
  const fields: Fields = {};
  for (const [column, value] of Object.entries(row)) {
    const xml = section.columns[column]?.xml;
    const name = renamed[column] ?? (Array.isArray(xml) ? xml[0] : (xml as string | undefined));
    if (name === undefined || value === undefined || value === null || !names.includes(name)) continue;
    fields[name] = value;
  }
  return fields;
}

/** Text of the first input. */
export function textOf(given: CorpusCase, at = 0): string {
  const input = given.inputs[at];
  if (input === undefined) throw new AppError('INTERNAL');
  return decodeOutput(input);
}
