/** One structure of the table. Offsets are those of the SMBIOS reference, from the start of the structure. */
export type SmbiosStructure = {
  readonly type: number;
  readonly handle: number;
  /** Null when the structure is too short to have the field: older firmware ends earlier. */
  byte(offset: number): number | null;
  word(offset: number): number | null;
  dword(offset: number): number | null;
  bytes(offset: number, length: number): Uint8Array | null;
  /** The text whose number stands at `offset`; null when there is none, or only a placeholder. */
  text(offset: number): string | null;
};

/** Real tables have up to some hundreds. */
const STRUCTURE_LIMIT = 10_000;
const END_OF_TABLE = 127;

/**
 * Structures of an SMBIOS table, as `/sys/firmware/dmi/tables/DMI` holds it.
 *
 * A damaged table ends where it is damaged: what was read before is true. Source: DMTF DSP0134, 3.7.
 */
export function decodeSmbios(table: Uint8Array): SmbiosStructure[] {
  const structures: SmbiosStructure[] = [];
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  let at = 0;
  while (at + 4 <= table.length && structures.length < STRUCTURE_LIMIT) {
    const type = view.getUint8(at);
    const length = view.getUint8(at + 1);
    if (length < 4 || at + length > table.length) break;
    const { texts, end } = readTexts(table, at + length);
    structures.push(structure(view, at, length, texts));
    if (type === END_OF_TABLE) break;
    at = end;
  }
  return structures;
}

function structure(view: DataView, start: number, length: number, texts: readonly string[]): SmbiosStructure {
  const has = (offset: number, size: number) => offset + size <= length;
  return {
    type: view.getUint8(start),
    handle: view.getUint16(start + 2, true),
    byte: (offset) => (has(offset, 1) ? view.getUint8(start + offset) : null),
    word: (offset) => (has(offset, 2) ? view.getUint16(start + offset, true) : null),
    dword: (offset) => (has(offset, 4) ? view.getUint32(start + offset, true) : null),
    bytes: (offset, size) =>
      has(offset, size) ? new Uint8Array(view.buffer, view.byteOffset + start + offset, size) : null,
    text: (offset) => {
      const number = has(offset, 1) ? view.getUint8(start + offset) : 0;
      return meaningful(texts[number - 1] ?? null);
    },
  };
}

/** Texts end with NUL, their list with one more; a structure without texts has two NUL. */
function readTexts(table: Uint8Array, start: number): { texts: string[]; end: number } {
  const texts: string[] = [];
  let at = start;
  while (at < table.length && table[at] !== 0) {
    const nul = table.indexOf(0, at);
    const end = nul === -1 ? table.length : nul;
    texts.push(latin1.decode(table.subarray(at, end)));
    at = end + 1;
  }
  return { texts, end: at + (texts.length === 0 ? 2 : 1) };
}

const latin1 = new TextDecoder('windows-1252');

const PLACEHOLDERS = new Set([
  'n/a',
  'na',
  'none',
  'null',
  'unknown',
  'undefined',
  'invalid',
  'empty',
  'oem',
  'o.e.m.',
  'default string',
  'default',
  'not specified',
  'not present',
  'not available',
  'not installed',
  'not provided',
  'no module installed',
  'no asset tag',
  'asset tag',
  'no asset information',
  'system product name',
  'system manufacturer',
  'system serial number',
  'system version',
  'system name',
  'sku',
  'serial number',
  'chassis serial number',
  'chassis manufacture',
  'chassis manufacturer',
  'chassis version',
  'board serial number',
  'type2 - board serial number',
  'base board serial number',
  'to be filled by o.e.m.',
  'to be filled by o.e.m',
  'to be filled by oem',
  '<bad index>',
  '<out of spec>',
  '0123456789',
  '123456789',
  '1234567890',
]);

/** Null for what firmware writes where nobody filled in a value. */
export function meaningful(value: string | null): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be removed.
  const text = value?.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim() ?? '';
  if (text === '' || PLACEHOLDERS.has(text.toLowerCase())) return null;
  // Zeros, F, X, dots, dashes only, and "Asset-Tag#" or "SKU#" without a number.
  if (/^[0.\-_ ]+$/.test(text) || /^[fF]{4,}$/.test(text) || /^[xX.-]+$/.test(text)) return null;
  if (/^(?:<OUT OF SPEC>)+$/.test(text)) return null;
  if (/(?:tag|sku)\s*#$/i.test(text)) return null;
  return text;
}

/**
 * UUID of the system structure, lower case; null when firmware set none.
 *
 * @param version SMBIOS version as 100 × major + minor; from 2.6 on the first three groups are little-endian.
 */
export function formatUuid(bytes: Uint8Array, version: number): string | null {
  if (bytes.every((b) => b === 0) || bytes.every((b) => b === 0xff)) return null;
  const order = version >= 206 ? LITTLE_ENDIAN : BIG_ENDIAN;
  const hex = order.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const BIG_ENDIAN = Array.from({ length: 16 }, (_, at) => at);
const LITTLE_ENDIAN = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** Version from the entry point, as 100 × major + minor; null when it is none. */
export function decodeEntryPoint(entry: Uint8Array): number | null {
  const anchor = latin1.decode(entry.subarray(0, 5));
  if (anchor === '_SM3_' && entry.length >= 9) return (entry[7] ?? 0) * 100 + (entry[8] ?? 0);
  if (anchor.startsWith('_SM_') && entry.length >= 8) return (entry[6] ?? 0) * 100 + (entry[7] ?? 0);
  return null;
}
