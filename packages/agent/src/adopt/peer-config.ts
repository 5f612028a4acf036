import { dirname, join, resolve } from 'node:path';
import type { Files } from './peers.ts';

export type PeerConfig = {
  /** Values by key, in the order they were written. */
  readonly values: ReadonlyMap<string, readonly string[]>;
};

/** Files that include one another, before it is taken for a circle. */
const FILES_LIMIT = 50;

/**
 * Reads a configuration of an OCS, FusionInventory or GLPI agent: `key = value`, `#` comments, `include` of a file or of
 * all `*.cfg` of a folder.
 *
 * @returns Null when there is no such file.
 */
export function parsePeerConfig(path: string, files: Files): PeerConfig | null {
  const values = new Map<string, string[]>();
  const seen = new Set<string>();
  const readOne = (file: string): boolean => {
    if (seen.has(file) || seen.size >= FILES_LIMIT) return true;
    const text = files.read(file)?.toString('utf8');
    if (text === undefined) return false;
    seen.add(file);
    for (const line of text.split('\n')) {
      const [, included] = /^\s*include\s+["']?([^"']+?)["']?\s*$/.exec(line) ?? [];
      if (included !== undefined) include(resolve(dirname(file), included));
      const [, key = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (key !== '') add(key.toLowerCase(), unquoted(value));
    }
    return true;
  };
  const include = (target: string) => {
    const names = files.list(target).filter((name) => name.endsWith('.cfg'));
    if (names.length === 0) readOne(target);
    for (const name of [...names].sort()) readOne(join(target, name));
  };
  const add = (key: string, value: string) => values.set(key, [...(values.get(key) ?? []), value]);
  return readOne(path) ? { values } : null;
}

/** Quotes are optional; without them a `#` after white space begins a comment. */
function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1(?:\s*#.*)?$/.exec(value)?.[2];
  if (quoted !== undefined) return quoted;
  return value.replace(/(^|\s+)#.*$/, '').trim();
}
