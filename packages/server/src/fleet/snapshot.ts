import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { OtherValue, Row, Section } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { AssetRepository, SectionState, StoredAsset } from './asset-repository.ts';
import type { OtherRepository } from './other-repository.ts';
import { findSection, type SectionRepository } from './section-repository.ts';

type State = SectionState & { readonly changedAt: number };

/** All that is stored of a machine's inventory at a moment: volatile columns, which have no history, too. */
export type Snapshot = {
  readonly asset: StoredAsset;
  readonly states: readonly State[];
  /** By section. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** Release of each row of section `software`. */
  readonly releases: readonly number[];
  readonly other: readonly OtherValue[];
};

type Needs = { readonly assets: AssetRepository; readonly rows: SectionRepository; readonly other: OtherRepository };

export type SnapshotService = ReturnType<typeof createSnapshots>;

/** Takes and puts back whole inventories as they are stored. */
export function createSnapshots({ assets, rows, other }: Needs) {
  return {
    async take(trx: Executor, asset: StoredAsset): Promise<Snapshot> {
      const states = await assets.sectionStatesInFull(trx, asset.id);
      const taken: Record<string, readonly Row[]> = {};
      for (const { section, rowCount } of states) {
        const definition = findSection(section);
        if (definition === undefined || rowCount === 0) continue;
        taken[section] = (await rows.list(trx, definition, asset.id)).map(({ row }) => row);
      }
      const releases = taken.software === undefined ? [] : await rows.releaseIds(trx, asset.id);
      return { asset, states, rows: taken, releases, other: await other.list(trx, asset.id) };
    },

    /** Puts the sections and all else back into a record that has none of them. What people decided about the record stays. */
    async restore(trx: Executor, { asset, states, rows: all, releases, other: values }: Snapshot): Promise<void> {
      for (const [name, stored] of Object.entries(all)) {
        const section = findSection(name);
        if (section === undefined) continue; // of an earlier version
        const releaseIds = name === 'software' ? releases : undefined;
        await rows.insert(trx, section, asset.id, stored, 1, releaseIds);
      }
      await other.replace(trx, asset.id, values);
      for (const { changedAt, ...state } of states) {
        await assets.saveSectionStates(trx, asset.id, [{ ...state, changed: true }], changedAt);
      }
      await assets.update(trx, asset.id, inventoried(asset));
    },
  };
}

/** The columns of a record that agents fill. */
export function inventoried({
  id: _id,
  tag: _tag,
  archived_at: _at,
  merged_into: _into,
  first_seen_at: _first,
  ...rest
}: StoredAsset) {
  return rest;
}

/** The rows of one section, ready to be compared with others. */
export function rowsIn({ rows }: Snapshot, { name }: Section): readonly Row[] {
  return rows[name] ?? [];
}

/** Some 6 KB of a machine with 600 software. */
export function packSnapshot(snapshot: Snapshot): string {
  return deflateRawSync(JSON.stringify(snapshot)).toString('base64');
}

export function unpackSnapshot(text: string): Snapshot {
  return JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString()) as Snapshot; // safe: of packSnapshot
}
