/** The word of a list that is the fewest typing errors away; null when none is near. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const given = word.toLowerCase().slice(0, 64);
  const [, section = '', column = ''] = /^(.+[.])([^.]{3,})$/.exec(given) ?? [];
  let best: string | null = null;
  let least = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const one of words) {
    const other = one.toLowerCase();
    // "bios.date" for "bios.biosDate".
    if (column !== '' && other.startsWith(section) && other.endsWith(column)) return one;
    // Whoever leaves the section out may mean it as well; who writes the whole is nearer.
    for (const [form, more] of [
      [other, 0],
      [other.slice(other.indexOf('.') + 1), 0.5],
    ] as const) {
      if (Math.abs(form.length - given.length) >= least) continue;
      const errors = distance(given, form) + more;
      if (errors < least) [best, least] = [one, errors];
    }
  }
  return best;
}

/** Letters to add, remove, replace or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const at = (list: readonly number[], index: number) => list[index] ?? 0;
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let errors = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        errors = Math.min(errors, at(beforeLast, j - 2) + 1);
      }
      row.push(errors);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
