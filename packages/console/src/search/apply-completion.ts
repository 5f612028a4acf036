import type { Completion, Completions } from '@muster/protocol/query';

export type EditedText = { readonly text: string; readonly cursor: number };

/**
 * A query with an option of the completion in the place of what was begun.
 *
 * A value is followed by a blank, a section by its closing bracket with the cursor before it; a quote that was opened and
 * closed is replaced whole.
 */
export function applyCompletion(
  text: string,
  { start, end }: Pick<Completions, 'start' | 'end'>,
  option: Pick<Completion, 'text' | 'kind'>,
): EditedText {
  const before = text.slice(0, start);
  const begun = text.slice(start, end);
  let after = text.slice(end);
  if (option.kind === 'value' && begun.startsWith('"') && after.startsWith('"')) after = after.slice(1);
  if (option.kind === 'section') {
    const closing = after.startsWith(')') ? '' : ')';
    return { text: `${before}${option.text}${closing}${after}`, cursor: before.length + option.text.length };
  }
  const needsBlank = option.kind === 'value' && !/^[\s),]/.test(after);
  const made = `${before}${option.text}${needsBlank ? ' ' : ''}`;
  const skipsBlank = option.kind === 'value' && /^\s/.test(after) ? 1 : 0;
  return { text: `${made}${after}`, cursor: made.length + skipsBlank };
}

/** A query with what the parser suggests in the place of what is wrong. */
export function applySuggestion(
  text: string,
  { start, end, suggestion }: { readonly start: number; readonly end: number; readonly suggestion: string },
): EditedText {
  return { text: `${text.slice(0, start)}${suggestion}${text.slice(end)}`, cursor: start + suggestion.length };
}
