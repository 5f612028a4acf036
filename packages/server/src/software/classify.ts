import { versionKey } from '@muster/protocol';
import { type Matcher, wildcard } from './wildcard.ts';

/** Categories that every database has. */
export const BUILT_IN = { new: 1, ignored: 2, unchanged: 3 } as const;

export const VERSION_OPERATORS = ['matches', 'less', 'atMost', 'greater', 'atLeast'] as const;
export type VersionOperator = (typeof VERSION_OPERATORS)[number];

/** What puts software into a category. Empty patterns match everything. */
export type Rule = {
  readonly id: number | null;
  readonly name: string;
  /** Of the publisher as reported, or as lists show it. */
  readonly publisher: string;
  readonly version: { readonly operator: VersionOperator; readonly value: string } | null;
  readonly categoryId: number;
};

/** A name of a publisher, or a pattern of names, and what it means. */
export type Alias = { readonly pattern: string; readonly publisher: string };

export type Verdict = {
  readonly categoryId: number;
  readonly ruleId: number | null;
  readonly decidedBy: 'none' | 'rule';
};

export type Classifier = ReturnType<typeof createClassifier>;

/**
 * Rules and aliases, ready to be asked.
 *
 * The first rule that matches decides. What no rule matches is new. Rules about versions decide about releases only, never
 * about a title as a whole.
 */
export function createClassifier(rules: readonly Rule[], aliases: readonly Alias[]) {
  const named = aliases.map(({ pattern, publisher }) => ({ matches: wildcard(pattern), publisher }));
  const publishers = new Map<string, string>();
  const compiled = rules.map((rule) => ({
    rule,
    name: wildcard(rule.name),
    publisher: wildcard(rule.publisher),
    version: rule.version === null ? null : versionMatcher(rule.version),
  }));

  function publisherOf(reported: string): string {
    const known = publishers.get(reported);
    if (known !== undefined) return known;
    // No publisher is no name, which a star would match.
    const found = reported === '' ? undefined : named.find(({ matches }) => matches(reported))?.publisher;
    const publisher = found ?? reported;
    if (publishers.size < 50_000) publishers.set(reported, publisher);
    return publisher;
  }

  return {
    /** Some rule is about versions: then releases of one title may differ. */
    asksVersions: compiled.some(({ version }) => version !== null),

    /** The publisher as lists show it. */
    publisherOf,

    /**
     * The category of a title, and of each version of it.
     *
     * @returns `releaseOf`: undefined for a version that is decided as its title is.
     */
    classify(name: string, reported: string) {
      const publisher = publisherOf(reported);
      const matching = compiled.filter(
        (one) => one.name(name) && (one.publisher(publisher) || one.publisher(reported)),
      );
      const title = verdictOf(matching.find(({ version }) => version === null)?.rule);
      const end = matching.findIndex(({ version }) => version === null);
      const before = end === -1 ? matching : matching.slice(0, end);
      return {
        publisher,
        title,
        releaseOf(version: string | null): Verdict | undefined {
          const found = before.find((one) => one.version?.(version) === true);
          return found === undefined ? undefined : verdictOf(found.rule);
        },
      };
    },
  };
}

function verdictOf(rule: Rule | undefined): Verdict {
  if (rule === undefined) return { categoryId: BUILT_IN.new, ruleId: null, decidedBy: 'none' };
  return { categoryId: rule.categoryId, ruleId: rule.id, decidedBy: 'rule' };
}

function versionMatcher({ operator, value }: NonNullable<Rule['version']>): (version: string | null) => boolean {
  if (operator === 'matches') {
    const matches: Matcher = wildcard(value);
    return (version) => matches(version ?? '');
  }
  const wanted = versionKey(value);
  return (version) => {
    const key = version === null ? null : versionKey(version);
    if (key === null || wanted === null) return false; // what is no version is neither older nor newer
    if (operator === 'less') return key < wanted;
    if (operator === 'atMost') return key <= wanted;
    if (operator === 'greater') return key > wanted;
    return key >= wanted;
  };
}
