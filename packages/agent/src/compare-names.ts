/** Orders rows by name, letter code by letter code. Not localeCompare: that loads the alphabets of the world, 5 ms and more. */
export function compareNames(a: { readonly name?: unknown }, b: { readonly name?: unknown }): number {
  const [first, second] = [String(a.name), String(b.name)];
  return first < second ? -1 : first > second ? 1 : 0;
}
