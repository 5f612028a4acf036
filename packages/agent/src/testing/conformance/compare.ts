/** Where two values first disagree: a path such as `[2].SERIAL`, and what stood there. */
export type Disagreement = { readonly path: string; readonly got: unknown; readonly wanted: unknown };

type Tree = { readonly [key: string]: unknown };

/**
 * Compares as the corpus asks to: null and absent are the same, numbers equal their text, `{ "$re": … }` is any text that
 * matches.
 *
 * @param unordered Lists are compared as bags.
 * @returns Null if they agree.
 */
export function findDisagreement(got: unknown, wanted: unknown, unordered = false, path = ''): Disagreement | null {
  if (isPattern(wanted)) return new RegExp(wanted.$re, wanted.$flags).test(asText(got)) ? null : { path, got, wanted };
  if (Array.isArray(wanted) && Array.isArray(got)) return compareLists(got, wanted, unordered, path);
  if (isTree(wanted) && isTree(got)) return compareTrees(got, wanted, unordered, path);
  if (isEmpty(got) && isEmpty(wanted)) return null;
  const comparable = !isTree(got) && !isTree(wanted) && !Array.isArray(got) && !Array.isArray(wanted);
  return comparable && !isEmpty(got) && !isEmpty(wanted) && asText(got) === asText(wanted)
    ? null
    : { path, got, wanted };
}

function compareLists(
  got: readonly unknown[],
  wanted: readonly unknown[],
  unordered: boolean,
  path: string,
): Disagreement | null {
  if (unordered) {
    const rest = [...got];
    for (const [at, item] of wanted.entries()) {
      const same = rest.findIndex((other) => findDisagreement(other, item, true) === null);
      if (same === -1) return { path: `${path}[${at}]`, got: rest, wanted: item };
      rest.splice(same, 1);
    }
    return rest.length === 0 ? null : { path, got: rest, wanted: [] };
  }
  for (let at = 0; at < Math.max(got.length, wanted.length); at++) {
    const found = findDisagreement(got[at], wanted[at], false, `${path}[${at}]`);
    if (found !== null) return found;
  }
  return null;
}

function compareTrees(got: Tree, wanted: Tree, unordered: boolean, path: string): Disagreement | null {
  for (const key of new Set([...Object.keys(wanted), ...Object.keys(got)])) {
    const found = findDisagreement(got[key], wanted[key], unordered, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

const isEmpty = (value: unknown) => value === null || value === undefined;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPattern = (value: unknown): value is { $re: string; $flags?: string } =>
  isTree(value) && typeof value.$re === 'string';

function asText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return value === null || value === undefined ? '' : String(value);
}
