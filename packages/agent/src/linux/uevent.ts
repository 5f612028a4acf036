/** Lines `NAME=value`, as the kernel describes a device in one file. */
export function parseUevent(text: string): Readonly<Record<string, string | undefined>> {
  const found = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value.trim()]));
}
