import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@muster/protocol/errors';

/** A value of the configuration file, and where it stands, for messages. */
export type FileValue = { readonly text: string; readonly where: string };

/** Values by key; those for one server have `URL\nKEY` as theirs, which no line can hold. */
export type FileValues = ReadonlyMap<string, readonly FileValue[]>;

export type ConfigFile = {
  readonly values: FileValues;
  /** What could not be read and need not be. */
  readonly warnings: readonly string[];
};

/**
 * Reads `key = value` lines of a file, and after it those of `agent.d/*.cfg` beside it, in the order of their names.
 *
 * A key may repeat in a file, which gives several values; a later file replaces those of an earlier one.
 *
 * @param needed Whether somebody named the file: then it must be there.
 * @throws {AppError} `OPTION_INVALID`, with the file and the line.
 */
export function readConfigFile(path: string, needed: boolean): ConfigFile {
  const warnings: string[] = [];
  const text = readText(path, needed);
  if (text === null) return { values: new Map(), warnings };
  const files = [{ path, text }];
  for (const part of listParts(join(dirname(path), 'agent.d'))) {
    const partText = readText(part, false);
    if (partText !== null) files.push({ path: part, text: partText });
  }
  const values = new Map<string, readonly FileValue[]>();
  for (const file of files) {
    for (const [key, found] of parseConfigFile(file.text, file.path)) values.set(key, found);
  }
  return { values, warnings };

  function readText(wanted: string, mustBe: boolean): string | null {
    try {
      return readFileSync(wanted, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!mustBe && code === 'ENOENT') return null;
      // An ordinary user may take an inventory of a machine whose agent has a password in its configuration.
      if (!mustBe && code === 'EACCES') {
        return unreadable(wanted);
      }
      const reason = `cannot read "${wanted}": ${(error as Error).message}`;
      throw new AppError('OPTION_INVALID', { reason }, { cause: error });
    }
  }

  function unreadable(wanted: string): null {
    warnings.push(`The configuration "${wanted}" may not be read by this user, and is not used`);
    return null;
  }
}

function listParts(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.cfg') && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return []; // there is no such folder
  }
}

/**
 * A line `[https://…]` begins what counts for that server alone, to the end of the file or the next such line.
 *
 * @throws {AppError} `OPTION_INVALID`, with the file and the line.
 */
export function parseConfigFile(text: string, path: string): Map<string, FileValue[]> {
  const values = new Map<string, FileValue[]>();
  let server = '';
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const where = `"${path}" line ${index + 1}`;
    const content = line.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const [, section] = /^\[\s*(https?:\/\/[^\]]+?)\s*\](?:\s+#.*)?$/i.exec(content) ?? [];
    if (section !== undefined) {
      server = `${section}\n`;
      continue;
    }
    const equals = content.indexOf('=');
    const name = content.slice(0, equals).trim();
    if (equals < 1 || !/^[a-z][a-z0-9_-]*$/i.test(name)) {
      throw new AppError('OPTION_INVALID', {
        reason: `${where} must be "key = value", the address of a server in brackets, a comment or empty`,
      });
    }
    const key = `${server}${name.toLowerCase()}`;
    const value = { text: toValue(content.slice(equals + 1), where), where };
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return values;
}

/** Quotes keep white space and `#`; without them a `#` after white space begins a comment. */
function toValue(text: string, where: string): string {
  const trimmed = text.trim();
  const quote = trimmed[0];
  if (quote !== '"' && quote !== "'") return trimmed.replace(/(^|\s+)#.*$/, '').trim();
  const end = trimmed.indexOf(quote, 1);
  const rest = trimmed.slice(end + 1).trim();
  if (end === -1 || (rest !== '' && !rest.startsWith('#'))) {
    throw new AppError('OPTION_INVALID', { reason: `${where}: the quotes of the value do not match` });
  }
  return trimmed.slice(1, end);
}
