import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive, as its directory at the end names them (APPNOTE 6.3.10). */
export function unzip(archive: Buffer): Map<string, string> {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== 0x06054b50) throw new Error('The archive has no end');
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < archive.readUInt16LE(end + 10); i += 1) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(begin, begin + archive.readUInt32LE(at + 20)));
    if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
    files.set(name, content.toString('utf8'));
    at += 46 + nameLength;
  }
  return files;
}

export type SheetCell = { readonly kind: 'text' | 'number' | 'flag' | 'empty'; readonly text: string };

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The rows of the first sheet of a workbook, as spreadsheets read them. */
export function sheetOf(workbook: Buffer): { readonly xml: string; readonly rows: readonly SheetCell[][] } {
  const xml = unzip(workbook).get('xl/worksheets/sheet1.xml') ?? '';
  const rows = [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c( [^>]*)?(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', inner = '']): SheetCell => {
      const text = (/<t[^>]*>(.*)<\/t>/s.exec(inner)?.[1] ?? '')
        .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
        .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
      if (attributes.includes('t="inlineStr"')) return { kind: 'text', text };
      const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1];
      if (value === undefined) return { kind: 'empty', text: '' };
      return { kind: attributes.includes('t="b"') ? 'flag' : 'number', text: value };
    }),
  );
  return { xml, rows };
}
