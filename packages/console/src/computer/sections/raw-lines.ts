import { displayText } from '../../format/display-text.ts';

/** The lines of a text as they may be shown; JSON that came on one line is laid out. */
export function rawLines(text: string): string[] {
  return laidOut(text)
    .split(/\r\n|\n/)
    .map((line) => displayText(line.replace(/\t/g, '  ')));
}

function laidOut(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
