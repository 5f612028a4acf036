import { parseConfigFile } from '../config-file.ts';

/** What a new configuration file tells its reader. */
const TEMPLATE = `# Configuration of the Muster agent: key = value. All keys: muster-agent --help.
# Files in agent.d/*.cfg come after this one, and win.

`;

/**
 * The text of a configuration file with other values; lines of other keys, and comments, stay as they are.
 *
 * @param text Null: there is no file yet.
 * @throws {AppError} `OPTION_INVALID`: the file as it is cannot be read.
 */
export function editConfig(
  text: string | null,
  values: Readonly<Record<string, readonly string[]>>,
  path: string,
): string {
  const before = text ?? TEMPLATE;
  parseConfigFile(before, path);
  const lines = before.split('\n');
  // What counts for single servers stands at the end, each below its address.
  const end = lines.findIndex((line) => /^\s*\[/.test(line));
  const [common, servers] = end === -1 ? [lines, []] : [lines.slice(0, end), ['', ...lines.slice(end)]];
  const kept = common.filter((line) => !Object.hasOwn(values, keyOf(line)));
  for (const part of [kept, servers]) while (part.at(-1) === '') part.pop();
  const added = Object.entries(values).flatMap(([key, each]) => each.map((value) => `${key} = ${quoted(value)}`));
  return `${[...kept, ...added, ...servers].join('\n')}\n`;
}

const keyOf = (line: string) => (/^\s*[#;]/.test(line) ? '' : (line.split('=', 1)[0] ?? '').trim().toLowerCase());

function quoted(value: string): string {
  const plain = value.replace(/[\r\n]+/g, ' ');
  if (/^[^\s#"'](.*[^\s])?$/.test(plain) && !/\s#/.test(plain)) return plain;
  return plain.includes('"') ? `'${plain.replaceAll("'", '’')}'` : `"${plain}"`;
}
