/** The list with one of its items at another place. */
export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_one, i) => i !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
