const strict = new TextDecoder('utf-8', { fatal: true });
const latin = new TextDecoder('windows-1252');

/** Text of a file or a program: UTF-8, and line by line Latin-1 where it is not, without BOM. */
export function decodeOutput(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    // One package description in an old encoding must not spoil the names of all the others.
    return splitLines(bytes).map(decodeLine).join('\n');
  }
}

function decodeLine(line: Uint8Array): string {
  try {
    return strict.decode(line);
  } catch {
    return latin.decode(line);
  }
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, at));
    start = at + 1;
  }
  lines.push(bytes.subarray(start));
  return lines;
}
