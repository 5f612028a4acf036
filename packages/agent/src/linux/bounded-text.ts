/** Longer lines are no output of a program that is read here. */
const LINE_LIMIT = 1000;

/**
 * Text whose patterns cost no more than its length: lines are cut, ends of lines are trimmed, and of empty lines one is left.
 *
 * A program that is broken, or replaced by somebody, may print anything; a pattern that tries every run of spaces from each of
 * its places would keep the agent busy for hours.
 */
export function boundText(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const cut = (line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) : line).trimEnd();
    if (cut !== '' || lines.at(-1) !== '') lines.push(cut);
  }
  return lines.join('\n');
}

/** Lines of label and value, the first of each label; those without value are left out. */
export function labelledValues(text: string, separator = ':'): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf(separator);
    if (at < 1 || line.length > LINE_LIMIT) continue;
    const [label, value] = [line.slice(0, at).trim(), line.slice(at + separator.length).trim()];
    if (label !== '' && value !== '' && !values.has(label)) values.set(label, value);
  }
  return values;
}
