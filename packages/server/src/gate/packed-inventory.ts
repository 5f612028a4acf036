import { type Cell, type Inventory, type Row, type Section, type SectionName, sections } from '@muster/protocol';
import { type Fingerprints, fingerprintInventory, type InventoryFingerprints } from '../fleet/fingerprints.ts';

/** An inventory and what it is compared by. */
export type ReadInventory = { readonly inventory: Inventory; readonly fingerprints: InventoryFingerprints };

/** The same as it travels from thread to thread: rows as texts, which are copied fast, and read only where they are looked at. */
export type PackedInventory = {
  readonly head: Omit<Inventory, 'sections'>;
  readonly sections: readonly { readonly name: string; readonly rows: string }[];
  readonly fingerprints: readonly (readonly [name: string, fingerprints: Fingerprints])[];
};

export function packInventory({ sections: told, ...head }: Inventory): PackedInventory {
  return {
    head,
    sections: Object.entries(told).map(([name, rows]) => ({ name, rows: packRows(name, rows) })),
    fingerprints: [...fingerprintInventory({ ...head, sections: told })],
  };
}

export function unpackInventory({ head, sections: packed, fingerprints }: PackedInventory): ReadInventory {
  const lazy: { [name: string]: readonly Row[] } = {};
  for (const { name, rows } of packed) {
    Object.defineProperty(lazy, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = unpackRows(name, rows);
        // Whoever asks again gets the very same rows.
        Object.defineProperty(lazy, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return {
    inventory: { ...head, sections: lazy as Inventory['sections'] }, // safe: the names came out of an inventory
    fingerprints: new Map(fingerprints),
  };
}

/** Columns that no row fills do not travel: software has twenty, of which a Linux machine fills eight. */
function packRows(name: string, rows: readonly Row[]): string {
  const filled = namesIn(name).filter((column) => rows.some((row) => (row[column] ?? null) !== null));
  return JSON.stringify([filled, rows.map((row) => filled.map((column) => row[column]))]);
}

function unpackRows(name: string, text: string): Row[] {
  const [filled, rows] = JSON.parse(text) as [string[], Cell[][]]; // safe: packRows() wrote it
  const blank: Row = Object.fromEntries(namesIn(name).map((column) => [column, null]));
  return rows.map((cells) => {
    const row = { ...blank };
    for (let i = 0; i < filled.length; i++) row[filled[i] ?? ''] = cells[i] ?? null;
    return row;
  });
}

function namesIn(name: string): readonly string[] {
  const section: Section = sections[name as SectionName]; // safe: as above
  const columns = Object.keys(section.columns);
  return section.parent === undefined ? columns : [...columns, 'parentKey'];
}
