import { options } from '../config.ts';
import { flagOf, variableOf } from './option-names.ts';

/** The table of options as lines for `--help`. */
export function optionsHelp(): string {
  return Object.entries(options)
    .map(([name, option]) => {
      const value = option.placeholder === null ? '' : ` ${option.placeholder}`;
      return `  ${flagOf(name)}${value}\n${wrap(`${option.description}${defaultOf(option)} [${variableOf(name)}]`)}`;
    })
    .join('\n');
}

/** The table of options as Markdown, for the reference page. */
export function optionsReference(): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const flag = option.placeholder === null ? flagOf(name) : `${flagOf(name)} ${option.placeholder}`;
    const key = name === 'data' ? '–' : `\`${name}\``;
    const cells = [
      `\`${flag.replaceAll('|', '\\|')}\``,
      `\`${variableOf(name)}\``,
      key,
      `${option.description}${defaultOf(option)}`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| Flag | Environment | `server.json` | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function defaultOf(option: { readonly default: unknown; readonly placeholder: string | null }): string {
  const value = option.default;
  return option.placeholder === null || value === '' || Array.isArray(value) ? '' : ` Default: ${String(value)}.`;
}

function wrap(paragraph: string): string {
  const lines = paragraph.match(/\S.{0,95}(?=\s|$)/g) ?? [];
  return lines.map((line) => `      ${line}`).join('\n');
}
