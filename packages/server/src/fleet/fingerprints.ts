import { createHash } from 'node:crypto';
import {
  fingerprintInput,
  type Inventory,
  type Row,
  type Section,
  type SectionName,
  sections,
  volatileInput,
} from '@muster/protocol';

/** What a section is compared by. */
export type Fingerprints = {
  /** Of the stable columns. */
  readonly fingerprint: string;
  /** Of the volatile columns. */
  readonly volatileFingerprint: string;
  readonly rowCount: number;
};

/** Of the sections that an inventory tells of, in registry order. */
export type InventoryFingerprints = ReadonlyMap<string, Fingerprints>;

export function fingerprintsOf(section: Section, rows: readonly Row[]): Fingerprints {
  return {
    fingerprint: hash(fingerprintInput(section, rows)),
    volatileFingerprint: hash(volatileInput(section, rows)),
    rowCount: rows.length,
  };
}

/** A child section is as present as its parent. */
export function fingerprintInventory(inventory: Inventory): InventoryFingerprints {
  const all = new Map<string, Fingerprints>();
  for (const section of Object.values(sections) as readonly Section[]) {
    const given = inventory.sections[section.name as SectionName];
    const rows = given ?? (section.parent !== undefined && all.has(section.parent) ? [] : undefined);
    if (rows !== undefined) all.set(section.name, fingerprintsOf(section, rows));
  }
  return all;
}

/** 128 bits: two different sections never share it by chance. */
export function hash(text: string): string {
  return text === '' ? '' : createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
