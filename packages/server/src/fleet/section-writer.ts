import { diffRows, type Row, type Section } from '@muster/protocol';
import type { Executor } from '../db/database.ts';
import { entriesOf, type HistoryEntry } from '../history/history-entries.ts';
import type { SectionState } from './asset-repository.ts';
import { type Fingerprints, fingerprintsOf } from './fingerprints.ts';
import type { SectionRepository } from './section-repository.ts';

/** A section as it arrived, ready to be compared. */
export type Digest = Fingerprints & { readonly section: Section; readonly rows: readonly Row[] };

export type Writing = {
  readonly trx: Executor;
  readonly assetId: number;
  /** The asset is new: its first sight is one entry, not one for each section. */
  readonly created: boolean;
  /** What happened is added to it. */
  readonly entries: HistoryEntry[];
  readonly releases: ReadonlyMap<Row, number> | undefined;
};

/** Brings the stored rows of one section to what was reported, and tells the history of it. */
export function createSectionWriter(rows: SectionRepository) {
  return {
    /**
     * Writes those sections whose content is another than the stored one.
     *
     * @returns The new states of these; `changed` tells whether stable columns changed too.
     */
    async writeChanged(
      context: Writing,
      digests: readonly Digest[],
      states: ReadonlyMap<string, SectionState>,
    ): Promise<(SectionState & { changed: boolean })[]> {
      const changed: (SectionState & { changed: boolean })[] = [];
      for (const current of digests) {
        const state = states.get(current.section.name);
        const { fingerprint, volatileFingerprint, section } = current;
        if (state?.fingerprint === fingerprint && state.volatileFingerprint === volatileFingerprint) continue;
        await write(context, current, state);
        changed.push({
          section: section.name,
          fingerprint,
          volatileFingerprint,
          rowCount: current.rowCount,
          changed: state?.fingerprint !== fingerprint && section.volatile !== true,
        });
      }
      return changed;
    },
  };

  async function write(
    { trx, assetId, created, entries, releases }: Writing,
    { section, rows: now }: Digest,
    state: SectionState | undefined,
  ): Promise<void> {
    const releaseIds = (of: readonly Row[]) =>
      section.name === 'software' ? of.map((row) => releases?.get(row) ?? -1) : undefined;
    if (state === undefined || section.volatile === true) {
      if (state !== undefined) await rows.removeAll(trx, section, assetId);
      await rows.insert(trx, section, assetId, now, 1, releaseIds(now));
      // The first sight of a section is one entry, as that of a machine is.
      if (!created && state === undefined && section.volatile !== true && now.length > 0) {
        const after = JSON.stringify({ [section.name]: now.length });
        entries.push({ section: section.name, kind: 'created', row_key: '', before: null, after });
      }
      return;
    }
    const nowIds = releaseIds(now);
    const before =
      nowIds === undefined
        ? await rows.list(trx, section, assetId)
        : await rows.listLike(trx, section, assetId, now, nowIds);
    const ids = new Map(before.map(({ id, row }) => [row, id]));
    const idOf = (row: Row) => ids.get(row) ?? -1;
    const difference = diffRows(
      section,
      before.map(({ row }) => row),
      now,
    );
    await rows.remove(
      trx,
      section,
      assetId,
      difference.removed.map(({ row }) => idOf(row)),
    );
    const added = difference.added.map(({ row }) => row);
    const nextId = (before.at(-1)?.id ?? 0) + 1;
    await rows.insert(trx, section, assetId, added, nextId, releaseIds(added));
    const changes = [...difference.changed, ...difference.volatileOnly].map(({ before: old, after, columns }) => ({
      id: idOf(old),
      row: after,
      columns,
      releaseId: releaseIds([after])?.[0],
    }));
    await rows.update(trx, section, assetId, changes);
    entries.push(...entriesOf(section, difference));
  }
}

export function digestOf(section: Section, rows: readonly Row[]): Digest {
  return { section, rows, ...fingerprintsOf(section, rows) };
}
