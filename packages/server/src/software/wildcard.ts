/** A test of texts; without regard to case. */
export type Matcher = (text: string) => boolean;

const everything: Matcher = () => true;

/**
 * A pattern as a test: `*` is any text, `?` any character, a backslash takes what follows as it is. An empty pattern
 * matches everything.
 *
 * Never a regular expression: those of people may take forever; this takes at most the product of both lengths.
 */
export function wildcard(pattern: string): Matcher {
  const parts = read(pattern.toLowerCase());
  if (parts.length === 0 || parts.every((part) => part === ANY)) return everything;
  if (!parts.includes(ANY) && !parts.includes(ONE)) {
    const wanted = parts.join('');
    return (text) => text.toLowerCase() === wanted;
  }
  return (text) => matches(parts, [...text.toLowerCase()]);
}

const ANY = Symbol('any text');
const ONE = Symbol('any character');
type Part = string | typeof ANY | typeof ONE;

function read(pattern: string): Part[] {
  const parts: Part[] = [];
  let escaped = false;
  for (const character of pattern) {
    if (escaped || !/[\\*?]/.test(character)) parts.push(character);
    else if (character === '*') {
      if (parts.at(-1) !== ANY) parts.push(ANY);
    } else if (character === '?') parts.push(ONE);
    escaped = !escaped && character === '\\';
  }
  if (escaped) parts.push('\\'); // the last one escapes nothing
  return parts;
}

/** Goes back to the last `*` only: an earlier one can always be read as short as it was. */
function matches(parts: readonly Part[], text: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = parts[part];
    if (wanted === ANY) {
      star = part;
      starAt = at;
      part += 1;
    } else if (wanted !== undefined && (wanted === ONE || wanted === text[at])) {
      part += 1;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      part = star + 1;
    } else return false;
  }
  while (parts[part] === ANY) part += 1;
  return part === parts.length;
}
