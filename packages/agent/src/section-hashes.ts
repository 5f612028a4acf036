import { type Row, type Section, type SectionName, sections } from '@muster/protocol';

/** Rows by section; one that is absent is unknown. */
export type SectionRows = { readonly [S in SectionName]?: readonly Row[] };
export type SectionHashes = Readonly<Record<string, string>>;

const defined: readonly Section[] = Object.values(sections);

/** A hash of the stable columns of each section, or of all its columns, whatever the order of its rows. */
export function hashSections(rows: SectionRows, columns: 'stable' | 'all' = 'stable'): SectionHashes {
  const hashes: Record<string, string> = {};
  for (const section of defined) {
    const known = rows[section.name as SectionName]; // safe: names of the registry
    if (known !== undefined) hashes[section.name] = hashRows(section, known, columns);
  }
  return hashes;
}

function hashRows(section: Section, rows: readonly Row[], columns: 'stable' | 'all'): string {
  const compared = Object.entries(section.columns)
    .filter(([, column]) => columns === 'all' || !column.volatile)
    .map(([name]) => name);
  const lines = rows.map((row) => JSON.stringify(compared.map((name) => row[name] ?? null))).sort();
  // Loaded here: a printed inventory, which is compared with nothing, saves four megabytes.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 22); // 128 bits are plenty
}

/**
 * HARDWARE/CHECKSUM: one bit for each section that is not as it was when the server last accepted an inventory.
 *
 * All bits at first. A section that could not be collected is not said to have changed.
 */
export function toChecksum(before: SectionHashes, now: SectionHashes): number {
  const first = Object.keys(before).length === 0;
  return defined.reduce((checksum, { name, checksumBit }) => {
    if (checksumBit === undefined) return checksum;
    const changed = first || (now[name] !== undefined && now[name] !== before[name]);
    return changed ? checksum | checksumBit : checksum;
  }, 0);
}
