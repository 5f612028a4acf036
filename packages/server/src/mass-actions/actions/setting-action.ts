import { z } from 'zod';
import type { JsonValue } from '../../fleet/asset-mover.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import type { DataAction } from '../mass-action.ts';

const parameters = z.strictObject({
  name: z.string().max(64),
  value: z
    .union([z.int(), z.boolean(), z.string().max(1000), z.array(z.string().max(1000)).max(1000)])
    .nullable()
    .describe('Null: what holds for all counts again.'),
});

type Needs = {
  readonly settings: Pick<SettingsService, 'checkOverride' | 'overridable' | 'ownOf' | 'writeOwn' | 'forget'>;
  readonly told: (assetIds: readonly number[]) => void;
};

/** A value of their own for a setting, or none. Values are compared and kept as their JSON text. */
export function settingAction({ settings, told }: Needs): DataAction<z.infer<typeof parameters>> {
  return {
    kind: 'data',
    name: 'setting',
    description: 'Gives them a value of their own for a setting, or takes it away.',
    permission: 'setting.write',
    parameters,
    atOnce: 200,
    isUndoable: true,
    needsCount: false,
    async begin(_executor, { name: given, value }) {
      const name = settings.overridable(given);
      const wanted = value === null ? null : JSON.stringify(settings.checkOverride(name, value).value);
      return {
        summary: [{ subject: name, before: null, after: parsed(wanted) }],
        async current(trx, assetIds) {
          const own = await settings.ownOf(trx, name, assetIds);
          return new Map(assetIds.map((id) => [id, own.get(id) ?? null]));
        },
        wanted: () => wanted,
        async write(trx, values, { actor }) {
          // safe: current() and wanted() made them
          await settings.writeOwn(trx, name, values as ReadonlyMap<number, string | null>, actor);
        },
        saved(ids) {
          settings.forget();
          told(ids);
        },
        show: (before, after) => [{ subject: name, before: parsed(before), after: parsed(after) }],
      };
    },
  };
}

const parsed = (json: JsonValue): JsonValue => (typeof json === 'string' ? (JSON.parse(json) as JsonValue) : null);
