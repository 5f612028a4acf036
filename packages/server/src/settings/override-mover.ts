import type { AssetMover } from '../fleet/asset-mover.ts';
import type { OverrideRow, Scope, SettingsRepository } from './settings-repository.ts';

/** What was set before the two became one: all of `from`, and of `to` what a value of `from` met. */
type Moved = { readonly from: readonly OverrideRow[]; readonly to: readonly OverrideRow[] };

/**
 * What is set for single machines goes along when two records turn out to be one machine: the record that stays gets what
 * either had. Where both have a value, that of the record which was known longer counts; the younger one was made by mistake.
 *
 * Source: OCS engine, replacement of a device: the options of the old device are attached to the new one.
 */
export function createOverrideMover(repository: SettingsRepository, onChange: () => void): AssetMover {
  return {
    name: 'settings',

    async move(trx, from, to) {
      const moving = await repository.overridesOf(asset(from), trx);
      if (moving.length === 0) return { from: [], to: [] } satisfies Moved;
      const meeting = (await repository.overridesOf(asset(to), trx)).filter((row) => isAmong(moving, row));
      const isOlder = await isKnownLonger(trx, from, to);
      for (const row of moving) {
        if (isOlder || !isAmong(meeting, row)) await repository.writeOverride(asset(to), row, trx);
      }
      await repository.removeAllOverrides(asset(from), trx);
      onChange();
      return { from: moving, to: meeting } satisfies Moved;
    },

    async restore(trx, from, to, moved) {
      const before = moved as Moved; // safe: what move() returned
      const now = await repository.overridesOf(asset(to), trx);
      const isOlder = await isKnownLonger(trx, from, to);
      for (const row of before.from) {
        const own = before.to.find(({ name }) => name === row.name);
        const left = own === undefined || isOlder ? row : own;
        // What an administrator set after the merge is their latest word on that record.
        const isUntouched = now.some((one) => one.name === row.name && isSame(one, left));
        if (isUntouched && own === undefined) await repository.removeOverrides(asset(to), [row.name], trx);
        if (isUntouched && own !== undefined) await repository.writeOverride(asset(to), own, trx);
        await repository.writeOverride(asset(from), row, trx);
      }
      onChange();
    },
  };

  async function isKnownLonger(trx: Parameters<AssetMover['move']>[0], from: number, to: number): Promise<boolean> {
    const [a = 0, b = 0] = [await repository.firstSeenAt(from, trx), await repository.firstSeenAt(to, trx)];
    return a === b ? from < to : a < b;
  }
}

const asset = (id: number): Scope => ({ kind: 'asset', id });
const isAmong = (rows: readonly OverrideRow[], { name }: OverrideRow) => rows.some((row) => row.name === name);
const isSame = (a: OverrideRow, b: OverrideRow) => a.value === b.value && a.updatedAt === b.updatedAt;
