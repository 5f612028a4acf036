import type { Row, Section } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import type { HistoryEntry } from '../history/history-entries.ts';
import type { HistoryService } from '../history/history-service.ts';
import type { AssetMover } from './asset-mover.ts';
import type { AssetRepository } from './asset-repository.ts';
import type { OtherRepository } from './other-repository.ts';
import { findSection, type SectionRepository } from './section-repository.ts';
import { createSectionWriter, digestOf } from './section-writer.ts';
import { createSnapshots, inventoried, packSnapshot, rowsIn, type Snapshot, unpackSnapshot } from './snapshot.ts';

type Needs = {
  readonly assets: AssetRepository;
  readonly rows: SectionRepository;
  readonly other: OtherRepository;
  readonly history: Pick<HistoryService, 'append'>;
  readonly deviceIdsOf: (trx: Executor, assetId: number) => Promise<readonly string[]>;
  readonly clock: () => number;
};

/**
 * The inventory of a record that is merged away stays where it is, hidden. That of the survivor may be written over by the agent of
 * the other, if they were two machines after all: an undo then puts back what the survivor was.
 */
export function createInventoryMover({ assets, rows, other, history, deviceIdsOf, clock }: Needs): AssetMover {
  const snapshots = createSnapshots({ assets, rows, other });
  const writer = createSectionWriter(rows);
  /** Of the transaction: many records that are merged into one leave its inventory as it is. */
  const packed = new WeakMap<Executor, { readonly assetId: number; readonly text: string }>();

  return {
    name: 'inventory',

    async move(trx, _from, to) {
      const known = packed.get(trx);
      if (known?.assetId === to) return known.text;
      const survivor = await assets.lock(trx, to);
      if (survivor === undefined) return null;
      const text = packSnapshot(await snapshots.take(trx, survivor));
      packed.set(trx, { assetId: to, text });
      return text;
    },

    async restore(trx, from, to, moved) {
      const survivor = await assets.lock(trx, to);
      if (typeof moved !== 'string' || survivor === undefined) return;
      const before = unpackSnapshot(moved);
      // Whose agent reported last? Of clones, which share a device id, nobody can tell: the latest stays.
      const isOwn = survivor.device_id === before.asset.device_id;
      if (isOwn || !(await deviceIdsOf(trx, from)).includes(survivor.device_id)) return;
      const states = await assets.sectionStates(trx, to);
      const entries: HistoryEntry[] = [];
      const context = { trx, assetId: to, created: false, entries, releases: releasesIn(before) };
      const names = new Set([...Object.keys(before.rows), ...states.keys()]);
      const sections = [...names].map(findSection).filter((section): section is Section => section !== undefined);
      const digests = sections.map((section) => digestOf(section, rowsIn(before, section)));
      await writer.writeChanged(context, digests, states);
      await other.replace(trx, to, before.other);
      await assets.removeSectionStates(trx, to);
      for (const { changedAt, ...state } of before.states) {
        await assets.saveSectionStates(trx, to, [{ ...state, changed: true }], changedAt);
      }
      await assets.update(trx, to, inventoried(before.asset));
      await history.append(trx, to, clock(), entries);
    },
  };
}

function releasesIn(snapshot: Snapshot): ReadonlyMap<Row, number> {
  return new Map((snapshot.rows.software ?? []).map((row, i) => [row, snapshot.releases[i] ?? -1]));
}
