import { type Host, once } from '../host/host.ts';

export type OsRelease = Readonly<Record<string, string>>;

/** `/etc/os-release`, else the distribution's own copy; empty where there is none. */
export function readOsRelease(host: Host): Promise<OsRelease> {
  return once(host, 'os-release', async () => {
    const text = (await host.read('/etc/os-release')) ?? (await host.read('/usr/lib/os-release'));
    return text === null ? {} : parseOsRelease(text);
  });
}

/** `NAME=value` lines with the quoting of a shell. Source: os-release(5). */
export function parseOsRelease(text: string): OsRelease {
  const values: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^[ \t]*([A-Z_][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values[name] = unquote(value.trim());
  }
  return values;
}

function unquote(value: string): string {
  const single = /^'([^']*)'/.exec(value);
  if (single !== null) return single[1] ?? '';
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(value);
  return (double?.[1] ?? value).replace(/\\(.)/g, '$1');
}
