/**
 * Characters that would change what a reader sees without being seen: control characters, bidirectional overrides,
 * zero-width characters (not the joiners, which several scripts and emoji need) and lone surrogates.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * The text as it may be shown: unseen characters are spelt out as `⟨U+202E⟩`, line breaks and tabs as spaces.
 *
 * Agents send what they like; a file name that turns the rest of the line around must not fool its reader.
 */
export function displayText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\n\t]/g, ' ')
    .replace(UNSEEN, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
