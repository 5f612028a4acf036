import { COMMANDS, OPTIONS } from './config.ts';
import { environmentName, type Option } from './config-sources.ts';

/** The text of `--help`. */
export function helpText(): string {
  const commands = Object.entries(COMMANDS).map(([name, meaning]) => entry(name, meaning));
  const options = Object.values<Option>(OPTIONS).map((option) => {
    const value = option.value === undefined ? '' : ` ${option.value}`;
    const short = option.short === undefined ? '' : `-${option.short}, `;
    const otherwise = option.otherwise === undefined ? '' : ` Default: ${option.otherwise}.`;
    return entry(`${short}--${option.flag}${value}`, `${option.meaning}${otherwise} [${environmentName(option)}]`);
  });
  return [
    'Takes the inventory of this machine and reports it.',
    '',
    'Usage: muster-agent [COMMAND] [OPTION…]',
    '',
    'Commands:',
    ...commands,
    '',
    'Options, with their names in the environment; in the configuration file they are called as here, without the dashes:',
    ...options,
    entry('--version', 'Print the version.'),
    entry('-h, --help', 'Print this text.'),
    '',
    'Exit status: 0 all servers answered · 1 a server did not, or refused · 2 the options are wrong.',
    '',
  ].join('\n');
}

function entry(left: string, right: string): string {
  const lines = wrap(right, 76);
  return [`  ${left}`, ...lines.map((line) => `      ${line}`)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
